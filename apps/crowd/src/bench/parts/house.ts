import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { randomBytes } from 'node:crypto';
import { exitOf, freePort, signal, startPostgres } from '@siccam/embedded';
import { Client } from 'pg';
import { nodeOn } from './measure';

/** Folder of the repository. */
export const repository = resolve(import.meta.dirname, '../../../../..');
const secret = () => randomBytes(24).toString('hex');

/** A server of ours on a database of its own, for one benchmark. */
export type House = {
  address: string;
  port: number;
  /** Process of the server as it runs now. */
  readonly pid: number;
  /** For the benchmark's own files; gone when the house closes. */
  folder: string;
  botKey: string;
  /** The database as the application sees it. */
  databaseUrl: string;
  /** The superuser's connection to that database. */
  superuser: Client;
  /** How to reach that database as superuser again, after its server was killed. */
  superuserUrl: string;
  /** The server and the database, to be killed with -9 and brought back on the same ports. */
  server: Mortal;
  database: Mortal;
  close: () => Promise<void>;
};

/** Something that a fault test kills. `kill` resolves when it has gone, `start` when it answers again. */
export type Mortal = { kill(): Promise<void>; start(): Promise<void> };

/** How a house differs from the benchmarks' usual one. */
export type HouseOptions = {
  /** Kept on the first core (default), so that the load has the second to itself. */
  pinned?: boolean;
  /** True where data must outlive a power cut; the usual database of a benchmark is throw-away. */
  fsync?: boolean;
  /** The server's port; any that is free unless it has to be known before. */
  port?: number;
  /** Puts something between server and database: told the database's port, it says which one the server is to use. */
  between?: (port: number) => Promise<number>;
  /** Prepares the database once more after it was furnished: a programme that lies only in what visitors read gets its draft and its first release. */
  adopts?: boolean;
  /** Further settings of the server. */
  settings?: Record<string, string>;
};

/** Ends everything the benchmark started, in reverse order. */
type Closing = (() => unknown)[];

/** Starts a child and waits for the first line it writes. */
export async function childWithLine([command, before]: [string, string[]], args: string[], closing: Closing): Promise<{ child: ChildProcess; line: string }> {
  const child = spawn(command, [...before, ...args], { cwd: repository, stdio: ['ignore', 'pipe', 'inherit'] });
  closing.push(() => child.kill());
  for await (const line of createInterface({ input: child.stdout })) return { child, line };
  throw new Error(`${args.join(' ')} ended without a word`);
}

/** Opens a house: PostgreSQL, the demo fair changed by `furnish`, and the real server on the first core. */
export async function openHouse(furnish: (superuser: Client) => Promise<void>, { pinned = true, fsync = false, port: wished, between, adopts = false, settings = {} }: HouseOptions = {}): Promise<House & { closing: Closing }> {
  const closing: Closing = [];
  let closed: Promise<void> | undefined;
  const close = () =>
    (closed ??= (async () => {
      for (const step of closing.splice(0).toReversed()) await step();
    })());
  // Whoever ends a benchmark early ends its database too.
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => void close().finally(() => process.exit(1)));
  try {
    const folder = mkdtempSync(join(tmpdir(), 'siccam-bench-'));
    // PostgreSQL runs under another account when this is root.
    chmodSync(folder, 0o755);
    closing.push(() => rmSync(folder, { recursive: true, force: true }));
    const cluster = { dataDir: join(folder, 'pg'), password: secret(), fsync, statements: true, port: await freePort() };
    let postgres = await startPostgres(cluster);
    closing.push(() => postgres.stop());
    const [owner, app] = [secret(), secret()];
    const first = new Client({ connectionString: postgres.url });
    await first.connect();
    await first.query(`create role bench_owner login password '${owner}'`);
    await first.query(`create role bench_app login password '${app}'`);
    await first.query('create database bench owner bench_owner');
    await first.end();
    const superuserUrl = postgres.url.replace(/\/postgres$/, '/bench');
    const superuser = new Client({ connectionString: superuserUrl });
    // A fault test kills the database under it.
    superuser.on('error', () => undefined);
    await superuser.connect();
    closing.push(() => superuser.end().catch(() => undefined));
    const at = `127.0.0.1:${postgres.port}/bench`;
    const databaseUrl = `postgres://bench_app:${app}@${at}`;
    const prepares = { DATABASE_OWNER_URL: `postgres://bench_owner:${owner}@${at}`, DATABASE_APP_ROLE: 'bench_app', FAIR: 'demo' };
    await prepared(prepares);
    await superuser.query('create extension pg_stat_statements');
    await furnish(superuser);
    if (adopts) await prepared(prepares);
    const [port, botKey, nobody] = [wished ?? (await freePort()), secret(), await freePort()];
    const address = `http://127.0.0.1:${port}`;
    const [command, before] = pinned ? nodeOn(0) : [process.execPath, []];
    const env = {
      ...process.env,
      NODE_ENV: 'development',
      PORT: String(port),
      PUBLIC_URL: address,
      DATABASE_URL: between ? databaseUrl.replace(`:${postgres.port}/`, `:${await between(postgres.port)}/`) : databaseUrl,
      LIVEKIT_URL: `ws://127.0.0.1:${nobody}`,
      LIVEKIT_API_KEY: 'benchkey',
      LIVEKIT_API_SECRET: secret(),
      COOKIE_SECRET: secret(),
      VAULT_KEY: secret(),
      BOT_KEY: botKey,
      LOG_LEVEL: 'error',
      ...settings,
    };
    const startServer = async () => {
      const started = spawn(command, [...before, 'apps/api/dist/main.js'], { cwd: repository, env, stdio: ['ignore', 'inherit', 'inherit'] });
      api = started;
      await answers(address, started);
    };
    let api: ChildProcess | undefined;
    closing.push(() => api?.kill());
    await startServer();
    const server: Mortal = {
      async kill() {
        if (!api) return;
        const ended = exitOf(api);
        api.kill('SIGKILL');
        await ended;
      },
      start: startServer,
    };
    const database: Mortal = {
      async kill() {
        // The sessions die with their server, as when a machine goes, and not a moment later by themselves.
        for (const pid of [postgres.pid, ...childrenOf(postgres.pid)]) signal(pid, 'SIGKILL');
        await postgres.exited;
      },
      start: async () => void (postgres = await startPostgres(cluster)),
    };
    return { address, folder, port, get pid() { return api?.pid ?? 0; }, botKey, databaseUrl, superuser, superuserUrl, server, database, close, closing };
  } catch (error) {
    await close();
    throw error;
  }
}

const childrenOf = (pid: number): number[] => {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number);
  } catch {
    // Elsewhere than on Linux they notice by themselves.
    return [];
  }
};

async function prepared(settings: Record<string, string>): Promise<void> {
  const child = spawn(process.execPath, ['apps/api/dist/prepare.js'], { cwd: repository, env: { ...process.env, ...settings }, stdio: 'inherit' });
  const code = await new Promise((done) => child.once('exit', done));
  if (code !== 0) throw new Error('the database could not be prepared: is the api built (npm start builds it)?');
}

/** Waits until the server says it is well; nothing but its port tells. */
async function answers(address: string, child: ChildProcess): Promise<void> {
  while (child.exitCode === null && child.signalCode === null) {
    const well = await fetch(`${address}/api/health`, { signal: AbortSignal.timeout(1000) }).then(
      ({ ok }) => ok,
      () => false,
    );
    if (well) return;
    await new Promise((done) => setTimeout(done, 30));
  }
  throw new Error(`the server ended with ${child.exitCode ?? child.signalCode} before it answered`);
}
