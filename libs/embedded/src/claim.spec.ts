import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { claim, holderOf, identity, isAlive } from './claim.cjs';
import { scratchFolder } from './scratch';
import { firstLine, killed, runScript } from './testing/child';

describe('holding a folder', () => {
  jest.setTimeout(60_000);
  const scratch = scratchFolder('claim');
  afterAll(() => scratch.remove());

  test('of many that ask at once, one holds it and all others are told who', async () => {
    const folder = join(scratch.path, 'many');
    const children = Array.from({ length: 6 }, (_, number) => runScript('hold.ts', [folder, `asker ${number}`]));
    const said = await Promise.all(children.map(firstLine));
    const holder = said.indexOf('held');
    expect(said.filter((line) => line === 'held')).toHaveLength(1);
    expect(said.filter((line) => line === `refused by asker ${holder}`)).toHaveLength(5);
    await Promise.all(children.map(killed));
  });

  test('a holder killed with -9 holds nothing', async () => {
    const folder = join(scratch.path, 'killed');
    const child = runScript('hold.ts', [folder, 'first']);
    expect(await firstLine(child)).toBe('held');
    expect(holderOf(folder)?.facts).toEqual({ name: 'first' });
    await killed(child);
    expect(holderOf(folder)).toBeUndefined();
    const mine = await claim(folder);
    expect(mine.held).toBe(true);
  });

  test('a holder that lets go can be followed', async () => {
    const folder = join(scratch.path, 'released');
    const child = runScript('hold.ts', [folder, 'first']);
    await firstLine(child);
    child.stdin.end();
    await once(child, 'exit');
    expect((await claim(folder)).held).toBe(true);
  });

  test('a claim of a process whose number now belongs to another one counts for nothing', async () => {
    const folder = join(scratch.path, 'reborn');
    const first = await claim(folder);
    if (first.held) first.release();
    writeFileSync(join(folder, 'old.json'), JSON.stringify({ identity: { pid: process.pid, started: 'long ago' }, settled: true, facts: {} }));
    expect((await claim(folder)).held).toBe(true);
  });

  test('a process is told apart from a later one with the same number', () => {
    const me = identity(process.pid);
    expect(me && isAlive(me)).toBe(true);
    expect(isAlive({ pid: process.pid, started: 'another time' })).toBe(false);
  });
});
