import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { freePort } from '@siccam/embedded';
import { repository } from './house';

/** A fair opened as a person opens it, by the launcher, with a data folder of its own. */
export type Fair = {
  url: string;
  /** The address the launcher said has pictures. */
  live: string;
  /** Milliseconds from the command to the served page, and to the decoded picture. */
  took: { page: number; live: number };
  /** The process of the server. */
  server: number;
  stop: () => Promise<void>;
};

/** A folder for the data of a fair, and what removes it. */
export function dataFolder(): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'siccam-bench-'));
  // PostgreSQL runs under another account when this is root.
  chmodSync(path, 0o755);
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** Opens a fair and waits until its stage has pictures. */
export async function openFair(dataDir: string): Promise<Fair> {
  const port = await freePort();
  const env = { ...process.env, DATA_DIR: dataDir, PORT: String(port) };
  for (const name of ['DATABASE_URL', 'LIVEKIT_URL', 'PUBLIC_URL']) delete (env as NodeJS.ProcessEnv)[name];
  const began = performance.now();
  const launcher = spawn(process.execPath, ['apps/start/start.cjs'], { cwd: repository, env, stdio: ['ignore', 'pipe', 'inherit'] });
  const stop = async () => {
    if (launcher.exitCode !== null) return;
    const ended = new Promise((done) => launcher.once('exit', done));
    launcher.kill();
    await ended;
  };
  const lines: string[] = [];
  let page: { url: string; at: number } | undefined;
  for await (const line of createInterface({ input: launcher.stdout })) {
    lines.push(line);
    // The display of what is being done has lines of its own; these two carry an address.
    const [, word, url = ''] = /^(ready|live) (https?:\S+)$/.exec(line) ?? [];
    if (word === 'ready') page = { url, at: performance.now() - began };
    if (word === 'live' && page) {
      launcher.stdout.resume();
      return { url: page.url, live: url, took: { page: page.at, live: performance.now() - began }, server: serverUnder(launcher.pid ?? 0), stop };
    }
  }
  await stop();
  throw new Error(`the fair did not come alive:\n${lines.join('\n')}`);
}

/** The process of the server among the launcher's children. */
function serverUnder(launcher: number): number {
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    try {
      const parent = Number(readFileSync(`/proc/${name}/stat`, 'utf8').replace(/^.*\) /, '').split(' ')[1]);
      if (parent === launcher && readFileSync(`/proc/${name}/cmdline`, 'utf8').includes('apps/api/dist/main.js')) return Number(name);
    } catch {
      // It ended while it was looked at.
    }
  }
  throw new Error('the launcher has no server');
}
