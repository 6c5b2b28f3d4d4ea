import { hoursOf, lanes, type Block } from './layout';
import { dice, id } from './made.test-draft';

const placed = (...blocks: [string, number, number][]) => Object.fromEntries([...lanes(blocks.map(([name, from, to]) => ({ id: name, from, to })))].map(([name, { lane, of }]) => [name, `${lane}/${of}`]));

describe('lanes', () => {
  it('stand side by side as long as something overlaps, and fill the column otherwise', () => {
    expect(placed(['a', 0, 60], ['b', 60, 90])).toEqual({ a: '0/1', b: '0/1' });
    expect(placed(['a', 0, 60], ['b', 30, 90], ['c', 60, 100], ['d', 100, 120])).toEqual({ a: '0/2', b: '1/2', c: '0/2', d: '0/1' });
    expect(placed(['a', 0, 60], ['b', 0, 60], ['c', 0, 90])).toEqual({ c: '0/3', a: '1/3', b: '2/3' });
    expect(placed()).toEqual({});
  });

  it('in a thousand days hold no two that overlap, no more of them than overlap at once, and do not depend on an order', () => {
    for (let seed = 1; seed <= 1000; seed++) {
      const { below } = dice(seed);
      const blocks = Array.from({ length: below(12) }, (_, at): Block => {
        const from = below(100);
        return { id: id(at), from, to: from + 1 + below(40) };
      });
      const found = lanes(blocks);
      const lane = (block: Block) => found.get(block.id)?.lane ?? NaN;
      const overlaps = (a: Block, b: Block) => a.from < b.to && b.from < a.to;
      expect(found.size).toBe(blocks.length);
      for (const a of blocks) {
        for (const b of blocks) if (a !== b && overlaps(a, b)) expect([lane(a) === lane(b), found.get(a.id)?.of]).toEqual([false, found.get(b.id)?.of]);
        const widest = Math.max(...blocks.map((one) => blocks.filter(({ from, to }) => from <= one.from && one.from < to).length));
        expect([lane(a) >= 0, lane(a) < (found.get(a.id)?.of ?? 0), (found.get(a.id)?.of ?? 99) <= widest]).toEqual([true, true, true]);
      }
      expect([...lanes(blocks.toReversed())].sort()).toEqual([...found].sort());
    }
  });
});

describe('the hours of a day', () => {
  it('are the usual ones, or whole hours around what is there', () => {
    expect([hoursOf([]), hoursOf([{ from: 600, to: 700 }]), hoursOf([{ from: 415, to: 500 }, { from: 1000, to: 1141 }])]).toEqual([
      { from: 480, to: 1080 },
      { from: 480, to: 1080 },
      { from: 360, to: 1200 },
    ]);
  });
});
