import { execFile, type ChildProcess } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, readlinkSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { identity, isAlive } from './claim.cjs';
import type { Identity } from './claim.cjs';

/** How a process ended: its exit code, or the signal that ended it. */
export type Exit = { code: number | null; signal: NodeJS.Signals | null };

/** A command that ended by itself: what it wrote, and its code (null when it was killed or never ran). */
export type Ran = { code: number | null; out: string; err: string };

const run = promisify(execFile);

/** Short commands under way; none of them outlives us. */
const underWay = new Set<ChildProcess>();
process.once('exit', () => underWay.forEach((child) => child.kill('SIGKILL')));

/** Resolves when a child has ended, also when it could not even be started. */
export function exitOf(child: ChildProcess): Promise<Exit> {
  return new Promise((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }));
    child.once('error', () => {
      if (child.pid === undefined) resolve({ code: 127, signal: null });
    });
  });
}

/** Runs a short command to its end within a time (milliseconds) and tells how it went; never throws. */
export async function ask(command: string, args: string[], within: number, options: { cwd?: string; env?: NodeJS.ProcessEnv; uid?: number; gid?: number } = {}): Promise<Ran> {
  const ran = run(command, args, { ...options, timeout: within, killSignal: 'SIGKILL', encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  underWay.add(ran.child);
  try {
    const { stdout, stderr } = await ran;
    return { code: 0, out: stdout, err: stderr };
  } catch (error) {
    const said = error as { code?: unknown; stdout?: string; stderr?: string; message?: string };
    return { code: typeof said.code === 'number' ? said.code : null, out: said.stdout ?? '', err: said.stderr || (said.message ?? '') };
  } finally {
    underWay.delete(ran.child);
  }
}

/** Sends a signal to a process or (negative number) a group; false when it is gone already. */
export function signal(pid: number, name: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}

/** Waits until a process that is not our child has gone; false when it outlives the time (milliseconds). */
export async function gone(who: Identity, within: number): Promise<boolean> {
  const until = Date.now() + within;
  // the system tells only a parent when a process ends
  while (isAlive(who)) {
    if (Date.now() > until) return false;
    await delay(20);
  }
  return true;
}

/** Ends a process, each signal with its patience in milliseconds, and at last by force. */
export async function end(who: Identity, steps: [NodeJS.Signals, number][]): Promise<void> {
  for (const [name, patience] of [...steps, ['SIGKILL', 5000] as [NodeJS.Signals, number]]) {
    if (!isAlive(who)) return;
    signal(who.pid, name);
    if (await gone(who, patience)) return;
  }
}

/** Notes in the run folder that this process is one of ours and which signal ends it, so that the next start can end it by its identity. */
export function record(runDir: string, name: string, pid: number, by: NodeJS.Signals = 'SIGTERM'): void {
  const who = identity(pid);
  if (!who) return;
  mkdirSync(runDir, { recursive: true });
  const file = join(runDir, `${name}.json`);
  writeFileSync(`${file}.new`, JSON.stringify({ ...who, by }));
  renameSync(`${file}.new`, file);
}

/** Forgets a process that ended. */
export function forget(runDir: string, name: string): void {
  rmSync(join(runDir, `${name}.json`), { force: true });
}

/** Ends what a killed start left behind: only processes whose number and time of birth are on record. Tells their names. */
export async function endLeftovers(runDir: string): Promise<string[]> {
  const ended: string[] = [];
  let names: string[];
  try {
    names = readdirSync(runDir).filter((name) => name.endsWith('.json'));
  } catch {
    return ended;
  }
  await Promise.all(
    names.map(async (file) => {
      const name = file.slice(0, -'.json'.length);
      const who = recorded(join(runDir, file));
      if (who && isAlive(who)) {
        await end(who, [[who.by, 3000]]);
        ended.push(name);
      }
      forget(runDir, name);
    }),
  );
  return ended;
}

/** The identity written in a file, or undefined when it is torn or not one. */
export function recorded(file: string): (Identity & { by: NodeJS.Signals }) | undefined {
  try {
    const said: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof said !== 'object' || said === null || !('pid' in said) || !('started' in said)) return undefined;
    return { pid: Number(said.pid), started: String(said.started), by: 'by' in said && said.by === 'SIGINT' ? 'SIGINT' : 'SIGTERM' };
  } catch {
    return undefined;
  }
}

/** Whether a living process works in this folder: by its working directory where the system tells it, else by its arguments. */
export async function worksIn(pid: number, folder: string): Promise<boolean> {
  if (process.platform === 'linux') {
    try {
      return readlinkSync(`/proc/${pid}/cwd`) === folder;
    } catch {
      return false;
    }
  }
  return (await ask('ps', ['-o', 'args=', '-p', String(pid)], 5000)).out.includes(folder);
}

/** The processes that work in this folder (Linux; none elsewhere, where the system does not tell it cheaply). */
export async function workersIn(folder: string): Promise<number[]> {
  if (process.platform !== 'linux') return [];
  const pids = readdirSync('/proc').map(Number).filter(Number.isInteger);
  const here = await Promise.all(pids.map((pid) => worksIn(pid, folder)));
  return pids.filter((_, index) => here[index]);
}
