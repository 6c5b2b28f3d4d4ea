import { each, inTurns, type Steps } from './turns';

/** Counts the turns of the loop from now on. */
function countedTurns() {
  let turns = 0;
  let next = setImmediate(function turn() {
    turns++;
    next = setImmediate(turn);
  });
  return { now: () => turns, end: () => clearImmediate(next) };
}

/** Longer than anybody should wait. */
const long = () => {
  for (const since = performance.now(); performance.now() - since < 20; );
};

it('work in steps, however many do some at once, never does two long ones in one turn of the loop', async () => {
  const turns = countedTurns();
  const work = (): Steps<number[]> => each([1, 2, 3], () => (long(), turns.now()));
  const seen = await Promise.all([inTurns(work()), inTurns(work()), inTurns(work())]);
  turns.end();
  expect(new Set(seen.flat()).size).toBe(9);
});

it('work that fails is told to whoever waits for it, and to nobody else', async () => {
  const work = (fails: boolean): Steps<string[]> =>
    each(['a', 'b'], (one) => {
      if (fails) throw new Error('spoilt');
      return one;
    });
  const said = await Promise.allSettled([inTurns(work(true)), inTurns(work(false))]);
  expect(said).toEqual([{ status: 'rejected', reason: new Error('spoilt') }, { status: 'fulfilled', value: ['a', 'b'] }]);
});
