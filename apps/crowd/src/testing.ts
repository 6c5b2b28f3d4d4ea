import { spawn } from 'node:child_process';
import { join } from 'node:path';

const root = join(__dirname, '../../..');

/** One line of what a benchmark found. */
export type Found = { case: string; ours: number; target: string };

/** Runs a benchmark as its own program, as a person does, and reads its last line; what it tells people is shown. */
export async function foundBy(script: string, ...flags: string[]): Promise<Found[]> {
  const child = spawn(process.execPath, ['--import', 'tsx', script, '--quick', ...flags], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  try {
    for await (const part of child.stdout) said += String(part);
  } finally {
    child.kill();
  }
  const told = said.trim().split('\n');
  process.stdout.write(`${told.slice(0, -1).join('\n')}\n`);
  return (JSON.parse(told.at(-1) ?? '') as { cases: Found[] }).cases;
}

/** Those whose target is a count, and that have another. */
export const missed = (found: readonly Found[]): Found[] => found.filter(({ ours, target }) => /^\d+$/.test(target) && ours !== Number(target));
