import { ask, claim, EmbeddedFailure } from '@siccam/embedded';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { root } from './place';
import { tell } from './tell';

/** The two apps that vite builds. */
export type Built = 'api' | 'web';

const sources: Record<Built, string[]> = {
  api: ['apps/api', 'libs/contract', 'libs/timetable', 'package-lock.json', 'tsconfig.base.json'],
  web: ['apps/web', 'libs/contract', 'libs/follow', 'libs/timetable', 'libs/ui', 'package-lock.json', 'tsconfig.base.json'],
};

/** vite's program, run by this Node (a shim of npm would be one process more to look after). */
export const vite = join(root, 'node_modules/vite/bin/vite.js');

/** Builds an app when its sources changed since it was built last. */
export async function build(app: Built): Promise<void> {
  if (isFresh(app)) return;
  const lock = join(root, '.data', `building-${app}`);
  let held = await claim(lock);
  while (!held.held) {
    await delay(100); // another start of this checkout builds it
    if (isFresh(app)) return;
    held = await claim(lock);
  }
  try {
    if (!isFresh(app)) await make(app);
  } finally {
    held.release();
  }
}

const dist = (app: Built) => join(root, 'apps', app, 'dist');

function isFresh(app: Built): boolean {
  try {
    return readFileSync(join(dist(app), '.built'), 'utf8') === stampOf(app);
  } catch {
    return false;
  }
}

/** Built aside and then put in place, so that a kill leaves either the old one or the new one. */
async function make(app: Built): Promise<void> {
  const stamp = stampOf(app);
  tell(app, 'is built (some seconds)');
  const side = join(root, 'apps', app, 'node_modules/.making');
  const old = `${side}-old`;
  for (const folder of [side, old]) rmSync(folder, { recursive: true, force: true });
  const { code, out, err } = await ask(process.execPath, [vite, 'build', '--outDir', side, '--emptyOutDir', '--logLevel', 'warn'], 10 * 60_000, {
    cwd: join(root, 'apps', app),
    env: { ...process.env, NODE_ENV: 'production' },
  });
  if (code !== 0) throw new EmbeddedFailure('broken', `apps/${app} does not build:\n${`${err}${out}`.trim().split('\n').slice(0, 20).join('\n')}`);
  writeFileSync(join(side, '.built'), stamp);
  if (existsSync(dist(app))) renameSync(dist(app), old);
  renameSync(side, dist(app));
  rmSync(old, { recursive: true, force: true });
}

function stampOf(app: Built): string {
  const hash = createHash('sha256').update(process.version);
  for (const source of sources[app]) for (const file of filesOf(join(root, source))) hash.update(file);
  return hash.digest('hex');
}

function filesOf(path: string): string[] {
  const about = statSync(path);
  if (!about.isDirectory()) return [`${path} ${about.size} ${about.mtimeMs}`];
  return readdirSync(path)
    .filter((name) => !['node_modules', 'dist', 'coverage'].includes(name) && !/\.spec\.tsx?$/.test(name))
    .toSorted()
    .flatMap((name) => filesOf(join(path, name)));
}
