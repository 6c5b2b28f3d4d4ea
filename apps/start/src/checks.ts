import { cacheDir, EmbeddedFailure, exitOf, findChromium, findLiveKit } from '@siccam/embedded';
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { build } from './build';
import { root } from './place';
import { line, tell } from './tell';

type Count = { passed: number; failed: number };
type Part = { name: string; budget: number; run: () => Promise<Count> };
type Done = Count & { name: string; budget: number; seconds: number };

const results = join(root, 'node_modules/.siccam-results');

/** Seconds that each part may take on two cores; a project not named here has the usual one. */
const budgets: Record<string, number> = { lint: 120, typecheck: 120, api: 360, start: 240, embedded: 180, web: 60, testing: 120, timetable: 45, crowd: 150, journeys: 840 };
const usualBudget = 60;

/** `npm test`: everything, or one project, or one file; the last line counts. */
export async function test(what: string | undefined): Promise<void> {
  mkdirSync(results, { recursive: true });
  const parts = await partsFor(what);
  const done: Done[] = [];
  for (const { name, budget, run } of parts) {
    line(`\n── ${name}`);
    const began = performance.now();
    const count = await run();
    done.push({ ...count, name, budget, seconds: (performance.now() - began) / 1000 });
  }
  line(`\n${'part'.padEnd(14)}${'seconds'.padStart(9)}${'budget'.padStart(9)}${'passed'.padStart(9)}${'failed'.padStart(9)}`);
  for (const { name, budget, seconds, passed, failed } of done) {
    const over = seconds > budget ? '  over its budget' : '';
    line(`${name.padEnd(14)}${seconds.toFixed(1).padStart(9)}${String(budget).padStart(9)}${String(passed).padStart(9)}${String(failed).padStart(9)}${over}`);
  }
  const sum = (of: (one: Done) => number) => done.reduce((total, one) => total + of(one), 0);
  line(`${'in all'.padEnd(14)}${sum(({ seconds }) => seconds).toFixed(1).padStart(9)}${String(sum(({ budget }) => budget)).padStart(9)}`);
  const [passed, failed] = [sum((one) => one.passed), sum((one) => one.failed)];
  line(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
}

/** `npm run journey -- <name> [--headed]`: the browser journeys whose name contains these words. */
export async function journey(args: string[]): Promise<void> {
  const name = args.filter((word) => !word.startsWith('--')).join(' ');
  if (!name) throw new EmbeddedFailure('absent', 'A journey is chosen by words of its name: `npm run journey -- listen --headed`.');
  const flags = args.filter((word) => word.startsWith('--'));
  process.exitCode = await run([playwright(), 'test', '-g', name, ...flags], join(root, 'apps/e2e'), await browserEnvironment());
}

const projects = (): string[] =>
  ['libs', 'apps'].flatMap((kind) => readdirSync(join(root, kind)).map((name) => `${kind}/${name}`)).filter((project) => existsSync(join(root, project, 'package.json')));

const nameOf = (project: string) => project.split('/')[1] ?? project;
const hasJest = (project: string) => existsSync(join(root, project, 'jest.config.mjs'));
const hasJourneys = () => existsSync(join(root, 'apps/e2e/playwright.config.ts'));

async function partsFor(what: string | undefined): Promise<Part[]> {
  const unit = projects().filter(hasJest);
  if (what === undefined) {
    return [overAll('lint'), overAll('typecheck'), ...unit.map((project) => jest(project)), ...(hasJourneys() ? [journeys()] : [])];
  }
  if (what === 'lint' || what === 'typecheck') return [overAll(what)];
  if (what === 'e2e' || what === 'journeys') return [journeys()];
  const project = unit.find((one) => nameOf(one) === what || one === what);
  if (project) return [jest(project)];
  const file = relative(root, resolve(process.env['INIT_CWD'] ?? root, what));
  const home = projects().find((one) => file.startsWith(`${one}/`));
  if (home && existsSync(join(root, file))) return [home === 'apps/e2e' ? journeys(relative(home, file)) : jest(home, relative(home, file))];
  throw new EmbeddedFailure('absent', `There is no project or file ${what}: choose lint, typecheck, e2e, ${unit.map(nameOf).join(', ')}, or a file.`);
}

const budgetOf = (name: string) => budgets[name] ?? usualBudget;

/** One target of every project through Nx; each project counts as one. */
function overAll(target: 'lint' | 'typecheck'): Part {
  return {
    name: target,
    budget: budgetOf(target),
    run: async () => {
      // without a cached project graph the boundary rules are silently skipped
      const known = await capture([nx, 'show', 'projects', '--json', '--with-target', target]);
      const names = JSON.parse(/^\[.*\]$/m.exec(known.out)?.[0] ?? '[]') as string[];
      const { code, out } = await capture([nx, 'run-many', '-t', target, '--outputStyle=static'], true);
      const failed = new Set([...out.matchAll(new RegExp(`^\\s*-\\s+(\\S+):${target}`, 'gm'))].map(([, name]) => name));
      const failures = code === 0 ? 0 : Math.max(1, failed.size);
      return { passed: names.length - failures, failed: failures };
    },
  };
}

const nx = join(root, 'node_modules/nx/dist/bin/nx.js');

/** The tests of one project, or of one file in it. */
function jest(project: string, file?: string): Part {
  const name = nameOf(project);
  return {
    name,
    budget: budgetOf(name),
    run: async () => {
      // the tests of these bring up a LiveKit of their own and must find one
      if (['api', 'crowd', 'embedded', 'start'].includes(name)) await findLiveKit({ say: (sentence) => tell('live video', sentence) });
      // the fault tests run the built server
      if (name === 'crowd') await build('api');
      const report = join(results, `${name}.json`);
      rmSync(report, { force: true });
      const code = await run([join(root, 'node_modules/jest/bin/jest.js'), '--json', `--outputFile=${report}`, ...(file ? ['--runTestsByPath', file] : [])], join(root, project), process.env, true);
      const told = read(report) as { numPassedTests?: number; numFailedTests?: number; numPendingTests?: number; numRuntimeErrorTestSuites?: number } | undefined;
      const failed = (told?.numFailedTests ?? 0) + (told?.numPendingTests ?? 0) + (told?.numRuntimeErrorTestSuites ?? 0);
      return { passed: told?.numPassedTests ?? 0, failed: code === 0 ? failed : Math.max(1, failed) };
    },
  };
}

/** The journeys in a real browser, all of them or those of one file. */
function journeys(file?: string): Part {
  return {
    name: 'journeys',
    budget: budgetOf('journeys'),
    run: async () => {
      const report = join(results, 'journeys.json');
      rmSync(report, { force: true });
      const env = { ...(await browserEnvironment()), PLAYWRIGHT_JSON_OUTPUT_NAME: report };
      const code = await run([playwright(), 'test', '--reporter=list,json', ...(file ? [file] : [])], join(root, 'apps/e2e'), env);
      const told = read(report) as { stats?: { expected: number; unexpected: number; flaky: number; skipped: number } } | undefined;
      const failed = (told?.stats?.unexpected ?? 0) + (told?.stats?.flaky ?? 0) + (told?.stats?.skipped ?? 0);
      return { passed: told?.stats?.expected ?? 0, failed: code === 0 ? failed : Math.max(1, failed) };
    },
  };
}

const playwright = () => join(root, 'node_modules/@playwright/test/cli.js');

async function browserEnvironment(): Promise<NodeJS.ProcessEnv> {
  const chromium = await findChromium({ say: (sentence) => tell('browser', sentence) });
  if (!(await findLiveKit({ say: (sentence) => tell('live video', sentence) }))) {
    throw new EmbeddedFailure('absent', `The journeys need a LiveKit server and none was to be had (the cache is ${cacheDir()}).`);
  }
  return { ...process.env, CHROMIUM_PATH: chromium };
}

function read(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** Runs a program of Node's, showing what it says; `quietOut` keeps a JSON report off the terminal. */
async function run(args: string[], cwd: string, env: NodeJS.ProcessEnv, quietOut = false): Promise<number> {
  const child = spawn(process.execPath, args, { cwd, env, stdio: ['ignore', quietOut ? 'ignore' : 'inherit', 'inherit'] });
  return (await exitOf(child)).code ?? 1;
}

/** Runs a program of Node's and returns what it wrote. */
async function capture(args: string[], show = false): Promise<{ code: number; out: string }> {
  const env = { ...process.env, NX_DAEMON: 'false', NX_NO_CLOUD: 'true', NX_TUI: 'false', NO_COLOR: '1', FORCE_COLOR: '0' };
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      out += text;
      if (show) process.stdout.write(text);
    });
  }
  const code = await new Promise<number | null>((done) => child.once('close', done));
  return { code: code ?? 1, out };
}
