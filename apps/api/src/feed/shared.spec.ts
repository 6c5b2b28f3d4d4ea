import { SharedReads } from './shared';

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
