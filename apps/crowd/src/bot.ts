import { AudioFrame, AudioSource, LocalAudioTrack, LocalVideoTrack, type LocalTrack, Room, RoomEvent, TrackPublishOptions, TrackSource, VideoBufferType, VideoFrame, VideoSource } from '@livekit/rtc-node';
import { type FairClock, type SessionPerson, fairNow, takeSpeakerTicket, wallOf } from '@siccam/contract';
import { type Card, cardOf, clockText } from './card';
import type { Doors } from './doors';
import { say } from './say';
import { pictureHeight, pictureWidth } from '@siccam/testing';
import { frameOf, frameSamples, phraseOf, sampleRate } from './tone';

/** What the fair's clock and zone are at the moment; they may be set anew while a bot speaks. */
export type Time = () => { clock: FairClock; zone: string };

/** Someone of a session's list of people, played by this program: joins hidden and silent, and sends only while speaking. */
export type Bot = {
  readonly person: string;
  /** True while connected to the stage room. */
  there: () => boolean;
  /** True while picture and sound are published. */
  speaking: () => boolean;
  /** Publishes picture and sound; the server has put the person on air before. */
  speak: () => Promise<void>;
  /** Takes both back, by leaving the room and coming back to it. */
  hush: () => Promise<void>;
  /** Leaves for good. */
  leave: () => Promise<void>;
};

const framesPerSecond = 15;
const soundFramesPerSecond = sampleRate / frameSamples;
// Enough to bridge a busy moment of this process, little enough that nobody waits for it.
const soundAhead = 100;
const askAgainAfter = 500;
const comeBackAfter = 50;

const camera = new TrackPublishOptions({ source: TrackSource.SOURCE_CAMERA, simulcast: true, videoEncoding: { maxBitrate: 450_000n, maxFramerate: framesPerSecond } });
const microphone = new TrackPublishOptions({ source: TrackSource.SOURCE_MICROPHONE, dtx: false, red: false, audioEncoding: { maxBitrate: 20_000n } });

/** Brings a person to a session's stage room, and back there whenever the connection is lost, each time with a fresh ticket. */
export function botOf(doors: Doors, session: string, person: SessionPerson, place: number, time: Time): Bot {
  let room: Room | null = null;
  let sending: Sending | null = null;
  let gone = false;
  let wake = () => {};
  const pause = (milliseconds: number) =>
    new Promise<void>((done) => {
      const timer = setTimeout(done, milliseconds);
      wake = () => {
        clearTimeout(timer);
        done();
      };
    });

  const drop = async () => {
    const [lost, silenced] = [room, sending];
    room = null;
    sending = null;
    silenced?.stop();
    await lost?.disconnect().catch(() => undefined);
  };

  /** One visit to the room, from a fresh ticket until the connection is lost; false when there was no way in. */
  async function visit(): Promise<boolean> {
    const ticket = await doors.call(takeSpeakerTicket, { session, person: person.id }, { bot: 'speaker' });
    if (ticket.via !== 'webrtc' || gone) return false;
    const entered = new Room();
    // The SDK's own reconnect keeps trying a room that a restarted server no longer has; a fresh ticket makes the room.
    const lost = new Promise<void>((done) => {
      entered.once(RoomEvent.Reconnecting, done);
      entered.once(RoomEvent.Disconnected, () => done());
    });
    await entered.connect(ticket.url, ticket.token, { autoSubscribe: false, dynacast: true });
    room = entered;
    await lost;
    if (room === entered) await drop();
    return true;
  }

  async function stay(): Promise<void> {
    while (!gone) {
      const wasIn = await visit().catch((error: unknown) => (say(`${session}: ${person.short.fr ?? person.id} is not in the room yet`, error), false));
      if (!gone) await pause(wasIn ? comeBackAfter : askAgainAfter);
    }
  }
  const staying = stay();

  return {
    person: person.id,
    there: () => room !== null,
    speaking: () => sending !== null,
    speak: async () => {
      const inside = room;
      if (!inside?.localParticipant || sending) return;
      const started = await send(inside, cardOf(person, place), phraseOf(place), time);
      if (room === inside) sending = started;
      else started.stop();
    },
    // A connection keeps the memory of every picture track it ever published (18 MB each, seen); a new one begins without.
    hush: async () => {
      if (sending) await drop();
    },
    leave: async () => {
      gone = true;
      wake();
      await drop();
      await staying;
    },
  };
}

type Sending = { stop: () => void };

/** Publishes a picture and a tone, and feeds both by count from one monotonic clock, so that neither drifts. */
async function send(room: Room, card: Card, phrase: Int16Array, time: Time): Promise<Sending> {
  const picture = new VideoSource(pictureWidth, pictureHeight);
  const sound = new AudioSource(sampleRate, 1, soundAhead * 3);
  const tracks: [LocalTrack, TrackPublishOptions][] = [
    [LocalVideoTrack.createVideoTrack('camera', picture), camera],
    [LocalAudioTrack.createAudioTrack('microphone', sound), microphone],
  ];
  let stopped = false;
  const stop = () => {
    if (stopped) return;
    stopped = true;
    clearTimeout(timer);
    for (const [track] of tracks) void track.close().catch(() => undefined);
  };

  const began = performance.now();
  let [pictures, sounds] = [0, 0];
  let timer: NodeJS.Timeout | undefined;
  const beat = () => {
    const since = performance.now() - began;
    const machine = Date.now();
    const { clock, zone } = time();
    const fair = fairNow(clock, machine);
    picture.captureFrame(new VideoFrame(card.frame(clockText(wallOf(fair, zone), fair), machine), pictureWidth, pictureHeight, VideoBufferType.I420));
    pictures = Math.floor((since / 1000) * framesPerSecond) + 1;
    const soundsDue = Math.floor(((since + soundAhead) / 1000) * soundFramesPerSecond);
    // After a standstill of the machine the missed sound is left out, not crammed in.
    if (soundsDue - sounds > soundFramesPerSecond) sounds = soundsDue - 1;
    for (; sounds < soundsDue; sounds++) {
      void sound.captureFrame(new AudioFrame(frameOf(phrase, sounds), sampleRate, 1, frameSamples)).catch(() => undefined);
    }
    timer = setTimeout(beat, Math.max(0, (pictures * 1000) / framesPerSecond - (performance.now() - began)));
  };
  beat();

  try {
    const me = room.localParticipant;
    if (!me) throw new Error('nobody is in the room');
    await Promise.all(tracks.map(([track, options]) => me.publishTrack(track, options)));
  } catch (error) {
    stop();
    throw error;
  }
  return { stop };
}
