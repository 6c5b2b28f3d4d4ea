import { exitOf } from '@siccam/embedded';
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './build';
import { root } from './place';
import { line } from './tell';

const folder = join(root, 'apps/crowd/src/bench');

/** `npm run bench`: lists the benchmarks, or runs one and passes its flags on. */
export async function bench([name, ...flags]: string[]): Promise<void> {
  const names = existsSync(folder)
    ? readdirSync(folder)
        .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'))
        .map((file) => file.slice(0, -'.ts'.length))
    : [];
  if (name === undefined || !names.includes(name)) {
    if (name !== undefined) process.stderr.write(`There is no benchmark ${name}.\n`);
    for (const known of names) line(`${known.padEnd(16)} ${firstSentence(known)}`);
    process.exitCode = name === undefined ? 0 : 1;
    return;
  }
  for (const app of ['api', 'web'] as const) await build(app);
  const child = spawn(process.execPath, ['--import', 'tsx', join(folder, `${name}.ts`), ...flags], { cwd: root, stdio: 'inherit' });
  const { code } = await exitOf(child);
  process.exitCode = code ?? 1;
}

/** `npm run fuzz`: asks every door of a started server what fits and what does not, and judges the answers. */
export async function fuzz(flags: string[]): Promise<void> {
  await build('api');
  const child = spawn(process.execPath, ['--import', 'tsx', join(root, 'apps/crowd/src/fuzz/fuzz.ts'), ...flags], { cwd: root, stdio: 'inherit' });
  process.exitCode = (await exitOf(child)).code ?? 1;
}

/** `npm run exchange`: says of files what an import would do, and whether they come out again as they went in. */
export async function exchange(files: string[]): Promise<void> {
  const child = spawn(process.execPath, ['--import', 'tsx', join(root, 'apps/api/src/exchange/exchange.command.ts'), ...files], { cwd: process.env['INIT_CWD'] ?? root, stdio: 'inherit' });
  process.exitCode = (await exitOf(child)).code ?? 1;
}

function firstSentence(name: string): string {
  const text = readFileSync(join(folder, `${name}.ts`), 'utf8');
  return /\/\*\*\s*([\s\S]*?)(?:\.\s|\*\/)/.exec(text)?.[1]?.replace(/\s*\n\s*\*\s*/g, ' ').trim() ?? '';
}
