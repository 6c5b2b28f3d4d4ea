/** Resident memory for each signed-in socket in three topics, beside a socket of a bare ws server in the same run. */
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { openHouse } from './parts/house';
import { after, finish, median, quick, residentMegabytes, rounded, spread, tell } from './parts/measure';
import { cookieSecret, signIn } from './parts/signedIn';
import { joinersOn, rawFeed } from './parts/sockets';

/**
 * Each of ours is an account with a sign-in of its own, in the topics of the fair, of a session and of the person. Both programs start
 * anew for each repetition. A first crowd stays, so that what they keep for good (compiled code, buffers) is not counted; then both are
 * left in peace and sweep up, and what is counted is the growth by the second crowd.
 */
const slug = 'panel-1';
/** The first crowd: large enough that both programs have grown what grows once and not with each socket (a hundred left that to be counted on our side: 3.3, and 2.7 with ten thousand). */
const first = 1000;
const sockets = Number(after('--sockets') ?? (quick ? 3000 : 5000));
const repetitions = quick ? 2 : 5;
const peace = quick ? 2000 : 8000;

async function main(): Promise<void> {
  // Both programs sweep up when they are told to.
  process.env['NODE_OPTIONS'] = `--require ${join(import.meta.dirname, 'parts/sweep.cjs')}`;
  const secret = cookieSecret();
  const house = await openHouse(async (superuser) => void (await superuser.query(`update session set state = 'live' where slug = $1`, [slug])), {
    settings: { COOKIE_SECRET: secret, SOCKETS_PER_ADDRESS: '100000' },
  });
  try {
    const { rows } = await house.superuser.query<{ fair: string; session: string }>('select f.id as fair, s.id as session from fair f join session s on s.fair_id = f.id where f.current and s.slug = $1', [slug]);
    const topics = [`fair:${rows[0]?.fair}`, `session:${rows[0]?.session}`];
    const joiners = joinersOn(house.closing);
    const come = async (kind: 'fair' | 'raw', port: number, count: number): Promise<void> => {
      const people = kind === 'fair' ? await signIn(house.superuser, secret, count) : [];
      const { errors } = await joiners.join({ kind, sitting: kind === 'fair', port, count, perSecond: 0, hands: 20, cookies: people.map(({ cookie }) => cookie), topics, own: people.map(({ person }) => `person:${person}`) });
      if (errors.length > 0) throw new Error(`${errors.length} did not come in: ${errors[0]}`);
    };
    const growth = async (kind: 'fair' | 'raw', port: number, pid: number): Promise<number> => {
      await come(kind, port, first);
      const before = await settled(pid);
      await come(kind, port, sockets);
      const each = (((await settled(pid)) - before) * 1024) / sockets;
      await joiners.leave(kind);
      return each;
    };
    const ours: number[] = [];
    const floor: number[] = [];
    for (let repetition = 0; repetition < repetitions; repetition++) {
      const closing: (() => unknown)[] = [];
      const raw = await rawFeed(closing);
      floor.push(await growth('raw', raw.port, raw.pid));
      for (const end of closing) end();
      if (repetition > 0) {
        await house.server.kill();
        await house.server.start();
      }
      ours.push(await growth('fair', house.port, house.pid));
      tell(`  ${ours.at(-1)?.toFixed(1)} kB each, raw ws ${floor.at(-1)?.toFixed(1)}`);
    }
    const ratio = median(ours) / median(floor);
    tell(`${sockets} sockets: ${spread(ours, 1)} kB each, raw ws ${spread(floor, 1)}: ${ratio.toFixed(2)}`);
    await house.close();
    finish('memory', [{ case: 'resident memory for each socket in three topics', ours: rounded(median(ours)), beside: rounded(median(floor)), ratio: rounded(ratio), target: '<= 2.8, aim 2', unit: 'kB' }]);
  } finally {
    await house.close();
  }
}

/** Megabytes that a program keeps once it has been in peace and has swept up. */
async function settled(pid: number): Promise<number> {
  await delay(peace / 2);
  process.kill(pid, 'SIGUSR2');
  await delay(peace / 2);
  return residentMegabytes(pid);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
});
