import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** Runs one of the scripts of this folder in a process of its own, from any checkout, as any account. */
export function runScript(name: string, args: string[], options: { checkout?: string; uid?: number; gid?: number } = {}): ChildProcessWithoutNullStreams {
  const { checkout = join(__dirname, '../../../..'), ...account } = options;
  return spawn(process.execPath, ['--import', 'tsx', join(checkout, 'libs/embedded/src/testing', name), ...args], {
    ...account,
    cwd: checkout,
    env: { ...process.env, TMPDIR: '/tmp', HOME: '/nowhere', NODE_OPTIONS: '' },
  });
}

/** The first line a process writes; fails with what it complained about when it ends without one. */
export async function firstLine(child: ChildProcessWithoutNullStreams): Promise<string> {
  let complaint = '';
  child.stderr.on('data', (text: Buffer) => (complaint += text.toString()));
  const lines = createInterface({ input: child.stdout });
  const said = await Promise.race([once(lines, 'line') as Promise<[string]>, once(lines, 'close').then(() => undefined)]);
  if (!said) throw new Error(`it said nothing: ${complaint}`);
  return said[0];
}

/** Kills a process at once and waits until it is gone. */
export async function killed(child: ChildProcessWithoutNullStreams): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}
