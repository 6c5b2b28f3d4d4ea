/** Five hundred people lose the server at once and all come back, while the database takes 50 ms longer to answer: how long until the last is back, and what they were answered meanwhile. */
import { openLine } from '../faults/line';
import { openHouse } from './parts/house';
import { after, finish, quantile, quick, tell } from './parts/measure';
import { programmeOf } from './parts/prepared';
import { cookieSecret, signIn } from './parts/signedIn';
import { joinersOn } from './parts/sockets';
import { liveKitFor } from './parts/withLiveKit';

/**
 * Everyone has an account. The server is killed with -9 and is back a moment later; then all come at the same instant, without the
 * spread that the page gives them: who am I, the programme, a socket with its topics, a ticket. Whoever is asked to wait waits as told.
 */
const people = Number(after('--people') ?? (quick ? 500 : 2000));
const slug = 'panel-1';
const slower = 50;
const patience = 30_000;

async function main(): Promise<void> {
  const livekit = await liveKitFor();
  const secret = cookieSecret();
  let line: Awaited<ReturnType<typeof openLine>> | undefined;
  const house = await openHouse(async (superuser) => void (await superuser.query(`update session set state = 'live' where slug = $1`, [slug])), {
    settings: { ...livekit.settings, COOKIE_SECRET: secret },
    async between(port) {
      line = await openLine(port, '127.0.0.1');
      return line.port;
    },
  }).catch(async (error: unknown) => {
    await livekit.stop();
    throw error;
  });
  try {
    const { rows } = await house.superuser.query<{ fair: string; session: string }>('select f.id as fair, s.id as session from fair f join session s on s.fair_id = f.id where f.current and s.slug = $1', [slug]);
    const topics = [`fair:${rows[0]?.fair}`, `session:${rows[0]?.session}`];
    const etag = (await programmeOf(house.address)).headers['etag'] ?? '';
    const cookies = (await signIn(house.superuser, secret, people)).map(({ cookie }) => cookie);
    const joiners = joinersOn(house.closing);
    const coming = { kind: 'fair' as const, port: house.port, count: people, perSecond: 0, cookies, topics, slug, etag };
    const first = await joiners.join({ ...coming, hands: 20, again: patience });
    if (first.errors.length > 0) throw new Error(`${first.errors.length} did not even come: ${first.errors[0]}`);
    line?.slow(slower / 2);
    await house.server.kill();
    await house.server.start();
    await joiners.leave('fair');
    const back = await joiners.join({ ...coming, hands: people, again: patience });
    const wrong = Object.entries(back.waits).reduce((sum, [status, count]) => sum + (/^5/.test(status) && status !== '503' ? count : 0), 0);
    tell(`${people} at once: median ${quantile(back.took, 0.5).toFixed(0)} ms, p99 ${quantile(back.took, 0.99).toFixed(0)}, the last ${quantile(back.took, 1).toFixed(0)}; asked to wait ${JSON.stringify(back.waits)}`);
    for (const error of [...new Set(back.errors)].slice(0, 3)) tell(error);
    await house.close();
    await line?.close();
    await livekit.stop();
    finish('storm', [
      { case: 'not back after 30 s', ours: back.errors.length, beside: null, ratio: null, target: '0', unit: `of ${people}` },
      { case: 'the last one is back', ours: Math.round(quantile(back.took, 1)), beside: null, ratio: null, target: '<= 30000', unit: 'ms' },
      { case: 'answered with 5xx other than 503', ours: wrong, beside: null, ratio: null, target: '0', unit: 'answers' },
    ]);
  } finally {
    await house.close();
    await line?.close();
    await livekit.stop();
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
});
