import { createHash } from 'node:crypto';
import type { FactBody, FactName } from '@siccam/contract';
import type { Pool, PoolClient } from 'pg';
import { DataSource, type DataSourceOptions, type EntityManager, type Logger, QueryFailedError } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';
import type { Log } from './log';
import type { Metrics } from './metrics';

/** A fact that waits for the end of its transaction. */
export type PendingFact = { topic: string; name: FactName; body: FactBody<FactName> };

/** One decision under way: a transaction, and the facts it will leave. Passed by hand, never ambient. */
export type Tx = { readonly sql: EntityManager; readonly facts: PendingFact[] };

/** How facts reach the database and whom a commit in some topics wakes; the feed brings it. */
export type FactKeeper = { write(tx: Tx): Promise<void>; wake(topics: readonly string[]): void };

// PostgreSQL's codes: serialization failure, deadlock.
const again = new Set(['40001', '40P01']);
const attempts = 6;
// A text that is made anew each time must not fill the connections with plans.
const plansKept = 500;
const planIsOld = '0A000';

/** The database under the application's role. */
export class Database {
  private keeper: FactKeeper | undefined;
  private readonly names = new Map<string, string>();

  constructor(
    readonly source: DataSource,
    private readonly log: Log,
  ) {
    guardConnections(this.pool);
  }

  private get pool(): Pool {
    return (this.source.driver as PostgresDriver).master as Pool;
  }

  /** Brings the one who writes facts; without it a decision with facts is a bug. */
  keepFactsWith(keeper: FactKeeper): void {
    this.keeper = keeper;
  }

  /**
   * Rows of one statement, outside a decision. Prepared once a connection: planning it anew costs the database more than running it
   * (seen: 200 µs a statement).
   */
  async rows<Row extends object>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    const { pool } = this;
    const values = [...parameters];
    this.source.logger.logQuery(sql);
    try {
      return (await pool.query<Row>({ text: sql, values, ...this.named(sql) })).rows;
    } catch (error) {
      // A new version of the server has changed a table under this one.
      if (codeOf(error) !== planIsOld) throw error;
      return (await pool.query<Row>({ text: sql, values })).rows;
    }
  }

  private named(sql: string): { name?: string } {
    const known = this.names.get(sql);
    if (known) return { name: known };
    if (this.names.size >= plansKept) return {};
    const name = createHash('sha256').update(sql).digest('base64url').slice(0, 22);
    this.names.set(sql, name);
    return { name };
  }

  /**
   * Decides something in one transaction: state and facts commit together or not at all.
   * Runs again on a serialisation failure or a deadlock, so `work` must have no effect outside `tx`.
   */
  async decide<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.once(work);
      } catch (error) {
        if (attempt === attempts || !again.has(codeOf(error))) throw error;
        this.log.info({ attempt, code: codeOf(error) }, 'decision runs again');
      }
    }
  }

  private async once<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const facts: PendingFact[] = [];
    const result = await this.source.transaction(async (sql) => {
      facts.length = 0;
      const answer = await work({ sql, facts });
      if (facts.length > 0) {
        if (!this.keeper) throw new Error('a decision left facts, and nobody keeps them');
        await this.keeper.write({ sql, facts });
      }
      return answer;
    });
    if (facts.length > 0) this.keeper?.wake(facts.map(({ topic }) => topic));
    return result;
  }
}

/**
 * A connection may be handed from one statement to a transaction while its bytes are still being read, and the same bytes may say that the
 * database dies: in between nobody listens, and an error that nobody hears ends the whole server (seen). Whoever asks next is told.
 */
function guardConnections(pool: Pool): void {
  const guarded = new WeakSet<PoolClient>();
  pool.on('acquire', (client) => {
    if (guarded.has(client)) return;
    guarded.add(client);
    client.on('error', () => undefined);
  });
}

/** PostgreSQL's code of an error, or Node's code of a broken connection, or ''. */
export function codeOf(error: unknown): string {
  const from: unknown = error instanceof QueryFailedError ? error.driverError : error;
  return typeof from === 'object' && from !== null && 'code' in from ? String(from.code) : '';
}

/** True when the database cannot be reached or is shutting down, as opposed to a mistake of ours. */
export function isUnreachable(error: unknown): boolean {
  const code = codeOf(error);
  if (/^(ECONN|EPIPE|ETIMEDOUT|57P0[123]|08)/.test(code)) return true;
  return error instanceof Error && /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error/.test(error.message);
}

/** Settings that every data source of the server shares. */
export const dataSourceOptions = (url: string, pool: number): DataSourceOptions & { type: 'postgres' } => ({
  type: 'postgres',
  url,
  synchronize: false,
  migrationsRun: false,
  installExtensions: false,
  // gen_random_uuid() is built in; the default would want the uuid-ossp extension.
  uuidExtension: 'pgcrypto',
  // By default `where: {id: undefined}` finds the first row (typeorm#11873).
  invalidWhereValuesBehavior: { undefined: 'throw', null: 'throw' },
  extra: { max: pool, connectionTimeoutMillis: 3000, idleTimeoutMillis: 30_000, statement_timeout: 15_000 },
});

/** Counts statements and writes none down: a statement's values are somebody's data. */
export const countingLogger = (metrics: Metrics): Logger => ({
  logQuery: () => metrics.queries.inc(),
  logQueryError: () => undefined,
  logQuerySlow: () => undefined,
  logSchemaBuild: () => undefined,
  logMigration: () => undefined,
  log: () => undefined,
});

/** Opens the pool; retried until the database answers, because a server may start before it. */
export async function openDatabase(options: DataSourceOptions, log: Log, patience: number): Promise<Database> {
  const source = new DataSource(options);
  await patiently(() => source.initialize(), patience);
  return new Database(source, log);
}

/** Does something again as long as the database cannot be reached, for so many milliseconds. */
export async function patiently<T>(work: () => Promise<T>, patience: number): Promise<T> {
  const giveUp = Date.now() + patience;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!isUnreachable(error) || Date.now() > giveUp) throw error;
      await new Promise((done) => setTimeout(done, 200));
    }
  }
}
