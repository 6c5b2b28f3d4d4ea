import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort, gone, isAlive, scratchFolder, type Identity } from '@siccam/embedded';
import { Linter } from 'eslint';

const launcher = join(__dirname, '../start.cjs');
const parts = ['api', 'crowd', 'livekit', 'postgres'] as const;

type Start = { child: ChildProcess; lines: string[]; hears(fits: RegExp): Promise<string>; ended: Promise<number | null> };

/** Runs the launcher as a person would, and listens to what it says. */
function run(args: string[], env: NodeJS.ProcessEnv = {}): Start {
  const child = spawn(process.execPath, [launcher, ...args], { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, NODE_ENV: 'development', DATABASE_URL: '', LIVEKIT_URL: '', ...env } });
  const lines: string[] = [];
  const waiting = new Set<() => void>();
  for (const input of [child.stdout, child.stderr]) {
    createInterface({ input }).on('line', (line) => {
      lines.push(line);
      waiting.forEach((look) => look());
    });
  }
  const ended = once(child, 'close').then(([code]) => {
    waiting.forEach((look) => look());
    return code as number | null;
  });
  const hears = (fits: RegExp) =>
    new Promise<string>((resolve, reject) => {
      const look = () => {
        const line = lines.find((one) => fits.test(one));
        if (line !== undefined) resolve(line);
        else if (child.exitCode !== null || child.signalCode !== null) reject(new Error(`it ended without saying ${String(fits)}:\n${lines.join('\n')}`));
        else return;
        waiting.delete(look);
      };
      waiting.add(look);
      look();
    });
  return { child, lines, hears, ended };
}

describe('the launcher', () => {
  jest.setTimeout(120_000);
  const scratch = scratchFolder('start');
  const folders: string[] = [];
  let port = 0;

  /** The settings of a fair in a folder of its own. */
  const place = (name: string): NodeJS.ProcessEnv & { DATA_DIR: string } => {
    const DATA_DIR = join(scratch.path, name);
    if (!folders.includes(DATA_DIR)) folders.push(DATA_DIR);
    return { DATA_DIR, PORT: String(port) };
  };
  const url = () => `http://localhost:${port}`;
  const health = async () => (await fetch(`http://127.0.0.1:${port}/api/health`)).status;
  const processOf = ({ DATA_DIR }: { DATA_DIR: string }, part: string): Identity | undefined => {
    try {
      return JSON.parse(readFileSync(join(DATA_DIR, 'run', `${part}.json`), 'utf8')) as Identity;
    } catch {
      return undefined;
    }
  };
  const processesOf = (where: { DATA_DIR: string }) => parts.map((part) => processOf(where, part)).filter((who) => who !== undefined);
  const allUp = async (where: { DATA_DIR: string }) => {
    while (!parts.every((part) => processOf(where, part))) await delay(50); // records are files
  };

  beforeAll(async () => {
    port = await freePort();
    // the first start of a checkout builds; no test below is about that
    const env = place('built');
    const start = run([], env);
    await start.hears(/^ready /);
    await run(['stop'], env).ended;
  });
  afterAll(async () => {
    for (const DATA_DIR of folders) await run(['stop'], { DATA_DIR }).ended;
    scratch.remove();
  });

  test('two starts at once: one opens, the other says where, and npm stop leaves no process', async () => {
    const env = place('two');
    const starts = [run([], env), run([], env)];
    const [first, second] = await Promise.race(starts.map(async (start, index) => ((await start.ended), [starts[1 - index]!, start])));
    expect(second!.lines.join('\n')).toContain(url());
    expect(second!.child.exitCode).toBe(1);
    expect(await first!.hears(/^ready /)).toBe(`ready ${url()}`);
    const third = run([], env);
    expect(await third.ended).toBe(1);
    expect(third.lines.join('\n')).toMatch(new RegExp(`open already: ${url()}`));

    await allUp(env);
    const all = processesOf(env);
    expect(all.map(isAlive)).toEqual([true, true, true, true]);
    const stop = run(['stop'], env);
    expect(await stop.ended).toBe(0);
    expect(stop.lines.join('\n')).toContain('closed');
    expect(await first!.ended).toBe(0);
    expect(all.filter(isAlive)).toEqual([]);
    expect(readdirSync(join(env.DATA_DIR, 'run')).filter((name) => name.endsWith('.json'))).toEqual([]);
    const again = run(['stop'], env);
    expect(await again.ended).toBe(0);
    expect(again.lines).toEqual(['No fair is open here.']);
  });

  test('a port that is taken is named, with a way out', async () => {
    const other = createServer().listen(port, '127.0.0.1');
    await once(other, 'listening');
    const start = run([], place('port'));
    expect(await start.ended).toBe(1);
    expect(start.lines.join('\n')).toMatch(new RegExp(`Port ${port} is taken.*PORT=\\d+ npm start`));
    other.close();
    await once(other, 'close');
    const stranger = createServer().listen(0, '127.0.0.1');
    await once(stranger, 'listening');
    const { port: taken } = stranger.address() as AddressInfo;
    const asked = run(['--fair', 'empty'], { ...place('usual'), LIVEKIT_PORT: String(taken) });
    expect(await asked.hears(/did not come up/)).toMatch(new RegExp(`Port ${taken}.*is taken.*LIVEKIT_PORT`));
    asked.child.kill('SIGTERM');
    await asked.ended;
    stranger.close();
    await once(stranger, 'close');
  });

  test('whatever part is killed with -9 comes back, and start itself can be killed and started again', async () => {
    const env = place('kills');
    const first = run([], env);
    await first.hears(/^ready /);
    await allUp(env);
    for (const part of parts) {
      const before = processOf(env, part)!;
      process.kill(before.pid, 'SIGKILL');
      await gone(before, 5000);
      const isBack = () => {
        const now = processOf(env, part);
        return now !== undefined && now.pid !== before.pid && isAlive(now);
      };
      while (!isBack()) await delay(50); // records are files
    }
    while ((await health().catch(() => 0)) !== 200) await delay(50);

    const keys = readFileSync(join(env.DATA_DIR, 'keys.json'), 'utf8');
    const left = processesOf(env);
    first.child.kill('SIGKILL');
    await first.ended;
    const second = run([], env);
    await second.hears(/^ready /);
    expect(left.filter(isAlive)).toEqual([]);
    expect(readFileSync(join(env.DATA_DIR, 'keys.json'), 'utf8')).toBe(keys);
    expect(await health()).toBe(200);
    second.child.kill('SIGINT');
    expect(await second.ended).toBe(0);
    expect(processesOf(env)).toEqual([]);
  });

  test('killed with -9 at any moment of the first set-up, it opens at the next start', async () => {
    for (const moment of [/./, /live video/, /database/]) {
      const env = place(`first-${String(moment).length}`);
      const start = run([], env);
      if (moment.source === '.') while (!readdirSync(scratch.path).some((name) => env.DATA_DIR.endsWith(name))) await delay(5);
      else await start.hears(moment);
      start.child.kill('SIGKILL');
      await start.ended;
      const next = run(['--fair', 'empty'], env);
      await next.hears(/^ready /);
      next.child.kill('SIGTERM');
      expect(await next.ended).toBe(0);
    }
  });

  test('a data folder that cannot be written, or is of another version, is named', async () => {
    writeFileSync(join(scratch.path, 'file'), '');
    const closed = run([], { ...place('usual'), DATA_DIR: join(scratch.path, 'file/data') });
    expect(await closed.ended).toBe(1);
    expect(closed.lines.join('\n')).toMatch(/file\/data cannot be written.*DATA_DIR/);
    const env = place('other');
    mkdirSync(join(env.DATA_DIR, 'postgres'), { recursive: true });
    writeFileSync(join(env.DATA_DIR, 'postgres/PG_VERSION'), '16\n');
    const other = run([], env);
    expect(await other.ended).toBe(1);
    expect(other.lines.join('\n')).toMatch(/PostgreSQL 16 and this one is 18.*nothing was touched/);
  });

  test('with no LiveKit to be had the fair is open and says how to get one', async () => {
    const bin = join(scratch.path, 'bin');
    mkdirSync(bin);
    for (const name of ['id', 'chmod', 'sh']) symlinkSync(spawnSync('/bin/sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).stdout.trim(), join(bin, name));
    const start = run([], { ...place('usual'), PATH: bin, XDG_CACHE_HOME: join(scratch.path, 'file') });
    expect(await start.hears(/not to be had/)).toMatch(/install livekit-server.*LIVEKIT_URL/);
    await start.hears(/^ready /);
    const answer = (await (await fetch(`http://127.0.0.1:${port}/api/health`)).json()) as { livekit: string };
    expect(answer.livekit).toBe('down');
    start.child.kill('SIGTERM');
    expect(await start.ended).toBe(0);
  });

  test('a fair without an organiser has one line with the link that makes the first', async () => {
    const start = run(['--fair', 'empty'], place('real'));
    const link = await start.hears(/^organiser /);
    expect(link).toMatch(new RegExp(`^organiser ${url()}/ar/enter/link#[\\w-]{20,}$`));
    start.child.kill('SIGTERM');
    expect(await start.ended).toBe(0);
    expect(start.lines.filter((line) => line.includes('/enter/link'))).toEqual([link]);
  });

  test('with the packages there it asks no registry', async () => {
    const start = run(['--fair', 'empty'], { ...place('usual'), npm_config_registry: 'http://127.0.0.1:9/', npm_config_offline: 'false' });
    await start.hears(/^ready /);
    expect(start.lines.filter((line) => line.startsWith('packages'))).toEqual([]);
    expect(processOf(place('usual'), 'crowd')).toBeUndefined();
    start.child.kill('SIGTERM');
    expect(await start.ended).toBe(0);
  });

  test('npm run fair speaks to the fair that is open, as the application, and says in one line what hinders it', async () => {
    const env = place('usual');
    const says = async (args: string[], settings: NodeJS.ProcessEnv = env) => {
      const command = run(['fair', ...args], settings);
      return { code: await command.ended, said: command.lines.join('\n') };
    };
    expect(await says(['announcements'])).toEqual({ code: 1, said: expect.stringMatching(/^No fair is open here: `npm start` opens one.*$/) as string });
    const start = run(['--fair', 'empty'], env);
    await start.hears(/^ready /);
    const made = await says(['announce', '--fr', 'Le parking est complet.', '--for', '5']);
    const id = /^announced (\S+) until \S+$/.exec(made.said)?.[1] ?? '';
    const seen = async () => ((await (await fetch(`http://127.0.0.1:${port}/api/programme`)).json()) as { announcements: { id: string }[] }).announcements.map((one) => one.id);
    while (!(await seen()).includes(id)) await delay(50); // the server finds it in the database
    expect(await says(['withdraw', id])).toEqual({ code: 0, said: `withdrawn ${id}` });
    expect(await says(['withdraw', 'nothing'])).toEqual({ code: 1, said: 'There is no announcement nothing.' });
    expect((await says(['announcements'], { ...env, DATABASE_URL: 'here' })).said).toMatch(/^"here" is no address of a database/);
    const [record] = readdirSync(join(env.DATA_DIR, 'lock')).filter((name) => name.endsWith('.json'));
    const lock = readFileSync(join(env.DATA_DIR, 'lock', record ?? ''), 'utf8');
    expect(lock).toContain('siccam_app@127.0.0.1');
    expect(lock).not.toContain((JSON.parse(readFileSync(join(env.DATA_DIR, 'keys.json'), 'utf8')) as { application: string }).application);
    start.child.kill('SIGTERM');
    expect(await start.ended).toBe(0);
  });

  test('words it does not know, and a port that is none, get a sentence', async () => {
    for (const [args, says] of [
      [['--fair', 'other'], /demo or empty/],
      [['--port', 'abc'], /"abc" is no port/],
      [['--prot', '1'], /--prot/],
      [['--at', 'sometime'], /--at takes a moment of the fair/],
    ] as const) {
      const start = run([...args], place('usual'));
      expect(await start.ended).toBe(1);
      expect(start.lines.join('\n')).toMatch(says);
      expect(start.lines.join('\n')).not.toMatch(/ at .*:\d+:\d+/);
    }
    const help = run(['--help']);
    expect(await help.ended).toBe(0);
    expect(help.lines.join('\n')).toContain('--lan');
  });

  test('a Node of any age can read it, and one that is too old is told what to install', () => {
    const complaints = new Linter().verify(readFileSync(launcher, 'utf8'), { languageOptions: { ecmaVersion: 5, sourceType: 'commonjs' } });
    expect(complaints).toEqual([]);
    for (const version of ['8.17.0', '20.18.3']) {
      const old = spawnSync(process.execPath, ['-e', `Object.defineProperty(process.versions, 'node', { value: '${version}' }); require(${JSON.stringify(launcher)})`], { encoding: 'utf8' });
      expect(old.status).toBe(1);
      expect(old.stderr).toMatch(new RegExp(`needs Node 20.19 or newer and this is Node ${version}`));
    }
  });
});
