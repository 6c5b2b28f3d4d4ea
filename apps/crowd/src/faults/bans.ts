import { setTimeout as delay } from 'node:timers/promises';
import { AudioFrame, AudioSource, AudioStream, LocalAudioTrack, type RemoteTrack, Room, RoomEvent, TrackKind, TrackPublishOptions, TrackSource } from '@livekit/rtc-node';
import { banPerson, setOnAir, takeSpeakerTicket, takeTicket, told } from '@siccam/contract';
import { freePort } from '@siccam/embedded';
import { type Socket, io } from 'socket.io-client';
import { type House, openHouse } from '../bench/parts/house';
import { type Somebody, cookieSecret, signIn, someGuest } from '../bench/parts/signedIn';
import { liveKitFor } from '../bench/parts/withLiveKit';
import { type Doors, doorsOf } from '../doors';
import { frameOf, frameSamples, phraseOf, sampleRate } from '../tone';
import type { Banned, Got } from './bans.judge';
import { seeded } from './rig';

/** What a run consists of. */
export type BanPlan = {
  seed: number;
  /** How many are banned in all, and how many of them are there at the same time. */
  bans: number;
  atOnce: number;
  /** Every so-manieth also listens to the stage. */
  listensEach: number;
  /** Within how long a wave is banned. Milliseconds. */
  within: number;
};

/** What a run brought. `bystander`: messages of someone who is never banned, after each wave's last ban: silence there would prove nothing. */
export type BanRun = { banned: Banned[]; got: Got[]; bystander: number; rejoined: number };

const slug = 'panel-1';
/** Longer than what media may take. */
const watched = 12_500;
const patience = 30_000;
const pause = 60;
const loud = 200;

/** Bans people at random moments, a third of them while they are away; their programs ignore every "no" and try again with all they ever held. */
export async function runBans(plan: BanPlan, say: (words: string) => void): Promise<BanRun> {
  const port = await freePort();
  const livekit = await liveKitFor(port);
  const secret = cookieSecret();
  const house = await openHouse(async (superuser) => void (await superuser.query(`update session set state = 'live' where slug = $1`, [slug])), { pinned: false, port, settings: { ...livekit.settings, COOKIE_SECRET: secret } }).catch(async (error: unknown) => {
    await livekit.stop();
    throw error;
  });
  const run: BanRun = { banned: [], got: [], bystander: 0, rejoined: 0 };
  const stops: (() => Promise<void>)[] = [];
  try {
    const doors = doorsOf(house.address, house.botKey);
    const { rows } = await house.superuser.query<{ fair: string; session: string; people: string[] }>(
      `select s.fair_id as fair, s.id as session, array_agg(p.id order by p.position) as people from session s join fair f on f.id = s.fair_id and f.current join session_person p on p.session_id = s.id where s.slug = $1 group by 1, 2`,
      [slug],
    );
    const [place] = rows;
    if (!place) throw new Error(`no session ${slug}`);
    const topics = [`fair:${place.fair}`, `session:${place.session}`];
    stops.push(await speak(doors, place.people[0] ?? ''));
    stops.push(write(doors, place.people[1] ?? ''));
    const bystander: Program = stubborn({ name: 'bystander', me: someGuest(secret), house, doors, topics, listens: false, got: (one) => one.what === 'message' && (run.bystander += 1) });
    stops.push(bystander.stop);
    const [organiser] = await signIn(house.superuser, secret, 1, 'organiser');
    const random = seeded(plan.seed);

    for (let done = 0; done < plan.bans; done += plan.atOnce) {
      const count = Math.min(plan.atOnce, plan.bans - done);
      const accounts = await signIn(house.superuser, secret, count);
      const victims = accounts.map((account, at) => {
        const name = `${at % 2 === 0 ? 'account' : 'guest'} ${done + at}`;
        const me = at % 2 === 0 ? account : someGuest(secret);
        return { ...stubborn({ name, me, house, doors, topics, listens: (done + at) % plan.listensEach === 0, got: (one) => run.got.push(one), rejoined: () => (run.rejoined += 1) }), name, person: me.person };
      });
      const allHear = await Promise.race([Promise.all(victims.map(({ ready }) => ready)), delay(patience, null)]);
      if (!allHear) throw new Error(`before the bans these came to hear nothing: ${victims.flatMap(({ name, missing }) => (missing() ? [`${name} (${missing()})`] : [])).join(', ')}`);
      await Promise.all(
        victims.map(async ({ name, person, leave, comeBack }, at) => {
          const away = at % 3 === 0;
          await delay(random() * plan.within);
          if (away) leave();
          if (away) await delay(random() * 500);
          await doors.call(banPerson, { person }, { cookie: organiser?.cookie ?? '' });
          run.banned.push({ victim: name, at: performance.now(), away });
          await delay(away ? random() * 1500 : 0);
          comeBack();
        }),
      );
      const before = run.bystander;
      await delay(watched);
      if (run.bystander === before) throw new Error('nothing was told any more to anyone');
      await Promise.all(victims.map(({ stop }) => stop()));
      say(`${run.banned.length} banned, ${run.got.length} things got, ${run.rejoined} times back in the room of media`);
    }
    return run;
  } finally {
    for (const stop of stops.toReversed()) await Promise.race([stop().catch(() => undefined), delay(5000)]);
    await house.close();
    await livekit.stop();
  }
}

/** Makes facts in the session without an end. */
function write(doors: Doors, person: string): () => Promise<void> {
  let over = false;
  const writing = (async () => {
    for (let on = true; !over; on = !on) {
      await doors.call(setOnAir, { session: slug, person, on }, { bot: 'stage-manager' }).catch(() => undefined);
      await delay(40);
    }
  })();
  return async () => {
    over = true;
    await writing;
  };
}

/** A bot that is on air and whose tone never pauses. */
async function speak(doors: Doors, person: string): Promise<() => Promise<void>> {
  let ticket = await doors.call(takeSpeakerTicket, { session: slug, person }, { bot: 'speaker' });
  for (; ticket.via === 'wait'; await delay(100)) ticket = await doors.call(takeSpeakerTicket, { session: slug, person }, { bot: 'speaker' });
  if (ticket.via !== 'webrtc') throw new Error('the stage has no sound');
  const room = new Room();
  await room.connect(ticket.url, ticket.token, { autoSubscribe: false, dynacast: false });
  await doors.call(setOnAir, { session: slug, person, on: true }, { bot: 'stage-manager' });
  const source = new AudioSource(sampleRate, 1, 300);
  const track = LocalAudioTrack.createAudioTrack('tone', source);
  const options = new TrackPublishOptions({ source: TrackSource.SOURCE_MICROPHONE, dtx: false, red: false });
  // The server's permission may take a moment to arrive.
  for (let tries = 0; ; tries++) {
    try {
      await room.localParticipant?.publishTrack(track, options);
      break;
    } catch (error) {
      if (tries === 20) throw error;
      await delay(100);
    }
  }
  const phrase = phraseOf(0);
  let over = false;
  const feeding = (async () => {
    for (let count = 0; !over; count++) await source.captureFrame(new AudioFrame(frameOf(phrase, count), sampleRate, 1, frameSamples)).catch(() => undefined);
  })();
  return async () => {
    over = true;
    await feeding;
    await room.disconnect();
  };
}

type Stubborn = { name: string; me: Somebody; house: House; doors: Doors; topics: readonly string[]; listens: boolean; got: (one: Got) => unknown; rejoined?: () => unknown };

/** `missing`: what they have not had yet; empty when they have had all. */
type Program = { ready: Promise<unknown>; missing: () => string; leave: () => void; comeBack: () => void; stop: () => Promise<void> };

/** A program that takes no "no": whatever ends, it begins again, with every cookie and every ticket it ever held. */
function stubborn({ name, me, house, doors, topics, listens, got, rejoined }: Stubborn): Program {
  const cookies = new Set([me.cookie]);
  const tickets = new Map<string, string>();
  const open = new Set<Socket>();
  let [here, over] = [true, false];
  const note = (what: Got['what']) => got({ victim: name, at: performance.now(), what });
  const lacks = new Set<Got['what']>(listens ? ['message', 'media'] : ['message']);
  let hasAll: () => void = () => undefined;
  const ready = new Promise<void>((done) => (hasAll = done));
  const had = (what: Got['what']) => {
    note(what);
    if (lacks.delete(what) && lacks.size === 0) hasAll();
  };

  /** One life of a socket, until it ends. */
  const visit = async (cookie: string): Promise<void> => {
    const socket = io(house.address, { transports: ['websocket'], forceNew: true, reconnection: false, timeout: 2000, extraHeaders: { cookie } });
    open.add(socket);
    const ended = new Promise<void>((done) => {
      socket.once('connect_error', () => done());
      socket.once('disconnect', () => done());
    });
    // What says why it ends is no message of the fair.
    socket.onAny((event: string) => {
      if (event === told.closed) return;
      had('message');
    });
    socket.once('connect', () => {
      for (const topic of topics) socket.emit('feed.enter', { topic }, (said: { ok: boolean }) => said.ok && note('message'));
    });
    await ended;
    socket.disconnect();
    open.delete(socket);
  };
  const sockets = (async () => {
    while (!over) {
      for (const cookie of cookies) {
        if (here && !over) await visit(cookie);
        await delay(pause);
      }
    }
  })();

  const asking = (async () => {
    for (let turn = 0; !over; turn++) {
      for (const cookie of here ? cookies : []) {
        const ticket = await doors.call(takeTicket, { session: slug, tab: `tab-${turn % 3}` }, { cookie }).catch(() => null);
        if (!ticket) continue;
        note('door');
        if (ticket.via === 'webrtc') tickets.set(ticket.token, ticket.url);
        const again = await fetch(`${house.address}/api/me`, { headers: { cookie } }).catch(() => null);
        for (const kept of again?.headers.getSetCookie() ?? []) cookies.add(kept.split(';')[0] ?? '');
      }
      await delay(700);
    }
  })();

  /** Ends when the program is away, or over. */
  const left = async () => {
    while (here && !over) await delay(50);
  };

  const listening = (async () => {
    for (let turn = 0; listens && !over; turn++) {
      const all = [...tickets];
      const [token, url] = all[turn % Math.max(1, all.length)] ?? [];
      if (here && token && url) {
        const room = new Room();
        const lost = new Promise<void>((done) => {
          for (const event of [RoomEvent.Disconnected, RoomEvent.Reconnecting] as const) room.once(event, () => done());
          // Whose sound was gone before anything could be read begins anew.
          room.on(RoomEvent.TrackSubscribed, (track: RemoteTrack) => track.kind === TrackKind.KIND_AUDIO && void hear(track, () => had('media')).then(done));
        });
        // Thrown out while it comes in, the client may say neither that it is in nor that it is not.
        const wasIn = await Promise.race([room.connect(url, token, { autoSubscribe: true, dynacast: false }).then(() => true, () => false), delay(3000, false)]);
        if (wasIn) {
          rejoined?.();
          await Promise.race([lost, left()]);
        }
        await Promise.race([room.disconnect().catch(() => undefined), delay(1000)]);
      }
      await delay(pause);
    }
  })();
  return {
    ready,
    missing: () => [...lacks].join(' and '),
    leave() {
      here = false;
      for (const socket of open) socket.disconnect();
    },
    comeBack: () => void (here = true),
    async stop() {
      over = true;
      for (const socket of open) socket.disconnect();
      await Promise.race([Promise.all([sockets, asking, listening]), delay(5000)]);
    },
  };
}

/** Says of each frame of sound that it is no silence. */
async function hear(track: RemoteTrack, heard: () => void): Promise<void> {
  const reader = streamOf(track)?.getReader();
  if (!reader) return;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    if (value.data.some((sample) => Math.abs(sample) > loud)) heard();
  }
}

/** The sound of a track; null where whoever listens was thrown out, and the track freed, before anything could be read. */
function streamOf(track: RemoteTrack): AudioStream | null {
  try {
    return new AudioStream(track, 48_000, 1);
  } catch (error) {
    if (/handle is not a/.test(String(error))) return null;
    throw error;
  }
}
