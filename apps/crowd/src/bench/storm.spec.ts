import { foundBy, missed } from '../testing';

/** The short form of `npm run bench -- storm`. */
test('five hundred who lose the server at once are all back within thirty seconds, and none is met by a fault', async () => {
  const found = await foundBy('apps/crowd/src/bench/storm.ts');
  expect(missed(found)).toEqual([]);
  expect(found.find(({ target }) => target === '<= 30000')?.ours).toBeLessThanOrEqual(30_000);
}, 120_000);
