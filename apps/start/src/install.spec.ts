import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { scratchFolder } from '@siccam/embedded';

const checkout = join(__dirname, '../../..');

/** Stands in for npm: notes that it ran, waits as long as it is held, then leaves one package or fails. */
const npm = `
const { appendFileSync, existsSync, mkdirSync, symlinkSync, writeFileSync } = require('node:fs');
appendFileSync('npm.log', process.argv.slice(2).join(' ') + '\\n');
const work = setInterval(() => {
  if (existsSync('hold')) return;
  clearInterval(work);
  if (process.env.NPM_SAYS) {
    console.error('npm error ' + process.env.NPM_SAYS);
    process.exit(1);
  }
  mkdirSync('node_modules');
  symlinkSync(${JSON.stringify(join(checkout, 'node_modules/tsx'))}, 'node_modules/tsx');
  writeFileSync('node_modules/.package-lock.json', JSON.stringify({ packages: { 'node_modules/tsx': { version: '1.0.0' } } }));
}, 10);`;

describe('bringing in the packages', () => {
  jest.setTimeout(60_000);
  const scratch = scratchFolder('install');
  let number = 0;
  let root = '';
  afterAll(() => scratch.remove());

  beforeEach(() => {
    root = join(scratch.path, `checkout-${++number}`);
    for (const folder of ['apps/start/src', 'libs/embedded/src']) mkdirSync(join(root, folder), { recursive: true });
    for (const file of ['apps/start/start.cjs', 'apps/start/install.cjs', 'libs/embedded/src/claim.cjs']) copyFileSync(join(checkout, file), join(root, file));
    writeFileSync(join(root, 'apps/start/src/main.ts'), "const word: string = 'opened';\nconsole.log(word);\n");
    writeFileSync(join(root, 'package.json'), '{ "type": "module" }');
    lockAsks('1.0.0');
    writeFileSync(join(root, 'npm-cli.cjs'), npm);
  });

  const lockAsks = (version: string) => writeFileSync(join(root, 'package-lock.json'), JSON.stringify({ packages: { '': {}, 'node_modules/tsx': { version } } }));
  const hold = () => writeFileSync(join(root, 'hold'), '');
  const letGo = () => rmSync(join(root, 'hold'));
  const npmRuns = () => (existsSync(join(root, 'npm.log')) ? readFileSync(join(root, 'npm.log'), 'utf8').trim().split('\n').length : 0);
  const npmBegan = async (runs: number) => {
    while (npmRuns() < runs) await delay(10); // the stand-in only writes a file
  };

  function start(env: NodeJS.ProcessEnv = {}): { child: ChildProcess; said: () => string; ended: Promise<{ code: number | null; said: string }> } {
    const child = spawn(process.execPath, [join(root, 'apps/start/start.cjs')], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, npm_execpath: join(root, 'npm-cli.cjs'), ...env } });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (said += text));
    return { child, said: () => said, ended: once(child, 'close').then(([code]) => ({ code: code as number | null, said })) };
  }

  test('once, and again only when the lock asks for something else', async () => {
    expect((await start().ended).said).toMatch(/bringing in 2[\s\S]*ready[\s\S]*opened/);
    expect((await start().ended).said).toBe('opened\n');
    expect(npmRuns()).toBe(1);
    rmSync(join(root, 'node_modules/.siccam-lock'));
    expect((await start().ended).said).toBe('opened\n');
    expect(npmRuns()).toBe(1);
    lockAsks('2.0.0');
    rmSync(join(root, 'node_modules'), { recursive: true });
    await start().ended;
    expect(npmRuns()).toBe(2);
  });

  test('two starts at once run npm once', async () => {
    hold();
    const starts = [start(), start()];
    await npmBegan(1);
    letGo();
    for (const { ended } of starts) expect(await ended).toMatchObject({ code: 0, said: expect.stringContaining('opened') as string });
    expect(npmRuns()).toBe(1);
  });

  test('after a start killed with -9 the next one waits for the npm that is left', async () => {
    hold();
    const first = start();
    await npmBegan(1);
    first.child.kill('SIGKILL');
    const second = start();
    while (!second.said().includes('waiting')) await delay(10); // it only writes
    expect(npmRuns()).toBe(1);
    letGo();
    expect((await second.ended).said).toMatch(/killed; waiting for it[\s\S]*opened/);
    expect(npmRuns()).toBe(1);
    await first.ended;
  });

  test('without a network, or without room, it says so and nothing more', async () => {
    for (const [says, sentence] of [
      ['code ECONNREFUSED', /cannot reach its registry/],
      ['code ENOSPC', /the disk is full/],
      ['code EUSAGE', /npm says:\nnpm error code EUSAGE/],
    ] as const) {
      const { code, said } = await start({ NPM_SAYS: says }).ended;
      expect(code).toBe(1);
      expect(said).toMatch(sentence);
      expect(said).not.toMatch(/ at .*:\d+:\d+/);
    }
  });
});
