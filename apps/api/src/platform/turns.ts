// So long at a time nobody else is answered. Milliseconds.
const atATime = 15;

/** Work that may be laid down after each step, so that others are served in between. */
export type Steps<T> = Generator<undefined, T, undefined>;

/** Does all of it without a pause. */
export function atOnce<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

let line: Promise<unknown> = Promise.resolve();
/** Whoever waits in this line gets a turn of the loop that no other work in steps has. */
const turn = (): Promise<unknown> => (line = line.then(() => new Promise(setImmediate)));

/** Does a little of it in each turn of the loop: whoever asks anything meanwhile, and every live stage, is served in between. */
export async function inTurns<T>(steps: Steps<T>): Promise<T> {
  for (;;) {
    await turn();
    for (const since = performance.now(); performance.now() - since < atATime; ) {
      const step = steps.next();
      if (step.done) return step.value;
    }
  }
}

/** One thing made of each, one step each. */
export function* each<A, B>(all: Iterable<A>, make: (one: A) => B): Steps<B[]> {
  const made: B[] = [];
  for (const one of all) {
    made.push(make(one));
    yield;
  }
  return made;
}
