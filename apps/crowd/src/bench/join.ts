/** People who come to the fair: connect, authenticate, bootstrap, enter the fair and a session, take a ticket. Joins for each second of the server's CPU beside handshakes of a bare ws server, and how long a join takes at a hundred a second. */
import { readFileSync } from 'node:fs';
import { openHouse } from './parts/house';
import { type Joined, type Kind } from './parts/joiners';
import { cpuSeconds, finish, median, quantile, quick, rounded, spread, tell } from './parts/measure';
import { programmeOf } from './parts/prepared';
import { cookieSecret, signIn } from './parts/signedIn';
import { joinersOn, rawFeed } from './parts/sockets';
import { liveKitFor } from './parts/withLiveKit';

/**
 * A join is one person with an account: `GET /api/me` with the cookie, the programme (half know this version), a socket that enters two
 * topics, and a ticket to a live session signed for a real LiveKit; over two connections, as a browser does. The floor beside is the
 * WebSocket handshake alone. Both programs are warm, and leaving is not counted. The CPU is that of the server's process.
 */
const slug = 'panel-1';
const repetitions = quick ? 2 : 5;
const joins = quick ? 400 : 1000;
const warming = quick ? 1500 : 3000;
const hands = 20;
const perSecond = 100;
const seconds = quick ? 6 : 20;

async function main(): Promise<void> {
  const livekit = await liveKitFor();
  const secret = cookieSecret();
  const house = await openHouse(async (superuser) => void (await superuser.query(`update session set state = 'live' where slug = $1`, [slug])), {
    settings: { ...livekit.settings, COOKIE_SECRET: secret, SOCKETS_PER_ADDRESS: '100000' },
  }).catch(async (error: unknown) => {
    await livekit.stop();
    throw error;
  });
  try {
    const { rows } = await house.superuser.query<{ fair: string; session: string }>('select f.id as fair, s.id as session from fair f join session s on s.fair_id = f.id where f.current and s.slug = $1', [slug]);
    const topics = [`fair:${rows[0]?.fair}`, `session:${rows[0]?.session}`];
    const etag = (await programmeOf(house.address)).headers['etag'] ?? '';
    const raw = await rawFeed(house.closing);
    const joiners = joinersOn(house.closing);
    const database = Number((await house.superuser.query<{ pid: string }>(`select pid from pg_stat_activity where backend_type = 'checkpointer'`)).rows[0]?.pid);

    const wave = async (kind: Kind, count: number, pace = 0): Promise<Joined & { cpu: number; sql: number }> => {
      const cookies = kind === 'fair' ? (await signIn(house.superuser, secret, count)).map(({ cookie }) => cookie) : [];
      const pid = kind === 'fair' ? house.pid : raw.pid;
      const backends = backendsOf(database);
      const sqlBefore = backends();
      const before = cpuSeconds(pid);
      const joined = await joiners.join({ kind, port: kind === 'fair' ? house.port : raw.port, count, perSecond: pace, hands, cookies, topics, slug, etag });
      const cpu = cpuSeconds(pid) - before;
      const sql = backends() - sqlBefore;
      if (joined.errors.length > 0) tell(`${joined.errors.length} of ${count} did not get in: ${[...new Set(joined.errors)].slice(0, 3).join('; ')}`);
      await joiners.leave(kind);
      return { ...joined, cpu, sql };
    };

    for (let warm = 0; warm < warming; warm += 500) {
      await wave('fair', 500);
      await wave('raw', 500);
    }
    const ours: number[] = [];
    const floor: number[] = [];
    const sql: number[] = [];
    let errors = 0;
    for (let repetition = 0; repetition < repetitions; repetition++) {
      const fair = await wave('fair', joins);
      const bare = await wave('raw', joins);
      ours.push(joins / fair.cpu);
      floor.push(joins / bare.cpu);
      sql.push((fair.sql * 1e6) / joins);
      errors += fair.errors.length;
    }
    const paced = await wave('fair', perSecond * seconds, perSecond);
    errors += paced.errors.length;
    const ratio = median(ours.map((value, at) => value / (floor[at] ?? NaN)));
    tell(`${spread(ours)} joins a second of CPU (${(1e6 / median(ours)).toFixed(0)} µs each, and ${spread(sql)} µs of the database), ${spread(floor)} bare handshakes (${(1e6 / median(floor)).toFixed(0)} µs): 1/${(1 / ratio).toFixed(1)}`);
    tell(`at ${perSecond} a second: median ${quantile(paced.took, 0.5).toFixed(0)} ms, p99 ${quantile(paced.took, 0.99).toFixed(0)}, slowest ${quantile(paced.took, 1).toFixed(0)}`);
    await house.close();
    await livekit.stop();
    finish('join', [
      { case: 'joins for each second of CPU', ours: rounded(median(ours)), beside: rounded(median(floor)), ratio: rounded(ratio), target: '>= 0.143, aim 0.2', unit: 'a second' },
      { case: `p99 of a join at ${perSecond} a second`, ours: Math.round(quantile(paced.took, 0.99)), beside: null, ratio: null, target: '<= 1000', unit: 'ms' },
      { case: 'errors', ours: errors, beside: null, ratio: null, target: '0', unit: `of ${joins * repetitions + perSecond * seconds}` },
    ]);
  } finally {
    await house.close();
    await livekit.stop();
  }
}

/** Seconds of CPU of the database's processes that serve somebody. */
function backendsOf(sibling: number): () => number {
  const parent = readFileSync(`/proc/${sibling}/stat`, 'utf8').replace(/^.*\) /, '').split(' ')[1] ?? '';
  return () => {
    const pids = readFileSync(`/proc/${parent}/task/${parent}/children`, 'utf8').trim().split(' ');
    return pids.filter(Boolean).reduce((sum, pid) => sum + cpuSeconds(Number(pid)), 0);
  };
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
});
