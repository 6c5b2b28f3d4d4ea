import { takeCheckTicket, type CheckFound, type Unusable } from '@siccam/contract';
import { loadKit } from '../media';
import { call } from '../wire';
import { levelsOf, lookOf, pieceOf } from './measure';

/** Seconds of one's own voice that are recorded and played back; they stay in the browser. */
export const voiceSeconds = 4;
// The first second of a line finds its speed; the rest is counted.
const [warmUp, counted] = [2500, 4000];
const noise = { width: 640, height: 360, rate: 20, bits: 2_500_000 };

const waited = (ms: number) => new Promise((done) => window.setTimeout(done, ms));

/** Why a browser gave no device, in our words. */
export function whyUnusable(thrown: unknown): Unusable {
  const name = thrown instanceof Error ? thrown.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'refused';
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'none';
  if (name === 'NotReadableError' || name === 'AbortError') return 'busy';
  return 'failed';
}

async function opened(wanted: MediaStreamConstraints): Promise<MediaStream | Unusable> {
  // A browser hides its devices from pages that anyone could have changed on the way.
  if (!window.isSecureContext || !('mediaDevices' in navigator)) return 'insecure';
  try {
    return await navigator.mediaDevices.getUserMedia(wanted);
  } catch (thrown) {
    return whyUnusable(thrown);
  }
}

const end = (stream: MediaStream) => stream.getTracks().forEach((track) => track.stop());

/** Looks through the camera for a second: its size, light and sharpness. `show` is given the picture while it is looked at. */
export async function lookThroughCamera(show: (stream: MediaStream | null) => void): Promise<CheckFound['camera']> {
  const stream = await opened({ video: { width: { ideal: 1280 }, height: { ideal: 720 } } });
  if (typeof stream === 'string') return { state: 'unusable', why: stream };
  show(stream);
  try {
    const video = document.createElement('video');
    video.muted = true;
    video.playsInline = true;
    video.srcObject = stream;
    await video.play();
    // A camera opens dark and finds its light.
    await waited(1200);
    const { videoWidth: width, videoHeight: height } = video;
    if (width === 0) return { state: 'unusable', why: 'failed' };
    const canvas = document.createElement('canvas');
    canvas.width = 320;
    canvas.height = Math.max(3, Math.round((320 * height) / width));
    const drawn = canvas.getContext('2d', { willReadFrequently: true });
    drawn?.drawImage(video, 0, 0, canvas.width, canvas.height);
    const pixels = drawn?.getImageData(0, 0, canvas.width, canvas.height).data;
    return pixels ? { state: 'measured', width, height, ...lookOf(pixels, canvas.width, canvas.height) } : { state: 'unusable', why: 'failed' };
  } catch {
    return { state: 'unusable', why: 'failed' };
  } finally {
    show(null);
    end(stream);
  }
}

/** Listens to the microphone while the person speaks; `level` is told the share of full scale as it goes. `voice`: what was heard, to be played back. */
export async function listenToMicrophone(level: (share: number) => void): Promise<{ found: CheckFound['microphone']; voice: Blob | null }> {
  const stream = await opened({ audio: true });
  if (typeof stream === 'string') return { found: { state: 'unusable', why: stream }, voice: null };
  const context = new AudioContext();
  try {
    await context.resume();
    const heard = context.createAnalyser();
    heard.fftSize = 2048;
    context.createMediaStreamSource(stream).connect(heard);
    const recorder = new MediaRecorder(stream);
    const kept: Blob[] = [];
    recorder.addEventListener('dataavailable', ({ data }) => kept.push(data));
    const over = new Promise((done) => recorder.addEventListener('stop', done, { once: true }));
    recorder.start();
    const [pieces, samples] = [[] as ReturnType<typeof pieceOf>[], new Float32Array(heard.fftSize)];
    const until = performance.now() + voiceSeconds * 1000;
    while (performance.now() < until) {
      await waited(50);
      heard.getFloatTimeDomainData(samples);
      const piece = pieceOf(samples);
      pieces.push(piece);
      level(Math.min(1, piece.rms * 4));
    }
    recorder.stop();
    await over;
    return { found: { state: 'measured', ...levelsOf(pieces), heard: null }, voice: new Blob(kept, { type: recorder.mimeType }) };
  } catch {
    return { found: { state: 'unusable', why: 'failed' }, voice: null };
  } finally {
    level(0);
    end(stream);
    await context.close();
  }
}

type Entry = Partial<Record<'type' | 'id' | 'selectedCandidatePairId' | 'localCandidateId' | 'candidateType' | 'protocol' | 'relayProtocol' | 'kind', string>> & Partial<Record<'currentRoundTripTime' | 'bytesSent' | 'bytesReceived' | 'packetsSent' | 'packetsReceived' | 'packetsLost', number>>;
const entries = (report: RTCStatsReport | undefined): Entry[] => (report ? [...(report as unknown as Map<string, Entry>).values()] : []);
const sum = (all: Entry[], type: string, field: 'bytesSent' | 'bytesReceived' | 'packetsSent' | 'packetsReceived' | 'packetsLost') => all.reduce((total, one) => total + (one.type === type ? (one[field] ?? 0) : 0), 0);

/** The way that a connection took, from its selected pair of candidates. */
export function wayOf(all: readonly Entry[]): { protocol: 'udp' | 'tcp' | 'tls'; relay: boolean; rtt: number } | null {
  const chosen = all.find(({ type, selectedCandidatePairId }) => type === 'transport' && selectedCandidatePairId)?.selectedCandidatePairId;
  const pair = all.find(({ type, id }) => type === 'candidate-pair' && id === chosen);
  const near = all.find(({ type, id }) => type === 'local-candidate' && id === pair?.localCandidateId);
  if (!pair || !near) return null;
  const relay = near.candidateType === 'relay';
  const spoken = relay ? (near.relayProtocol ?? near.protocol) : near.protocol;
  return { protocol: spoken === 'tls' ? 'tls' : spoken === 'tcp' ? 'tcp' : 'udp', relay, rtt: (pair.currentRoundTripTime ?? 0) * 1000 };
}

/** A picture that no encoder can make small: what it needs is what the line carries, whether or not there is a camera. */
function unrest(): { track: MediaStreamTrack; stop: () => void } {
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width: noise.width, height: noise.height });
  const drawn = canvas.getContext('2d');
  const frames = Array.from({ length: 4 }, () => {
    const frame = new ImageData(noise.width, noise.height);
    // The most that one call may ask for.
    for (let at = 0; at < frame.data.length; at += 65_536) crypto.getRandomValues(frame.data.subarray(at, at + 65_536));
    for (let at = 3; at < frame.data.length; at += 4) frame.data[at] = 255;
    return frame;
  });
  let turn = 0;
  const draw = () => drawn?.putImageData(frames[turn++ % frames.length] as ImageData, 0, 0);
  draw();
  const timer = window.setInterval(draw, 1000 / noise.rate);
  const [track] = canvas.captureStream(noise.rate).getVideoTracks();
  return { track: track as MediaStreamTrack, stop: () => (window.clearInterval(timer), track?.stop()) };
}

/** Sends a made picture to LiveKit and takes it back, alone in a room: the way that was taken, what it carried, how long it took. Null: LiveKit does not answer. */
export async function measureLine(): Promise<CheckFound['network']> {
  const ticket = await call(takeCheckTicket, {});
  if (ticket.via === 'wait') return null;
  const { Room, RoomEvent, LocalVideoTrack, Track } = await loadKit();
  const [out, back] = [new Room(), new Room({ adaptiveStream: false })];
  const picture = unrest();
  try {
    const arrived = new Promise<{ getRTCStatsReport: () => Promise<RTCStatsReport | undefined> }>((done) => back.on(RoomEvent.TrackSubscribed, (track) => done(track)));
    const met = await Promise.all([out.connect(ticket.url, ticket.out), back.connect(ticket.url, ticket.back)]).then(() => true, () => false);
    // Only this is the network's doing: whatever else fails is said as our own fault.
    if (!met) return { state: 'blocked' };
    const sent = new LocalVideoTrack(picture.track, undefined, true);
    await out.localParticipant.publishTrack(sent, { source: Track.Source.Camera, simulcast: false, videoCodec: 'vp8', videoEncoding: { maxBitrate: noise.bits, maxFramerate: noise.rate }, degradationPreference: 'maintain-resolution' });
    const taken = await Promise.race([arrived, waited(10_000).then(() => null)]);
    if (!taken) return { state: 'blocked' };
    await waited(warmUp);
    const read = async () => ({ at: performance.now(), up: entries(await sent.getRTCStatsReport()), down: entries(await taken.getRTCStatsReport()) });
    const before = await read();
    await waited(counted);
    const after = await read();
    const way = wayOf(after.up);
    if (!way) return { state: 'blocked' };
    const seconds = (after.at - before.at) / 1000;
    const grown = (side: 'up' | 'down', type: string, field: Parameters<typeof sum>[2]) => Math.max(0, sum(after[side], type, field) - sum(before[side], type, field));
    const kilobits = (bytes: number) => Math.round((bytes * 8) / 1000 / seconds);
    const [lostUp, lostDown] = [grown('up', 'remote-inbound-rtp', 'packetsLost'), grown('down', 'inbound-rtp', 'packetsLost')];
    const [packetsUp, packetsDown] = [grown('up', 'outbound-rtp', 'packetsSent'), grown('down', 'inbound-rtp', 'packetsReceived')];
    const share = (lost: number, of: number) => Math.min(1, of === 0 ? 0 : lost / of);
    return { state: 'measured', ...way, rtt: Math.round(way.rtt), up: kilobits(grown('up', 'outbound-rtp', 'bytesSent')), down: kilobits(grown('down', 'inbound-rtp', 'bytesReceived')), loss: Math.max(share(lostUp, packetsUp), share(lostDown, lostDown + packetsDown)) };
  } finally {
    picture.stop();
    await Promise.allSettled([out.disconnect(), back.disconnect()]);
  }
}
