import { type Attempt, type History, type Told, isRight, judge } from './checker';

const topic = 'session:a';
const body = (...onAir: string[]) => ({ onAir });
const bodies = [body('ali'), body('ali', 'bea'), body('bea'), body('bea', 'ali'), body('ali'), body()];
const facts: Told[] = bodies.map((one, place) => ({ number: place + 1, name: 'stage.aired', body: one }));
const effects = ['ali on #1', 'bea on #1', 'ali off #2', 'ali on #3', 'bea off #2', 'ali off #4'];
const attempts: Attempt[] = effects.map((effect, place) => ({ writer: effect.slice(0, 3), topic, effect, at: place, outcome: 'ok', fact: bodies[place] }));

type OnAir = { onAir: string[] } | null;
const effectOf = (before: unknown, after: unknown): string | null => {
  const [was, is] = [(before as OnAir)?.onAir ?? [], (after as OnAir)?.onAir ?? []];
  const [come, gone] = [is.filter((one) => !was.includes(one)), was.filter((one) => !is.includes(one))];
  return come[0] ? `${come[0]} on` : gone[0] ? `${gone[0]} off` : null;
};

/** A right run: one client from the beginning, one that came after the second fact. */
function right(): History {
  const heard = (after: number) => [{ kind: 'began' as const, head: after }, ...facts.slice(after).map((fact) => ({ kind: 'fact' as const, ...fact }))];
  return {
    topics: { [topic]: { head: facts.length, facts: [...facts] } },
    clients: [
      { client: 'first', topic, heard: heard(0), screen: [] },
      { client: 'late', topic, heard: heard(2), screen: [] },
    ],
    attempts: [...attempts],
    written: 'stage.aired',
    effectOf,
    screens: { [topic]: [] },
  };
}

/** A right run with something planted. */
function planted(plant: (run: History, heard: History['clients'][number]['heard']) => void) {
  const run = right();
  const late = run.clients[1];
  if (!late) throw new Error('there is a second client');
  plant(run, late.heard);
  return judge(run);
}

test('a right history is accepted', () => {
  expect(judge(right())).toMatchObject({ holes: 0, doubles: 0, inversions: 0, foreign: 0, restarts: 0, screens: 0, rows: 0, ackedLost: 0, unexplained: 0, examples: [] });
  expect(isRight(judge(right()))).toBe(true);
});

describe('what a client applied is rejected for', () => {
  it('a loss in the middle', () => expect(planted((_run, heard) => heard.splice(2, 1))).toMatchObject({ holes: 1, doubles: 0, inversions: 0, foreign: 0 }));
  it('a loss at the end', () => expect(planted((_run, heard) => heard.splice(-1))).toMatchObject({ holes: 1 }));
  it('a double', () => expect(planted((_run, heard) => heard.splice(2, 0, ...heard.slice(1, 2)))).toMatchObject({ holes: 0, doubles: 1, inversions: 0, foreign: 0 }));
  it('a fact that was there when it began', () => expect(planted((_run, heard) => heard.splice(1, 0, { kind: 'fact', ...(facts[1] as Told) }))).toMatchObject({ doubles: 1 }));
  it('an inversion', () => expect(planted((_run, heard) => heard.splice(1, 2, ...heard.slice(1, 3).toReversed()))).toMatchObject({ holes: 0, doubles: 0, inversions: 1, foreign: 0 }));
  it('a loss that is numbered away', () =>
    expect(planted((_run, heard) => heard.splice(1, heard.length, ...facts.slice(3).map((fact, place) => ({ kind: 'fact' as const, ...fact, number: 3 + place }))))).toMatchObject({ holes: 1, foreign: 3 }));
  it('a fact of another life', () => expect(planted((_run, heard) => heard.push({ kind: 'fact', number: 7, name: 'stage.aired', body: body('zoe') }))).toMatchObject({ foreign: 1 }));
  it('beginning anew', () => expect(planted((_run, heard) => heard.splice(2, 0, { kind: 'began', head: 3 }))).toMatchObject({ restarts: 1 }));
  it('never beginning', () => expect(planted((_run, heard) => heard.splice(0))).toMatchObject({ holes: 6 }));
  it('a screen that stayed behind', () => expect(planted((run) => Object.assign(run.clients[0] ?? {}, { screen: ['ali'] }))).toMatchObject({ screens: 1, holes: 0 }));
});

describe('the database is rejected for', () => {
  const of = (run: History) => run.topics[topic] ?? { head: 0, facts: [] };
  it('a number left out', () => expect(planted((run) => (of(run).facts = facts.filter(({ number }) => number !== 3)))).toMatchObject({ rows: expect.any(Number) as number, ackedLost: expect.any(Number) as number }));
  it('a counter ahead of its rows', () => expect(planted((run) => (of(run).head = 7))).toMatchObject({ rows: 1 }));

  it('an acknowledged write that is lost', () => {
    const verdict = planted((run, heard) => {
      run.topics[topic] = { head: 5, facts: facts.slice(0, 5) };
      heard.splice(-1);
      run.clients.splice(0, 1);
      run.screens[topic] = run.clients[0]!.screen = ['ali'];
    });
    expect(verdict).toMatchObject({ holes: 0, screens: 0, ackedLost: 2 });
  });

  it('a refused write that is there', () => {
    expect(planted((run) => (run.attempts[5] = { ...(run.attempts[5] as Attempt), outcome: 'fail' }))).toMatchObject({ unexplained: expect.any(Number) as number, ackedLost: 0 });
    expect(isRight(planted((run) => (run.attempts[5] = { ...(run.attempts[5] as Attempt), outcome: 'fail' })))).toBe(false);
  });

  it('a write that was executed twice', () => {
    const verdict = planted((run, heard) => {
      const again: Told = { number: 7, name: 'stage.aired', body: body() };
      run.topics[topic] = { head: 7, facts: [...facts, again] };
      for (const one of [run.clients[0]!.heard, heard]) one.push({ kind: 'fact', ...again });
    });
    expect(verdict).toMatchObject({ holes: 0, unexplained: 1 });
  });
});

test('a write without an answer may be there or not, and may be tried again', () => {
  const there = planted((run) => (run.attempts[5] = { ...(run.attempts[5] as Attempt), outcome: 'unknown' }));
  expect(there.examples).toEqual([]);
  const notThere = planted((run, heard) => {
    run.attempts[5] = { ...(run.attempts[5] as Attempt), outcome: 'unknown' };
    run.topics[topic] = { head: 5, facts: facts.slice(0, 5) };
    heard.splice(-1);
    run.clients[0]!.heard.splice(-1);
    run.screens[topic] = ['ali'];
    for (const client of run.clients) client.screen = ['ali'];
  });
  expect(notThere.examples).toEqual([]);
  // Tried again: the second attempt changes nothing any more, and leaves a fact of its own.
  const twice = planted((run, heard) => {
    const again: Told = { number: 7, name: 'stage.aired', body: body() };
    run.attempts.push({ ...(run.attempts[5] as Attempt), at: 6 });
    run.attempts[5] = { ...(run.attempts[5] as Attempt), outcome: 'unknown' };
    run.topics[topic] = { head: 7, facts: [...facts, again] };
    for (const one of [run.clients[0]!.heard, heard]) one.push({ kind: 'fact', ...again });
  });
  expect(twice.examples).toEqual([]);
});
