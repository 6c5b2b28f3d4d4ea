import type { APIRequestContext } from '@playwright/test';
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '@siccam/embedded';

/** The checkout. */
export const root = resolve(import.meta.dirname, '../../..');
/** Where journeys leave their pictures. */
export const pictures = resolve(import.meta.dirname, '../pictures');

/** A fair started the way a stranger starts it. */
export type StartedFair = { url: string; live: string; dataDir: string; said: () => string; stop(): Promise<void> };

/** `npm start` in a folder, with a data folder of its own; resolves when the terminal says `live`. */
export async function startFair(options: { cwd?: string; args?: string[]; env?: Record<string, string>; until?: 'ready' | 'live'; patience?: number } = {}): Promise<StartedFair> {
  mkdirSync(pictures, { recursive: true });
  const dataDir = await mkdtemp(join(tmpdir(), 'siccam-journey-'));
  // PostgreSQL runs as another account when this runs as root.
  await chmod(dataDir, 0o755);
  const child = spawn('npm', ['start', '--', ...(options.args ?? [])], {
    cwd: options.cwd ?? root,
    env: { ...process.env, PORT: String(await freePort()), DATA_DIR: join(dataDir, 'data'), ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  // npm may be gone before what it began: the last of them closes the output, once its database has stopped.
  const ended = new Promise((done) => child.once('close', done));
  let output = '';
  child.stdout.on('data', (part: Buffer) => (output += String(part)));
  child.stderr.on('data', (part: Buffer) => (output += String(part)));
  const [url, live] = await told(child, () => output, options.until ?? 'live', options.patience ?? 120_000);
  return {
    url,
    live,
    dataDir: join(dataDir, 'data'),
    said: () => output,
    async stop() {
      if (child.exitCode === null && child.pid) process.kill(-child.pid, 'SIGTERM');
      await ended;
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

function told(child: ChildProcess, output: () => string, wanted: 'ready' | 'live', patience: number): Promise<[url: string, live: string]> {
  return new Promise((done, fail) => {
    const timer = setTimeout(() => fail(new Error(`the fair did not say "${wanted}" in ${patience} ms:\n${output()}`)), patience);
    const look = () => {
      const url = /^ready (http\S+)/m.exec(output())?.[1];
      const live = /^live (http\S+)/m.exec(output())?.[1];
      if (!url || (wanted === 'live' && !live)) return;
      clearTimeout(timer);
      done([url, live ?? '']);
    };
    child.stdout?.on('data', look);
    child.once('exit', (code) => {
      clearTimeout(timer);
      fail(new Error(`the fair ended with ${code}:\n${output()}`));
    });
  });
}

/** The fair that all journeys of a run share. */
export const sharedFair = (): { url: string; live: string; dataDir: string } => {
  const { FAIR_URL: url, FAIR_LIVE: live, FAIR_DATA: dataDir } = process.env;
  if (!url || !live || !dataDir) throw new Error('the journeys were not set up');
  return { url, live, dataDir };
};

/** The process of a part of the fair, as its supervisor wrote it down. */
export const processOf = (part: 'postgres' | 'livekit' | 'api' | 'crowd'): number => {
  const { dataDir } = sharedFair();
  return (JSON.parse(readFileSync(join(dataDir, 'run', `${part}.json`), 'utf8')) as { pid: number }).pid;
};

/** The key with which the demonstration's bots, and a journey in the place of a stage manager, call their doors. */
export const asStageManager = (dataDir = sharedFair().dataDir): { authorization: string } => {
  const keys = JSON.parse(readFileSync(join(dataDir, 'keys.json'), 'utf8')) as { bot: string };
  return { authorization: `Bot ${keys.bot}:stage-manager` };
};

/** `npm run fair -- …`, as an organiser types it beside the open fair. */
export async function organiser(...words: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)('npm', ['run', '--silent', 'fair', '--', ...words], { cwd: root, env: { ...process.env, DATA_DIR: sharedFair().dataDir } });
  return stdout.trim();
}

/** Moves the live panel of the shared fair, as its stage manager. */
export async function movePanel({ request }: { request: APIRequestContext }, to: 'live' | 'paused'): Promise<void> {
  const answer = await request.post(`${sharedFair().url}/api/sessions/panel-1/state`, { data: { to }, headers: asStageManager() });
  if (!answer.ok()) throw new Error(`panel-1 was not moved to ${to}: ${await answer.text()}`);
}

/** The UDP port of the shared fair's LiveKit, for a relay before it. */
export const mediaPort = (): number => (JSON.parse(readFileSync(join(sharedFair().dataDir, 'livekit/livekit.yaml'), 'utf8')) as { rtc: { udp_port: number } }).rtc.udp_port;
