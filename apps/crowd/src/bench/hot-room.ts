/** Two thousand sockets in one room, 10 to 200 facts a second through door, decision, database and tail: CPU of the server for each delivery, beside raw ws unbatched and a C floor. */
import { setTimeout as delay } from 'node:timers/promises';
import { setOnAir } from '@siccam/contract';
import type { Client } from 'pg';
import { Refused, doorsOf } from '../doors';
import { type House, openHouse } from './parts/house';
import type { Report } from './parts/listeners';
import { type Case, cpuSeconds, crowdOf, finish, median, quick, rounded, spread, tell } from './parts/measure';
import { floorOf, listenersOn, rawFeed } from './parts/sockets';

/**
 * A delivery is one fact to one socket. The CPU is the server's whole process, so also the doors and decisions that make the facts;
 * what those cost alone is measured beside it, by writing as fast to a session that nobody listens to. Raw `ws` sends one frame a
 * fact; more than about 40 a second to 2,000 sockets it cannot hold, so its CPU at full speed stands beside our higher rates, and its
 * delay where it is not overrun, at 10 a second, beside all of ours. Delays count from the row's own time in the database, before its commit.
 */
const sockets = crowdOf();
const rates = [10, 50, 100, 200];
const repetitions = quick ? 2 : 5;
const seconds = quick ? 4 : 8;
/** How many decisions may be under way at once. */
const hands = 20;
const [room, empty] = ['panel-1', 'panel-2'];

type Ours = { cpu: number; alone: number; p99: number; framesEach: number; lost: number; disorder: number; rate: number };

async function main(): Promise<void> {
  const house = await openHouse(async (superuser) => void (await superuser.query(`update session set state = 'live' where slug = any($1)`, [[room, empty]])));
  try {
    const [hot, quiet] = [await place(house.superuser, room), await place(house.superuser, empty)];
    const listeners = listenersOn(house.closing);
    const raw = await rawFeed(house.closing);
    const message = Buffer.from(`42["feed.frame",${JSON.stringify({ topic: hot.topic, from: 100, facts: [{ name: 'stage.aired', body: { onAir: [] } }] })}]`).length + 4;
    const floor = await floorOf(house.folder, sockets, message, house.closing);
    await listeners.open('fair', house.port, sockets, hot.topic);
    await listeners.open('raw', raw.port, sockets);
    if (floor) await listeners.open('bare', floor.port, sockets);
    tell(`${sockets} sockets each; ${message} bytes a fact in a frame of its own`);

    const rawSent = async (count: number, perSecond: number): Promise<{ cpu: number; report: Report }> => {
      await listeners.begin('raw');
      const before = cpuSeconds(raw.pid);
      const sent = await raw.send({ count, perSecond, topic: hot.topic });
      await listeners.reach('raw', count);
      const cpu = cpuSeconds(raw.pid) - before;
      const report = await listeners.report('raw', sent);
      if (report.lost + report.disorder > 0) throw new Error(`raw ws lost ${report.lost}`);
      return { cpu: (cpu * 1e6) / report.deliveries, report };
    };

    const ourSent = async (perSecond: number): Promise<Ours> => {
      const facts = async (topic: string, after: number) => (await headOf(house.superuser, topic)) - after;
      const first = await headOf(house.superuser, hot.topic);
      await listeners.begin('fair');
      let before = cpuSeconds(house.pid);
      const { took, refused } = await write(house, room, hot.person, perSecond);
      const told = await facts(hot.topic, first);
      await listeners.reach('fair', first + told);
      const used = cpuSeconds(house.pid) - before;
      const report = await listeners.report('fair', await madeAt(house.superuser, hot.topic, first));
      const firstAlone = await headOf(house.superuser, quiet.topic);
      before = cpuSeconds(house.pid);
      await write(house, empty, quiet.person, perSecond);
      const alone = cpuSeconds(house.pid) - before;
      const one = { cpu: (used * 1e6) / (told * sockets), alone: (alone * 1e6) / ((await facts(quiet.topic, firstAlone)) * sockets), p99: report.p99, framesEach: report.frames / sockets / took, lost: report.lost, disorder: report.disorder, rate: told / took };
      tell(`  ${perSecond}/s: ${one.cpu.toFixed(2)} µs (${one.alone.toFixed(2)} the writing), ${one.framesEach.toFixed(1)} frames/s, p99 ${one.p99} ms, ${one.rate.toFixed(1)} written/s${refused > 0 ? `, ${refused} refused: overrun` : ''}`);
      return one;
    };

    // The first thousands of frames are slow everywhere, until the programs are warm.
    await rawSent(20, 0);
    await ourSent(100);
    const [rawPaced, rawFull, rawDelay, floors]: number[][] = [[], [], [], []];
    const ours = new Map(rates.map((rate) => [rate, [] as Ours[]]));
    for (let repetition = 0; repetition < repetitions; repetition++) {
      const paced = await rawSent(10 * seconds, 10);
      rawPaced?.push(paced.cpu);
      rawDelay?.push(paced.report.p99);
      rawFull?.push((await rawSent(quick ? 50 : 100, 0)).cpu);
      if (floor) floors?.push(await floor.send(quick ? 50 : 100));
      for (const rate of rates) ours.get(rate)?.push(await ourSent(rate));
    }
    const [beside10, besideFull, besideDelay] = [rawPaced ?? [], rawFull ?? [], rawDelay ?? []];
    tell(`raw ws: ${spread(beside10, 2)} µs a delivery at 10/s, ${spread(besideFull, 2)} at full speed; p99 ${spread(besideDelay)} ms at 10/s`);
    tell(floor ? `C floor: ${spread(floors ?? [], 2)} µs a send()` : 'C floor: no compiler here');

    const cases: Case[] = [];
    const targets: Record<number, string> = { 100: '<= 0.25', 200: '<= 0.15' };
    for (const [rate, values] of ours) {
      const peer = rate === 10 ? beside10 : besideFull;
      const of = (read: (one: Ours) => number) => values.map(read);
      const ratio = median(values.map(({ cpu }, at) => cpu / (peer[at] ?? NaN)));
      const without = median(values.map(({ cpu, alone }, at) => (cpu - alone) / (peer[at] ?? NaN)));
      const added = median(values.map(({ p99 }, at) => p99 - (besideDelay[at] ?? NaN)));
      const [lost, disorder] = [of(({ lost }) => lost), of(({ disorder }) => disorder)].map((all) => all.reduce((sum, one) => sum + one, 0));
      tell(`${rate}/s: ${spread(of(({ cpu }) => cpu), 2)} µs a delivery, ${(ratio * 100).toFixed(0)} % of raw ws; writing alone ${spread(of(({ alone }) => alone), 2)} µs, without it ${(without * 100).toFixed(0)} %`);
      tell(`   ${spread(of(({ framesEach }) => framesEach), 1)} frames a second to each, p99 ${spread(of(({ p99 }) => p99))} ms, added ${added.toFixed(0)}; written ${spread(of(({ rate }) => rate), 1)}/s; lost ${lost}, out of order ${disorder}`);
      cases.push(
        { case: `${rate} facts/s: CPU per delivery`, ours: rounded(median(of(({ cpu }) => cpu))), beside: rounded(median(peer)), ratio: rounded(ratio), target: targets[rate] ?? '', unit: 'µs' },
        { case: `${rate} facts/s: the same without the writing`, ours: rounded(median(of(({ cpu, alone }) => cpu - alone))), beside: rounded(median(peer)), ratio: rounded(without), target: '', unit: 'µs' },
        { case: `${rate} facts/s: p99 of delay`, ours: median(of(({ p99 }) => p99)), beside: median(besideDelay), ratio: null, target: 'added <= 100', unit: 'ms' },
        { case: `${rate} facts/s: lost or out of order`, ours: (lost ?? 0) + (disorder ?? 0), beside: 0, ratio: null, target: '0', unit: 'facts' },
      );
    }
    cases.push({ case: 'C floor, one send()', ours: floor ? rounded(median(floors ?? [])) : NaN, beside: rounded(median(besideFull)), ratio: null, target: '', unit: floor ? 'µs' : 'no compiler' });
    await house.close();
    finish('hot-room', cases);
  } finally {
    await house.close();
  }
}

/** A live session's topic, and one of its people. */
async function place(database: Client, slug: string): Promise<{ topic: string; person: string }> {
  const { rows } = await database.query<{ id: string; person: string }>('select s.id, p.id as person from session s join session_person p on p.session_id = s.id where s.slug = $1 limit 1', [slug]);
  if (!rows[0]) throw new Error(`no session ${slug}`);
  return { topic: `session:${rows[0].id}`, person: rows[0].person };
}

const headOf = async (database: Client, topic: string): Promise<number> => Number((await database.query<{ head: string }>('select head from topic where name = $1', [topic])).rows[0]?.head ?? 0);

/** When each fact after a number was written, as its row says. */
async function madeAt(database: Client, topic: string, after: number): Promise<[number, number][]> {
  const { rows } = await database.query<{ number: string; at: string }>('select number, extract(epoch from at) * 1000 as at from fact where topic = $1 and number > $2 order by number', [topic, after]);
  return rows.map(({ number, at }) => [Number(number), Number(at)]);
}

/** Makes facts at a rate, for some seconds, through the guarded door of the bots (someone who is not on air is taken off); a machine that is too slow makes fewer. */
async function write({ address, botKey }: House, session: string, person: string, perSecond: number): Promise<{ took: number; refused: number }> {
  const doors = doorsOf(address, botKey, 60_000);
  const began = performance.now();
  let [turn, refused] = [0, 0];
  const hand = async (): Promise<void> => {
    for (;;) {
      const due = began + (turn++ * 1000) / perSecond;
      if (Math.max(due, performance.now()) >= began + seconds * 1000) return;
      await delay(Math.max(0, due - performance.now()));
      // A server that is overrun says so; what it wrote all the same is counted in the database.
      await doors.call(setOnAir, { session, person, on: false }, { bot: 'stage-manager' }).catch((error: unknown) => {
        if (!(error instanceof Refused && ['wire.unavailable', 'fault'].includes(error.refusal))) throw error;
        refused += 1;
      });
    }
  };
  await Promise.all(Array.from({ length: hands }, hand));
  return { took: (performance.now() - began) / 1000, refused };
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
});
