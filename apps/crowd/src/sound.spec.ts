import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AudioFrame, AudioSource, LocalAudioTrack, Room, RoomEvent, TrackPublishOptions, TrackSource, dispose } from '@livekit/rtc-node';
import { findLiveKit, freePort, freeUdpPort, howToGetLiveKit, type LiveKit, startLiveKit } from '@siccam/embedded';
import { ticketTo } from './bench/parts/ticket';
import { frameOf, frameSamples, phraseOf, sampleRate } from './tone';

jest.setTimeout(30_000);
const ticket = ticketTo('tests', 'x'.repeat(40));
let livekit: LiveKit | undefined;
let folder = '';

beforeAll(async () => {
  const server = await findLiveKit();
  if (!server) throw new Error(howToGetLiveKit);
  folder = await mkdtemp(join(tmpdir(), 'siccam-sound-'));
  const [port, rtcTcpPort, rtcUdpPort] = await Promise.all([freePort(), freePort(), freeUdpPort()]);
  livekit = await startLiveKit({ server, dir: folder, port, rtcTcpPort, rtcUdpPort, keys: { tests: 'x'.repeat(40) }, webhookUrl: 'http://127.0.0.1:9/', nodeIp: '127.0.0.1', room: { auto_create: true } });
});
afterAll(async () => {
  await livekit?.stop();
  await rm(folder, { recursive: true, force: true });
  await dispose();
});

test('a speaker who would send each sound twice is taken once', async () => {
  const [speaker, listener] = [new Room(), new Room()];
  const source = new AudioSource(sampleRate, 1);
  const track = LocalAudioTrack.createAudioTrack('microphone', source);
  const sending = setInterval(() => void source.captureFrame(new AudioFrame(frameOf(phraseOf(0), 0), sampleRate, 1, frameSamples)).catch(() => undefined), 20);
  try {
    await listener.connect(livekit?.url ?? '', ticket('sound', 'ear', false), { autoSubscribe: false, dynacast: false });
    const arrives = new Promise<string | undefined>((done) => listener.once(RoomEvent.TrackPublished, ({ mimeType }) => done(mimeType?.toLowerCase())));
    await speaker.connect(livekit?.url ?? '', ticket('sound', 'voice', true), { autoSubscribe: false, dynacast: false });
    await speaker.localParticipant?.publishTrack(track, new TrackPublishOptions({ source: TrackSource.SOURCE_MICROPHONE, red: true }));
    expect(await arrives).toBe('audio/opus');
  } finally {
    clearInterval(sending);
    await speaker.disconnect();
    await listener.disconnect();
    await track.close();
  }
});
