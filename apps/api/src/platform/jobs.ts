import { randomUUID } from 'node:crypto';
import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Beat, type Rest } from './beat';
import { MachineClock } from './clock';
import { Database, type Tx, isUnreachable } from './database';
import type { Log } from './log';
import { LOG } from './tokens';

/** Leaves a job in a decision: it is committed with it or not at all. `key`: the same key twice is one job; `after`: not before this moment. */
export async function enqueue(tx: Tx, name: string, body: Record<string, unknown>, { key = null, after }: { key?: string | null; after?: Date } = {}): Promise<void> {
  await tx.sql.query('insert into job (name, body, key, after) values ($1, $2, $3, coalesce($4, now())) on conflict (key) do nothing', [name, JSON.stringify(body), key, after ?? null]);
}

/** The same for many that are due at once, in one statement. */
export async function enqueueAll(tx: Tx, name: string, jobs: readonly { body: Record<string, unknown>; key: string }[]): Promise<void> {
  if (jobs.length === 0) return;
  await tx.sql.query('insert into job (name, body, key, after) select $1, j.body, j.key, now() from jsonb_to_recordset($2::jsonb) as j(body jsonb, key text) order by j.key on conflict (key) do nothing', [name, JSON.stringify(jobs)]);
}

/** What does a job. `last`: it will not be tried again. It may run twice, and whatever it throws is a wish to run again later. */
export type JobDoer = (body: Record<string, unknown>, run: { attempt: number; last: boolean }) => Promise<void>;

type Taken = { id: string; name: string; body: Record<string, unknown>; attempts: number };

/** Seconds before each next try: a blink of the network first, then a mail server that is away for a night. */
export const pauses = [1, 5, 30, 120, 600, 600, 1800, 3600, 7200, 7200, 14_400] as const;
const tries = pauses.length + 1;
const leaseSeconds = 60;
// One that hangs must leave room for others.
const hands = 4;
const lookEvery = 1000;
// The last jobs under way get this long once the server closes.
const patience = 2000;

/**
 * Does what decisions left to be done. Every server takes what is due; a job belongs to its taker for a minute, renewed while it works, and to
 * nobody once that taker was killed. All of it by the database's clock, the one that servers share.
 */
@Injectable()
export class Jobs implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly doers = new Map<string, JobDoer>();
  private readonly dailies = new Set<string>();
  private readonly running = new Set<Promise<void>>();
  private planned = '';
  private stopped = false;
  private readonly beat = new Beat(() => this.look());

  constructor(
    private readonly database: Database,
    private readonly clock: MachineClock,
    @Inject(LOG) private readonly log: Log,
  ) {}

  /** Who does the jobs of a name; to be said before the server is open. */
  on(name: string, doer: JobDoer): void {
    if (this.doers.has(name)) throw new Error(`two do the job ${name}`);
    this.doers.set(name, doer);
  }

  /** Something to be done once a day, by one of all servers. */
  daily(name: string, doer: JobDoer): void {
    this.on(name, doer);
    this.dailies.add(name);
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.start();
  }

  /** Begins to look. */
  async start(): Promise<void> {
    try {
      await this.plan();
    } catch (error) {
      if (!isUnreachable(error)) throw error;
    }
    this.beat.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.stop();
  }

  /** Takes no more; what is under way may end, and what does not is somebody's again when its lease runs out. */
  async stop(): Promise<void> {
    this.stopped = true;
    await this.beat.stop();
    await Promise.race([Promise.all(this.running), new Promise((done) => setTimeout(done, patience).unref())]);
  }

  /** Asks for a look soon. */
  wake(): void {
    this.beat.wake();
  }

  private async look(): Promise<Rest> {
    try {
      await this.plan();
      const free = hands - this.running.size;
      for (const job of free > 0 ? await this.take(free) : []) this.begin(job);
    } catch (error) {
      // The database is away, which its health says.
      if (!isUnreachable(error) && !this.stopped) this.log.error({ error: String(error) }, 'jobs could not be looked for');
    }
    return { atLeast: 0, atMost: lookEvery };
  }

  private async plan(): Promise<void> {
    const today = new Date(this.clock.now()).toISOString().slice(0, 10);
    if (today === this.planned) return;
    await this.database.decide(async (tx) => {
      for (const name of this.dailies) await enqueue(tx, name, {}, { key: `${name}:${today}` });
    });
    this.planned = today;
  }

  private async take(most: number): Promise<Taken[]> {
    const names = [...this.doers.keys()];
    // Whoever took it last was killed at its last try.
    const lost = await this.changed<{ id: string; name: string }>(`update job set done = now(), leased_until = null, error = 'lost' where done is null and name = any($1) and attempts >= $2 and leased_until < now() returning id, name`, [names, tries]);
    for (const job of lost) this.log.error({ job: job.name, of: job.id }, 'a job was given up');
    const taken = await this.changed<Taken>(
      `update job set attempts = attempts + 1, leased_until = now() + make_interval(secs => $2)
       where id in (select id from job where done is null and name = any($1) and attempts < $4 and after <= now() and (leased_until is null or leased_until < now()) order by after, id limit $3 for update skip locked)
       returning id, name, body, attempts`,
      [names, leaseSeconds, most, tries],
    );
    return taken.toSorted((one, other) => Number(one.id) - Number(other.id));
  }

  private begin(job: Taken): void {
    const work = this.work(job)
      .catch((error: unknown) => {
        if (!isUnreachable(error) && !this.stopped) this.log.error({ job: job.name, of: job.id, error: String(error) }, 'the end of a job could not be written');
      })
      .finally(() => {
        this.running.delete(work);
        this.beat.wake();
      });
    this.running.add(work);
  }

  /** Only whoever holds the lease writes how it ended: the number of the try is what tells them apart. */
  private async work({ id, name, body, attempts }: Taken): Promise<void> {
    const renewing = setInterval(() => {
      this.changed('update job set leased_until = now() + make_interval(secs => $3) where id = $1 and attempts = $2 and done is null', [id, attempts, leaseSeconds]).catch(() => undefined);
    }, (leaseSeconds * 1000) / 3);
    renewing.unref();
    const last = attempts >= tries;
    try {
      await this.doers.get(name)?.(body, { attempt: attempts, last });
      await this.changed('update job set done = now(), leased_until = null, error = null where id = $1 and attempts = $2 and done is null', [id, attempts]);
    } catch (error) {
      await this.failed({ id, name, attempts, last }, error);
    } finally {
      clearInterval(renewing);
    }
  }

  private async failed({ id, name, attempts, last }: Omit<Taken, 'body'> & { last: boolean }, error: unknown): Promise<void> {
    const said = randomUUID();
    // A server that closes, or a database that is away, is no failure of the job.
    if (this.stopped || isUnreachable(error)) return await this.release(id, attempts);
    this.log[last ? 'error' : 'warn']({ job: name, of: id, attempt: attempts, id: said, error: last && error instanceof Error ? error.stack : String(error) }, last ? 'a job was given up' : 'a job will be tried again');
    await this.changed(
      `update job set error = $3, leased_until = null, done = case when $4::boolean then now() end, after = case when $4::boolean then after else now() + make_interval(secs => $5) end
       where id = $1 and attempts = $2 and done is null`,
      [id, attempts, `${said} ${String(error)}`.slice(0, 500), last, pauses[attempts - 1] ?? 0],
    );
  }

  private async release(id: string, attempts: number): Promise<void> {
    await this.changed('update job set leased_until = null, attempts = attempts - 1, after = now() + make_interval(secs => 1) where id = $1 and attempts = $2 and done is null', [id, attempts]);
  }

  private async changed<Row>(sql: string, values: unknown[]): Promise<Row[]> {
    const [rows] = await this.database.source.query<[Row[], number]>(sql, values);
    return rows;
  }
}
