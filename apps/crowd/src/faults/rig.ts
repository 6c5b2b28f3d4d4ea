import { EventEmitter, once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { type Fact, type StageView, readStage, setOnAir } from '@siccam/contract';
import { followTopic, recentFacts } from '@siccam/follow';
import { Client } from 'pg';
import { io } from 'socket.io-client';
import { type Mortal, openHouse } from '../bench/parts/house';
import { Refused, doorsOf } from '../doors';
import type { Attempt, Heard, History, Told } from './checker';
import { type Line, openLine } from './line';

/**
 * The fault rig: writers, clients behind lines that break, and a server and a database that are killed with -9.
 *
 * The clock is moved, not waited for: it is the feed itself. `factsPerSecond` acknowledged facts are one second, so a client that is
 * away for 600 s misses as many facts as ten minutes of a fair bring, however fast this machine writes them; while nothing can be
 * written the clock stands. A client's own timers go the same way: its reconnection waits the browser's times divided by fifty, and
 * a client that has heard nothing for longer than the 45 s of Socket.IO's ping is made to give its connection up (`forsake`), while
 * the server, whose clock is not moved, keeps that connection as a ghost until its own ping finds out.
 *
 * Facts are made by the bots' guarded door `stage.air`, so each goes the whole way: door, decision, database, tail, sockets.
 */

/** What a run consists of. */
export type Plan = {
  seed: number;
  writers: number;
  clients: number;
  /** How often each client is cut, each time for 1 to 600 s of the clock, short ones as likely as long ones on a scale of powers. */
  cutsEach: number;
  longestCut: number;
  serverKills: number;
  databaseKills: number;
  /** Seconds of the clock between two kills. */
  killEvery: number;
  factsPerSecond: number;
};

/** How long a client took to be equal to the database again (milliseconds) after its line came back, or the server, or the database; counted from when all three were there. */
export type Return = { after: 'cut' | 'server' | 'database'; milliseconds: number };

/** What a run brought, to be judged by the checker. */
export type Run = { history: History; returns: Return[]; cuts: Record<string, number>; kills: { server: number; database: number }; seconds: number };

const aired = 'stage.aired';
const slugs = ['panel-1', 'panel-2', 'panel-3'] as const;
/** Of ten writers, how many write to each session: one is hot. */
const shares = [7, 2, 1] as const;
const pingPatience = 45;
const scaled = { reconnectionDelay: 10, reconnectionDelayMax: 100, randomizationFactor: 0.7 };

/** Numbers from 0 to 1 that are the same for one seed. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Runs a plan against a real server and a real database; `say` is told how it goes. */
export async function runFaults(plan: Plan, say: (words: string) => void): Promise<Run> {
  const house = await openHouse((superuser) => furnish(superuser, plan.writers), { pinned: false, fsync: true, settings: { LOG_LEVEL: 'silent' } });
  const began = performance.now();
  try {
    const stages = await stagesOf(house.superuser);
    const clock = theClock(plan.factsPerSecond);
    const life = theLife();
    const attempts: Attempt[] = [];
    const doors = doorsOf(house.address, house.botKey);
    let over = false;

    const writing = stages.flatMap(({ slug, topic, people, strangers }) =>
      people.map((person, place) => write({ writer: `${slug}/${place}`, slug, topic, person, strangers, doors, attempts, acknowledged: clock.tick, up: life.up, over: () => over })),
    );
    const listeners = await Promise.all(
      Array.from({ length: plan.clients }, async (_unused, place) => {
        const line = await openLine(house.port, `127.0.1.${1 + (place % 250)}`);
        const followed = stages.filter((_stage, at) => place % (at + 1) === 0);
        return listen(`client ${place}`, line, followed.map(({ topic, slug }) => ({ topic, slug })), house.botKey);
      }),
    );
    await Promise.all(listeners.map(({ ready }) => ready));
    say(`${plan.writers} writers, ${plan.clients} clients`);

    const returns: Return[] = [];
    const heads = async (): Promise<Map<string, number> | null> => {
      const looking = new Client({ connectionString: house.superuserUrl });
      looking.on('error', () => undefined);
      try {
        await looking.connect();
        const { rows } = await looking.query<{ name: string; head: string }>('select name, head from topic');
        return new Map(rows.map(({ name, head }) => [name, Number(head)]));
      } catch {
        return null;
      } finally {
        await looking.end().catch(() => undefined);
      }
    };
    /** Waits until a client is equal to the database as it is when line, server and database are all there; another death begins the wait anew. */
    const back = async (listener: Listening, after: Return['after']): Promise<void> => {
      for (;;) {
        await life.up();
        const from = performance.now();
        const now = await heads();
        if (now === null) {
          await delay(20);
          continue;
        }
        const ended = await Promise.race([listener.reaches(now), life.down().then(() => 'again' as const), after === 'cut' ? new Promise<never>(() => undefined) : listener.gone()]);
        if (ended === 'again') continue;
        if (ended === 'reached') returns.push({ after, milliseconds: performance.now() - from });
        return;
      }
    };

    const cuts: Record<string, number> = { cut: 0, silence: 0, forsake: 0 };
    const cutting = listeners.map(async (listener, place) => {
      const random = seeded(plan.seed * 1000 + place);
      for (let count = 0; count < plan.cutsEach; count++) {
        await clock.after(1 + 20 * random());
        const seconds = plan.longestCut ** random();
        const way = (['cut', 'cut', 'silence', 'forsake'] as const)[Math.floor(random() * 4)] ?? 'cut';
        // Whoever hears nothing for longer than the ping's patience gives the connection up.
        const kind = way === 'silence' && seconds > pingPatience ? 'forsake' : way;
        cuts[kind] = (cuts[kind] ?? 0) + 1;
        listener.leaves();
        if (kind === 'forsake') listener.line.forsake();
        if (kind === 'silence') listener.line.silence();
        else listener.line.cut();
        await clock.after(seconds);
        listener.line.slow(random() < 0.25 ? 20 + 100 * random() : 0);
        listener.line.mend();
        listener.returns();
        await back(listener, 'cut');
      }
    });

    const kills = { server: 0, database: 0 };
    const waiting: Promise<void>[] = [];
    const killing = (async () => {
      const random = seeded(plan.seed);
      while (kills.server < plan.serverKills || kills.database < plan.databaseKills) {
        await clock.after(plan.killEvery * (0.5 + random()));
        const who = kills.database >= plan.databaseKills || (kills.server <= kills.database && kills.server < plan.serverKills) ? 'server' : 'database';
        kills[who] += 1;
        await life.dies(() => revive(house[who]));
        say(`${who} killed (${kills.server} + ${kills.database}) at ${clock.now().toFixed(0)} s of the clock`);
        for (const listener of listeners) if (listener.present()) waiting.push(back(listener, who));
      }
    })();
    await Promise.all([...cutting, killing]);
    over = true;
    await Promise.all(writing);
    await Promise.all(waiting);
    const last = await heads();
    if (!last) throw new Error('the database is away at the end');
    // Whoever does not come to the end in this time is found out by the checker.
    await Promise.all(listeners.map((listener) => Promise.race([listener.reaches(last), delay(20_000, undefined, { ref: false })])));
    say(`${attempts.length} attempts, ${clock.now().toFixed(0)} s of the clock`);

    const history: History = {
      ...(await endOf(house.superuserUrl, stages.map(({ topic, id }) => ({ topic, id })))),
      clients: listeners.flatMap(({ histories }) => histories()),
      attempts,
      written: aired,
      effectOf: turned,
    };
    for (const listener of listeners) await listener.close();
    return { history, returns, cuts, kills, seconds: (performance.now() - began) / 1000 };
  } finally {
    await house.close();
  }
}

async function revive(mortal: Mortal): Promise<void> {
  await mortal.kill();
  await mortal.start();
}

/** Live sessions whose lists hold one person a writer. */
async function furnish(superuser: Client, writers: number): Promise<void> {
  await superuser.query(`update session set state = 'live' where slug = any($1)`, [slugs]);
  const whole = shares.reduce<number>((sum, share) => sum + share, 0);
  for (const [place, slug] of slugs.entries()) {
    await superuser.query(
      `insert into session_person (session_id, position, role, shape, name, title, initials, short, fictional)
       select s.id, 100 + n, 'speaker', p.shape, p.name, p.title, p.initials, p.short, true
       from session s, (select * from session_person limit 1) p, generate_series(1, $2::int) n where s.slug = $1`,
      [slug, Math.max(1, Math.round((writers * (shares[place] ?? 1)) / whole))],
    );
  }
}

type Stage = { id: string; slug: string; topic: string; people: string[]; strangers: string[] };

async function stagesOf(superuser: Client): Promise<Stage[]> {
  const { rows } = await superuser.query<{ id: string; slug: string; people: string[] }>(
    `select s.id, s.slug, array_agg(p.id order by p.position) as people from session s join session_person p on p.session_id = s.id
     where s.slug = any($1) and p.position > 100 group by s.id order by s.slug`,
    [slugs],
  );
  return rows.map(({ id, slug, people }) => ({ id, slug, topic: `session:${id}`, people, strangers: rows.filter((other) => other.id !== id).flatMap((other) => other.people) }));
}

type Clock = { now: () => number; tick: () => void; after: (seconds: number) => Promise<void> };

/** The clock that facts move. */
function theClock(factsPerSecond: number): Clock {
  let ticks = 0;
  let waiting: { until: number; wake: () => void }[] = [];
  return {
    now: () => ticks / factsPerSecond,
    tick() {
      ticks += 1;
      const due = waiting.filter(({ until }) => until <= ticks);
      if (due.length === 0) return;
      waiting = waiting.filter(({ until }) => until > ticks);
      for (const { wake } of due) wake();
    },
    after: (seconds) => new Promise((wake) => waiting.push({ until: ticks + seconds * factsPerSecond, wake })),
  };
}

/** Whether server and database are both there. */
function theLife() {
  const told = new EventEmitter().setMaxListeners(0);
  let dead = false;
  return {
    up: async () => void (dead && (await once(told, 'up'))),
    down: async () => void (await once(told, 'down')),
    async dies(death: () => Promise<void>): Promise<void> {
      dead = true;
      told.emit('down');
      await death();
      dead = false;
      told.emit('up');
    },
  };
}

/** What a fact of a stage changed against the one before: who came on or went off. */
function turned(before: unknown, after: unknown): string | null {
  const [was, is] = [onAirOf(before), onAirOf(after)];
  const come = is.find((person) => !was.includes(person));
  const gone = was.find((person) => !is.includes(person));
  return come !== undefined ? `${come} on` : gone !== undefined ? `${gone} off` : null;
}
const onAirOf = (body: unknown): readonly string[] => (body as { onAir: string[] } | null)?.onAir ?? [];

type Writing = {
  writer: string;
  slug: string;
  topic: string;
  person: string;
  strangers: string[];
  doors: ReturnType<typeof doorsOf>;
  attempts: Attempt[];
  acknowledged: () => void;
  up: () => Promise<void>;
  over: () => boolean;
};

/** Puts one person on air and off again, over and over; what got no answer is tried again, and now and then something forbidden is tried. */
async function write({ writer, slug, topic, person, strangers, doors, attempts, acknowledged, up, over }: Writing): Promise<void> {
  const attempt = async (who: string, on: boolean, turn: number): Promise<Attempt['outcome']> => {
    const mine: Attempt = { writer, topic, effect: `${who} ${on ? 'on' : 'off'} #${turn}`, at: performance.now(), outcome: 'unknown' };
    attempts.push(mine);
    try {
      mine.fact = await doors.call(setOnAir, { session: slug, person: who, on }, { bot: 'stage-manager' });
      mine.outcome = 'ok';
      acknowledged();
    } catch (error) {
      if (isNo(error)) mine.outcome = 'fail';
    }
    return mine.outcome;
  };
  for (let turn = 1; !over(); turn++) {
    if (turn % 20 === 0) await attempt(strangers[turn % strangers.length] ?? person, true, turn);
    while ((await attempt(person, turn % 2 === 1, turn)) !== 'ok') {
      await up();
      await delay(20);
    }
  }
}

/** True when the write surely did not happen: it was refused by name, or nobody was there to hear it. Anything else may have been committed. */
function isNo(error: unknown): boolean {
  if (error instanceof Refused) return error.refusal !== 'fault' && error.refusal !== 'wire.unavailable';
  const cause: unknown = error instanceof Error ? error.cause : undefined;
  return typeof cause === 'object' && cause !== null && 'code' in cause && cause.code === 'ECONNREFUSED';
}

type Listening = ReturnType<typeof listen>;

/** One client as a browser is: the same path of the feed, a screen that was read once and is kept by facts; all it goes through is written down. */
function listen(client: string, line: Line, followed: { topic: string; slug: string }[], botKey: string) {
  const address = `http://127.0.0.1:${line.port}`;
  const doors = doorsOf(address, botKey);
  const wire = io(address, { transports: ['websocket'], forceNew: true, ...scaled });
  const told = new EventEmitter().setMaxListeners(0);
  let away = false;

  const topics = followed.map(({ topic, slug }) => {
    const heard: Heard[] = [];
    const recent = recentFacts();
    let at = -1;
    let screen: readonly string[] | undefined;
    const read = async () => {
      const view: StageView = await doors.call(readStage, { session: slug }, 'nobody');
      screen = recent.bringUp<readonly string[]>(view.onAir, view.head, shown);
      told.emit('came');
    };
    const following = followTopic(wire, topic, {
      begin(head) {
        heard.push({ kind: 'began', head });
        recent.begin();
        at = head;
        void read().catch((error: unknown) => told.emit('error', error));
      },
      fact(fact, number) {
        heard.push({ kind: 'fact', number, name: fact.name, body: interned(fact.body) });
        recent.keep(fact, number);
        if (screen) screen = shown(screen, fact);
        at = number;
        told.emit('came');
      },
    });
    return { topic, end: () => following.end(), heard, at: () => at, screen: () => screen };
  });

  const reaches = async (heads: ReadonlyMap<string, number>): Promise<'reached'> => {
    while (topics.some(({ topic, at, screen }) => at() < (heads.get(topic) ?? 0) || !screen())) await once(told, 'came');
    return 'reached';
  };
  return {
    line,
    ready: reaches(new Map()),
    reaches,
    present: () => !away,
    leaves() {
      away = true;
      told.emit('gone');
    },
    returns: () => void (away = false),
    gone: async () => (await once(told, 'gone'), 'gone' as const),
    histories: () => topics.map(({ topic, heard, screen }) => ({ client, topic, heard, screen: screen() })),
    async close(): Promise<void> {
      for (const { end } of topics) end();
      wire.disconnect();
      await line.close();
    },
  };
}

const shown = (onAir: readonly string[], fact: Fact): readonly string[] => (fact.name === aired ? fact.body.onAir : onAir);

/** Fifty clients hear the same body; one copy of it is kept. */
const bodies = new Map<string, unknown>();
function interned(body: unknown): unknown {
  const text = JSON.stringify(body);
  const known = bodies.get(text);
  if (known !== undefined) return known;
  bodies.set(text, body);
  return body;
}

/** The database at the end. */
async function endOf(url: string, stages: { topic: string; id: string }[]): Promise<Pick<History, 'topics' | 'screens'>> {
  const database = new Client({ connectionString: url });
  // Killed once more it says so here, and the query after.
  database.on('error', () => undefined);
  await database.connect();
  const end: Pick<History, 'topics' | 'screens'> = { topics: {}, screens: {} };
  for (const { topic, id } of stages) {
    const { rows } = await database.query<{ number: string; name: string; body: unknown }>('select number, name, body from fact where topic = $1 order by number', [topic]);
    const head = await database.query<{ head: string }>('select head from topic where name = $1', [topic]);
    const shows = await database.query<{ on_air: string[] }>('select on_air from session where id = $1', [id]);
    const facts: Told[] = rows.map(({ number, name, body }) => ({ number: Number(number), name, body }));
    end.topics[topic] = { head: Number(head.rows[0]?.head ?? 0), facts };
    end.screens[topic] = shows.rows[0]?.on_air;
  }
  await database.end();
  return end;
}
