import { type TestHouse, openHouse } from '../testing/house';
import { until } from '../testing/until';
import { MachineClock } from './clock';
import { Database } from './database';
import { enqueue, Jobs, pauses } from './jobs';
import { LOG } from './tokens';

let house: TestHouse;
const lines: string[] = [];
beforeAll(async () => (house = await openHouse({ LOG_LEVEL: 'warn', DATABASE_POOL: '20' }, (line) => lines.push(line))));
afterEach(async () => {
  await Promise.all(hired.splice(0).map((one) => one.stop()));
});
afterAll(() => house.close());

const hired: Jobs[] = [];
function worker(clock = new MachineClock()): Jobs {
  const one = new Jobs(house.app.get(Database), clock, house.app.get<ConstructorParameters<typeof Jobs>[2]>(LOG));
  hired.push(one);
  return one;
}
const leave = (name: string, bodies: readonly object[], key?: string) => house.app.get(Database).decide(async (tx) => {
  for (const body of bodies) await enqueue(tx, name, body as Record<string, unknown>, key === undefined ? {} : { key });
});
type JobRow = { attempts: number; done: Date | null; error: string | null; leased: boolean; wait: number };
const rows = async (name: string) => (await house.owner.query<JobRow>(`select attempts, done, error, leased_until is not null as leased, extract(epoch from after - now())::float as wait from job where name = $1 order by id`, [name])).rows;
const done = (name: string) => until(() => rows(name), (all) => all.every((row) => row.done !== null));
const due = (name: string) => house.owner.query('update job set after = now() where name = $1 and done is null', [name]);

describe('jobs', () => {
  it('are each done once by twenty workers that look at the same time', async () => {
    const counts = new Map<number, number>();
    const workers = Array.from({ length: 20 }, () => worker());
    for (const one of workers) one.on('test.count', async ({ number }) => void counts.set(Number(number), (counts.get(Number(number)) ?? 0) + 1));
    await leave('test.count', Array.from({ length: 200 }, (_, number) => ({ number })));
    await Promise.all(workers.map((one) => one.start()));
    await done('test.count');
    await Promise.all(workers.map((one) => one.stop()));
    expect(counts.size).toBe(200);
    expect([...counts.values()].every((count) => count === 1)).toBe(true);
    expect((await rows('test.count')).every(({ attempts, error }) => attempts === 1 && error === null)).toBe(true);
  });

  it('are begun in the order in which they were left', async () => {
    const begun: number[] = [];
    const one = worker();
    one.on('test.order', async ({ number }) => void begun.push(Number(number)));
    await leave('test.order', Array.from({ length: 30 }, (_, number) => ({ number })));
    await one.start();
    await done('test.order');
    await one.stop();
    expect(begun).toEqual(Array.from({ length: 30 }, (_, number) => number));
  });

  it('are committed with the decision or not at all, and the same key twice is one', async () => {
    await leave('test.key', [{}, {}], 'once');
    await leave('test.key', [{}], 'once');
    const broken = house.app.get(Database).decide(async (tx) => {
      await enqueue(tx, 'test.key', {});
      throw new Error('no');
    });
    await expect(broken).rejects.toThrow('no');
    expect(await rows('test.key')).toHaveLength(1);
  });

  it('wait for their moment', async () => {
    const one = worker();
    let ran = 0;
    one.on('test.later', async () => void (ran += 1));
    await house.app.get(Database).decide((tx) => enqueue(tx, 'test.later', {}, { after: new Date(Date.now() + 3_600_000) }));
    await leave('test.later', [{}]);
    await one.start();
    await until(() => ran, Boolean);
    await one.stop();
    expect((await rows('test.later')).map((row) => row.done !== null)).toEqual([false, true]);
  });

  it('that nobody here knows how to do stay for a server that does', async () => {
    await leave('test.unknown', [{}]);
    const one = worker();
    let ran = 0;
    one.on('test.known', async () => void (ran += 1));
    await leave('test.known', [{}]);
    await one.start();
    await until(() => ran, Boolean);
    await one.stop();
    expect(await rows('test.unknown')).toEqual([expect.objectContaining({ attempts: 0, done: null })]);
  });

  it('that fail or hang keep no other job from being done', async () => {
    const one = worker();
    let fine = 0;
    let free: () => void = () => undefined;
    one.on('test.poison', async ({ hangs }) => {
      if (hangs) await new Promise<void>((end) => (free = end));
      throw new Error('poison');
    });
    one.on('test.fine', async () => void (fine += 1));
    await leave('test.poison', [{ hangs: true }, {}, {}, {}]);
    await leave('test.fine', Array.from({ length: 20 }, () => ({})));
    await one.start();
    await until(() => fine, (count) => count === 20);
    free();
    await one.stop();
    expect((await rows('test.poison')).every((row) => row.done === null)).toBe(true);
    await house.owner.query(`delete from job where name = 'test.poison'`);
  });

  it('are tried twelve times, more and more rarely, then given up with an id that the log knows too', async () => {
    const one = worker();
    const lasts: boolean[] = [];
    one.on('test.never', async (_body, { last }) => {
      lasts.push(last);
      throw new Error('never works');
    });
    await leave('test.never', [{}]);
    await one.start();
    for (let attempt = 1; attempt <= 12; attempt++) {
      const [row] = await until(() => rows('test.never'), ([seen]) => seen?.attempts === attempt && !seen.leased);
      const pause = pauses[attempt - 1] ?? 0;
      expect(attempt === 12 ? row?.done !== null : (row?.wait ?? 0) > pause - 1.5 && (row?.wait ?? 0) <= pause).toBe(true);
      await due('test.never');
      one.wake();
    }
    await one.stop();
    expect(lasts).toEqual([...Array.from({ length: 11 }, () => false), true]);
    const [row] = await rows('test.never');
    const [id] = row?.error?.split(' ') ?? [];
    expect(row?.error).toContain('never works');
    expect(lines.filter((line) => line.includes(String(id)) && line.includes('given up'))).toHaveLength(1);
  });

  it('of a worker that was killed are done by another once the lease is over, and the dead cannot end them', async () => {
    const dead = worker();
    let come: () => void = () => undefined;
    let free: () => void = () => undefined;
    const began = new Promise<void>((resolve) => (come = resolve));
    dead.on('test.killed', () => {
      come();
      return new Promise<void>((resolve) => (free = resolve));
    });
    await leave('test.killed', [{}]);
    await dead.start();
    await began;
    // A killed worker looks no more.
    const gone = dead.stop();

    let ran = 0;
    let end: () => void = () => undefined;
    const heir = worker();
    heir.on('test.killed', () => {
      ran += 1;
      return new Promise<void>((resolve) => (end = resolve));
    });
    await heir.start();
    const left = await rows('test.killed');
    expect(left).toEqual([expect.objectContaining({ attempts: 1, leased: true })]);
    expect(ran).toBe(0);
    await house.owner.query(`update job set leased_until = now() - interval '1 second' where name = 'test.killed'`);
    await until(() => ran, Boolean);
    // Not killed after all: what it says now no longer counts.
    free();
    await gone;
    expect(await rows('test.killed')).toEqual([expect.objectContaining({ attempts: 2, done: null })]);
    end();
    await done('test.killed');
    await heir.stop();
    expect(ran).toBe(1);
  });

  it('that kill their worker each time are given up too', async () => {
    const one = worker();
    let ran = 0;
    one.on('test.deadly', async () => void (ran += 1));
    await leave('test.deadly', [{}]);
    await house.owner.query(`update job set attempts = 12, leased_until = now() - interval '1 second' where name = 'test.deadly'`);
    await one.start();
    const [row] = await done('test.deadly');
    await one.stop();
    expect(row?.error).toBe('lost');
    expect(ran).toBe(0);
  });

  it('of a day are done once by all servers, and again the next day', async () => {
    class Tomorrow extends MachineClock {
      override now = () => Date.now() + 86_400_000;
    }
    let ran = 0;
    const servers = [worker(), worker(), worker(), worker(new Tomorrow()), worker(new Tomorrow())];
    for (const one of servers) one.daily('test.daily', async () => void (ran += 1));
    await Promise.all(servers.map((one) => one.start()));
    await until(() => rows('test.daily'), (all) => all.length === 2 && all.every((row) => row.done !== null));
    await Promise.all(servers.map((one) => one.stop()));
    expect(ran).toBe(2);
  });

  it('go on when the database was away for a moment', async () => {
    const one = worker();
    let ran = 0;
    one.on('test.away', async () => void (ran += 1));
    await one.start();
    await house.owner.query(`select pg_terminate_backend(pid) from pg_stat_activity where usename = 'siccam_app' and datname = current_database()`);
    const left = () => leave('test.away', [{}]).then(() => true, () => false);
    await until(left, Boolean);
    await until(() => ran, Boolean);
    await one.stop();
  });

  it('refuse a second doer of one name', () => {
    const one = worker();
    one.on('test.twice', async () => undefined);
    expect(() => one.on('test.twice', async () => undefined)).toThrow('two do the job');
  });
});
