import type { Fact, Frame } from '@siccam/contract';
import { follow, nowhere, type Heard, type Place } from './topic';

const fact = (version: number): Fact => ({ name: 'programme.changed', body: { version } });
const frame = (from: number, count = 1): Frame => ({ topic: 'fair:x', from, facts: Array.from({ length: count }, (_, at) => fact(from + at)) });
const entered = (head: number, asked: number | null = null): Heard => ({ kind: 'entered', head, asked });
const synced = (from: number, facts: Fact[], head: number): Heard => ({ kind: 'synced', from, facts, head, asked: from - 1 });
const numbers = (facts: Fact[]) => facts.map((one) => (one.body as { version: number }).version);

function run(heard: Heard[], place: Place = nowhere) {
  const applied: number[] = [];
  let last = { sync: false, restart: false };
  for (const one of heard) {
    const step = follow(place, one);
    place = step.place;
    applied.push(...numbers(step.apply));
    last = step;
  }
  return { at: place.at, applied, sync: last.sync, restart: last.restart };
}

describe('following a topic', () => {
  it('begins at the head and applies what comes after it in order', () => {
    expect(run([entered(4), { kind: 'frame', frame: frame(5, 2) }, { kind: 'frame', frame: frame(7) }])).toMatchObject({ at: 7, applied: [5, 6, 7], sync: false });
  });

  it('keeps a frame that overtakes the answer to "enter"', () => {
    expect(run([{ kind: 'frame', frame: frame(5) }, entered(4)])).toMatchObject({ at: 5, applied: [5] });
    expect(run([{ kind: 'frame', frame: frame(4) }, entered(4)])).toMatchObject({ at: 4, applied: [] });
  });

  it('applies each fact once, whatever is told twice or overlaps', () => {
    expect(run([entered(0), { kind: 'frame', frame: frame(1, 3) }, { kind: 'frame', frame: frame(2, 3) }, { kind: 'frame', frame: frame(1, 3) }])).toMatchObject({ at: 4, applied: [1, 2, 3, 4] });
  });

  it('asks on a hole, and fills it before what came early', () => {
    const holed = run([entered(2), { kind: 'frame', frame: frame(5, 2) }]);
    expect(holed).toMatchObject({ at: 2, applied: [], sync: true });
    expect(run([entered(2), { kind: 'frame', frame: frame(5, 2) }, synced(3, [fact(3), fact(4)], 6)])).toMatchObject({ at: 6, applied: [3, 4, 5, 6], sync: false });
  });

  it('learns of a lost last fact from the head', () => {
    expect(run([entered(2), { kind: 'head', head: 3 }])).toMatchObject({ at: 2, sync: true });
    expect(run([entered(2), { kind: 'head', head: 2 }])).toMatchObject({ sync: false });
  });

  it('catches up after a reconnect by the same path, page after page', () => {
    expect(run([entered(2), entered(5)])).toMatchObject({ at: 2, applied: [], sync: true });
    expect(run([entered(2), entered(5), synced(3, [fact(3)], 5)])).toMatchObject({ at: 3, applied: [3], sync: true });
  });

  it('begins anew when the server knows less than we do', () => {
    expect(run([entered(9), entered(3, 9)])).toMatchObject({ at: 3, applied: [], restart: true });
  });

  it('does not begin anew because a frame overtook an answer, or because what was told lags behind what was read', () => {
    expect(run([entered(5), { kind: 'frame', frame: frame(6) }, entered(5, 5)])).toMatchObject({ at: 6, applied: [6], restart: false, sync: false });
    expect(run([entered(5), { kind: 'frame', frame: frame(6) }, synced(6, [], 5)])).toMatchObject({ at: 6, applied: [6], restart: false });
    expect(run([entered(5), synced(6, [fact(6), fact(7)], 7), { kind: 'head', head: 6 }])).toMatchObject({ at: 7, applied: [6, 7], restart: false, sync: false });
  });

  it('ignores an answer that leaves a hole, and never applies what it already has', () => {
    expect(run([entered(2), synced(5, [fact(5)], 5)])).toMatchObject({ at: 2, applied: [], sync: true });
    expect(run([entered(4), synced(3, [fact(3), fact(4), fact(5)], 5)])).toMatchObject({ at: 5, applied: [5] });
  });

  it('ends equal to the topic under any mixture of loss, doubling and disorder', () => {
    let seed = 7;
    const random = () => (seed = (seed * 48271) % 2147483647) / 2147483647;
    for (let round = 0; round < 200; round++) {
      const applied: number[] = [];
      let place: Place = nowhere;
      const hear = (heard: Heard) => {
        const step = follow(place, heard);
        place = step.place;
        applied.push(...numbers(step.apply));
      };
      hear(entered(0));
      for (let n = 1; n <= 30; n++) {
        if (random() < 0.3) continue;
        hear({ kind: 'frame', frame: frame(Math.max(1, n - Math.floor(random() * 3)), 1 + Math.floor(random() * 2)) });
      }
      const at = place.at ?? 0;
      hear(synced(at + 1, Array.from({ length: 40 - at }, (_, k) => fact(at + 1 + k)), 40));
      expect(applied).toEqual(Array.from({ length: 40 }, (_, k) => k + 1));
    }
  });
});
