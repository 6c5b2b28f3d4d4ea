import { GatheredReads, SharedReads } from './shared';

/** A read that ends when told to. */
function controlled() {
  const begun: ((value: number) => void)[] = [];
  const failing: ((error: Error) => void)[] = [];
  const read = () => new Promise<number>((resolve, reject) => begun.push(resolve) && failing.push(reject));
  return { begun, failing, read };
}
const turn = () => new Promise((done) => setImmediate(done));

it('two thousand who ask at once cost two reads, and nobody gets one that began before his question', async () => {
  const reads = new SharedReads<number>();
  const { begun, read } = controlled();
  const first = reads.read('a', read);
  await turn();
  const late = Array.from({ length: 2000 }, () => reads.read('a', read));
  await turn();
  expect(begun).toHaveLength(1);
  begun[0]?.(1);
  expect(await first).toBe(1);
  await turn();
  expect(begun).toHaveLength(2);
  begun[1]?.(2);
  expect(new Set(await Promise.all(late))).toEqual(new Set([2]));
});

it('a read that fails fails those who shared it, and the next one begins', async () => {
  const reads = new SharedReads<number>();
  const { begun, failing, read } = controlled();
  const first = reads.read('a', read);
  await turn();
  const second = reads.read('a', read);
  failing[0]?.(new Error('away'));
  await expect(first).rejects.toThrow('away');
  await turn();
  begun[1]?.(2);
  expect(await second).toBe(2);
});

it('what is asked under another name does not wait', async () => {
  const reads = new SharedReads<number>();
  const { begun, read } = controlled();
  void reads.read('a', read);
  void reads.read('b', read);
  await turn();
  expect(begun).toHaveLength(2);
});

it('who asks while it rests shares the next read', async () => {
  jest.useFakeTimers({ doNotFake: ['setImmediate'] });
  try {
    const reads = new SharedReads<number>(10);
    const { begun, read } = controlled();
    const first = reads.read('a', read);
    await turn();
    begun[0]?.(1);
    await first;
    const late = [reads.read('a', read)];
    await turn();
    late.push(reads.read('a', read));
    await turn();
    expect(begun).toHaveLength(1);
    jest.advanceTimersByTime(10);
    await turn();
    expect(begun).toHaveLength(2);
    begun[1]?.(2);
    expect(await Promise.all(late)).toEqual([2, 2]);
  } finally {
    jest.useRealTimers();
  }
});

describe('reads of different things', () => {
  it('begin at once for whoever comes alone, and are gathered while one is under way; each gets their own', async () => {
    const begun: { keys: readonly string[]; end: (values: string[]) => void }[] = [];
    const reads = new GatheredReads((keys: readonly string[]) => new Promise<string[]>((end) => begun.push({ keys, end })), 0);
    const first = reads.read('a');
    expect(begun.map(({ keys }) => keys)).toEqual([['a']]);
    const late = ['b', 'c', 'b'].map((key) => reads.read(key));
    begun[0]?.end(['A']);
    expect(await first).toBe('A');
    while (begun.length < 2) await turn();
    expect(begun[1]?.keys).toEqual(['b', 'c', 'b']);
    begun[1]?.end(['B', 'C', 'B']);
    expect(await Promise.all(late)).toEqual(['B', 'C', 'B']);
  });

  it('that fail fail those who shared them, and the next begins', async () => {
    let away = true;
    const reads = new GatheredReads((keys: readonly string[]) => (away ? Promise.reject(new Error('away')) : Promise.resolve(keys)), 0);
    await expect(Promise.all([reads.read('a'), reads.read('b')])).rejects.toThrow('away');
    away = false;
    expect(await reads.read('c')).toBe('c');
  });
});
