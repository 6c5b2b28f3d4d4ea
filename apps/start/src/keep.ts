import { exitOf, forget, record, signal, type Exit } from '@siccam/embedded';
import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { root } from './place';
import { tell } from './tell';

/** A process of the fair, whatever brought it up. */
export type Running = { pid: number; stop: () => Promise<void>; exited: Promise<Exit> };

/** A part of the fair that is started again whenever it ends. */
export type Kept = { stop: () => Promise<void>; restart: () => Promise<void> };

const [shortest, longest, settled] = [200, 5000, 10_000];

/** Keeps a running part running: started again after 0.2 s, doubling to 5 s, and anew once it has stood for 10 s. */
export function keep(folder: string, name: string, first: Running, begin: () => Promise<Running>): Kept {
  const run = join(folder, 'run');
  const over = new AbortController();
  let running: Running | undefined = first;
  let wanted = false;

  const watch = async () => {
    let wait = shortest;
    while (running) {
      const since = Date.now();
      const exit = await running.exited;
      running = undefined;
      forget(run, name);
      if (Date.now() - since > settled) wait = shortest;
      if (!wanted && !over.signal.aborted) tell(name, `ended (${exit.signal ?? exit.code}), is started again`);
      while (!running && !over.signal.aborted) {
        await delay(wanted ? 0 : wait, undefined, { signal: over.signal }).catch(() => undefined);
        wanted = false;
        wait = Math.min(wait * 2, longest);
        if (over.signal.aborted) return;
        try {
          running = await begin();
          // stopped in the very moment it came up
          if (over.signal.aborted) await running.stop();
        } catch (error) {
          tell(name, error instanceof Error ? error.message : String(error));
        }
      }
    }
  };
  const watched = watch();

  return {
    restart: async () => {
      wanted = true;
      await running?.stop();
    },
    stop: async () => {
      over.abort();
      await running?.stop();
      await watched;
    },
  };
}

/** Starts one of our own Node processes: it has a channel to us, and ends itself when that breaks. */
export function startNode(folder: string, name: string, args: string[], env: NodeJS.ProcessEnv, patience: number, cwd = root): Running & { child: ChildProcess } {
  const log = openSync(join(folder, 'logs', `${name}.log`), 'a');
  const child = spawn(process.execPath, args, { cwd, env, detached: true, stdio: ['ignore', log, log, 'ipc'] });
  closeSync(log);
  if (child.pid !== undefined) record(join(folder, 'run'), name, child.pid);
  let ended = false;
  const exited = exitOf(child).then((exit) => {
    ended = true;
    return exit;
  });
  const stop = async () => {
    if (!ended) child.kill('SIGTERM');
    const impatient = setTimeout(() => child.pid !== undefined && signal(-child.pid, 'SIGKILL'), patience);
    await exited;
    clearTimeout(impatient);
  };
  return { child, pid: child.pid ?? 0, stop, exited };
}
