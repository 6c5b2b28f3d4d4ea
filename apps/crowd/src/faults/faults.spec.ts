import { spawn } from 'node:child_process';
import { join } from 'node:path';

const root = join(__dirname, '../../../..');

/** The short form of `npm run bench -- faults`, as its own program: its last line is the verdict. */
test('whatever is cut or killed, every client ends equal to the database, and nothing acknowledged is lost', async () => {
  const child = spawn(process.execPath, ['--import', 'tsx', 'apps/crowd/src/bench/faults.ts', '--quick'], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  try {
    for await (const part of child.stdout) said += String(part);
  } finally {
    child.kill();
  }
  const told = said.trim().split('\n');
  process.stdout.write(`${told.slice(0, -1).join('\n')}\n`);
  const { cases } = JSON.parse(told.at(-1) ?? '') as { cases: { case: string; ours: number; target: string }[] };
  const wrong = cases.filter(({ ours, target }) => (target === '0' && ours !== 0) || (target === '1' && ours !== 1));
  expect(wrong).toEqual([]);
  expect(cases.find((one) => one.case === 'right')?.ours).toBe(1);
}, 300_000);
