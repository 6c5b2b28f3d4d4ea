import { Readable } from 'node:stream';
import { Bringing } from './bringing';
import type { Refusal } from './refusal';

const codeOf = (work: Promise<unknown>) => work.then(() => 'taken', (error: unknown) => (error as Refusal).code);
const line = (...pieces: string[]) => Readable.from(pieces.map((one) => Buffer.from(one)));
const until = Promise.resolve();
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
    expect((await bringing.read(line('half', 'half'), { most: 8, by: 'a', until })).toString()).toBe('halfhalf');
    expect(await codeOf(bringing.read(line('half', 'half!'), { most: 8, by: 'a', until }))).toBe('wire.tooLarge');
  });

  it('is not read at all where it says itself that it is too long, and the line stays open for the answer', async () => {
    const told = Object.assign(line('x'), { headers: { 'content-length': '9' } });
    expect(await codeOf(new Bringing(limits).read(told, { most: 8, by: 'a', until }))).toBe('wire.tooLarge');
    const untold = begun('123456789');
    expect(await codeOf(new Bringing(limits).read(untold, { most: 8, by: 'a', until }))).toBe('wire.tooLarge');
    expect([told.destroyed, untold.destroyed]).toEqual([false, false]);
  });

  it('counts until whoever works on it is done', async () => {
    const bringing = new Bringing(limits);
    let over: () => void = () => undefined;
    const works = new Promise<void>((done) => (over = done));
    for (const by of ['a', 'a']) await bringing.read(line('x'.repeat(45)), { most: 80, by, until: works });
    expect(await codeOf(bringing.read(line('x'), { most: 80, by: 'a', until }))).toBe('wire.tooMany');
    expect(await codeOf(bringing.read(line('x'.repeat(20)), { most: 80, by: 'b', until }))).toBe('wire.unavailable');
    over();
    await works;
    expect(await codeOf(bringing.read(line('x'.repeat(80)), { most: 80, by: 'a', until }))).toBe('taken');
  });

  it('is malformed where the other side hangs up or falls silent', async () => {
    const broken = begun('half');
    const read = codeOf(new Bringing(limits).read(broken, { most: 8, by: 'a', until }));
    broken.destroy(new Error('aborted'));
    expect(await read).toBe('wire.malformed');
    expect(await codeOf(new Bringing({ ...limits, silence: 5 }).read(begun('half'), { most: 8, by: 'a', until }))).toBe('wire.malformed');
  });

  it('comes from one person a few at a time, and never fills the server; whoever ends makes room', async () => {
    const bringing = new Bringing(limits);
    const open = ['a', 'a', 'b'].map((by) => ({ by, from: begun('x'.repeat(30)) }));
    const under = open.map(({ by, from }) => bringing.read(from, { most: 80, by, until }));
    expect(await codeOf(bringing.read(line('x'), { most: 80, by: 'a', until }))).toBe('wire.tooMany');
    expect(await codeOf(bringing.read(line('x'.repeat(20)), { most: 80, by: 'c', until }))).toBe('wire.unavailable');
    for (const { from } of open) from.push(null);
    await Promise.all(under);
    expect(await codeOf(bringing.read(line('x'.repeat(80)), { most: 80, by: 'a', until }))).toBe('taken');
  });
});
