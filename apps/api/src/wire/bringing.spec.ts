import { Readable } from 'node:stream';
import { Bringing } from './bringing';
import type { Refusal } from './refusal';

const codeOf = (work: Promise<unknown>) => work.then(() => 'taken', (error: unknown) => (error as Refusal).code);
const line = (...pieces: string[]) => Readable.from(pieces.map((one) => Buffer.from(one)));
const limits = { mostAtOnce: 100, mostEach: 2, silence: 60_000 };
/** Somebody who has begun to bring something and is not done. */
const begun = (text: string) => {
  const open = new Readable({ read: () => undefined });
  open.push(Buffer.from(text));
  return open;
};

describe('what people bring', () => {
  it('is read whole, up to the limit, and not a byte more', async () => {
    const bringing = new Bringing(limits);
    expect((await bringing.read(line('half', 'half'), { most: 8, by: 'a' })).toString()).toBe('halfhalf');
    expect(await codeOf(bringing.read(line('half', 'half!'), { most: 8, by: 'a' }))).toBe('wire.tooLarge');
  });

  it('is not read at all where it says itself that it is too long, and the line stays open for the answer', async () => {
    const told = Object.assign(line('x'), { headers: { 'content-length': '9' } });
    expect(await codeOf(new Bringing(limits).read(told, { most: 8, by: 'a' }))).toBe('wire.tooLarge');
    const untold = begun('123456789');
    expect(await codeOf(new Bringing(limits).read(untold, { most: 8, by: 'a' }))).toBe('wire.tooLarge');
    expect([told.destroyed, untold.destroyed]).toEqual([false, false]);
  });

  it('is malformed where the other side hangs up or falls silent', async () => {
    const broken = begun('half');
    const read = codeOf(new Bringing(limits).read(broken, { most: 8, by: 'a' }));
    broken.destroy(new Error('aborted'));
    expect(await read).toBe('wire.malformed');
    expect(await codeOf(new Bringing({ ...limits, silence: 5 }).read(begun('half'), { most: 8, by: 'a' }))).toBe('wire.malformed');
  });

  it('comes from one person a few at a time, and never fills the server; whoever ends makes room', async () => {
    const bringing = new Bringing(limits);
    const open = ['a', 'a', 'b'].map((by) => ({ by, from: begun('x'.repeat(30)) }));
    const under = open.map(({ by, from }) => bringing.read(from, { most: 80, by }));
    expect(await codeOf(bringing.read(line('x'), { most: 80, by: 'a' }))).toBe('wire.tooMany');
    expect(await codeOf(bringing.read(line('x'.repeat(20)), { most: 80, by: 'c' }))).toBe('wire.unavailable');
    for (const { from } of open) from.push(null);
    await Promise.all(under);
    expect(await codeOf(bringing.read(line('x'.repeat(80)), { most: 80, by: 'a' }))).toBe('taken');
  });
});
