import type { DraftContent, DraftSession } from '@siccam/contract';
import { casablanca, dice, draft, entry, fair, id, session, speaker, stage } from './made.test-draft';
import { pushed } from './pushed';

const friday = (...list: Partial<DraftSession>[]) => draft({ [id(9)]: fair('2026-11-27', '2026-11-28'), [id(1)]: stage(), ...Object.fromEntries(list.map((over, at) => [id(20 + at), session({ minutes: 30, ...over, starts: `2026-11-27T${over.starts ?? '09:00'}` })])) });
const told = (...args: Parameters<typeof pushed>) => pushed(...args).map(({ session: of, before, delay, prayer, conflicts }) => [Number(of.slice(-2)) - 20, before, delay, prayer, conflicts.map(({ kind }) => kind).join()]);

describe('what a delay pushes', () => {
  it('is what comes after, as far as the pauses do not take it up', () => {
    const made = friday({ starts: '09:00' }, { starts: '09:30' }, { starts: '10:10' }, { starts: '10:45' });
    expect(told(made, id(20), 20)).toEqual([[0, 0, 20, false, ''], [1, 0, 20, false, ''], [2, 0, 10, false, ''], [3, 0, 5, false, '']]);
    expect(told(made, id(20), 0)).toEqual([[0, 0, 0, false, '']]);
    expect(told(made, id(23), 40)).toEqual([[3, 0, 40, false, '']]);
  });

  it('adds to a delay that stands, and takes none back', () => {
    const made = friday({ starts: '09:00', delay: 10 }, { starts: '09:30', delay: 10 }, { starts: '10:30', delay: 5 });
    expect(told(made, id(20), 30)).toEqual([[0, 10, 30, false, ''], [1, 10, 30, false, '']]);
    expect(told(made, id(20), 0)).toEqual([[0, 10, 0, false, '']]);
  });

  it('leaves other stages, what is cancelled, what is not placed and what overlapped before', () => {
    const made = friday({ starts: '09:00' }, { starts: '09:30', stage: id(2) }, { starts: '09:30', cancelled: true }, { starts: '09:15' }, { starts: '09:40' });
    expect(told(made, id(20), 20)).toEqual([[0, 0, 20, false, ''], [4, 0, 10, false, '']]);
    expect([pushed(made, id(22), 20), pushed(made, id(99), 20), pushed(made, id(1), 20)]).toEqual([[], [], []]);
    const unplaced = draft({ [id(20)]: session({ starts: null }) });
    expect(pushed(unplaced, id(20), 20)).toEqual([]);
  });

  it('says what it takes into Friday prayer, further into it, or past it', () => {
    const made = friday({ starts: '11:30' }, { starts: '12:00' }, { starts: '14:30' });
    expect(told(made, id(20), 20)).toEqual([[0, 0, 20, false, ''], [1, 0, 20, true, 'prayer']]);
    expect(told(friday({ starts: '11:30' }, { starts: '12:15', minutes: 10 }), id(20), 180)).toEqual([[0, 0, 180, true, ''], [1, 0, 165, true, '']]);
    expect(told(friday({ starts: '12:15' }), id(20), 5)).toEqual([[0, 0, 5, true, '']]);
    expect(told(friday({ starts: '13:00' }), id(20), 20)).toEqual([[0, 0, 20, false, '']]);
    expect(told(friday({ starts: '12:00', is: 'hiring' }), id(20), 20)).toEqual([[0, 0, 20, false, '']]);
    expect(told(friday({ starts: '09:00', minutes: 180 }, { starts: '14:30' }), id(20), 60)).toEqual([[0, 0, 60, true, 'prayer']]);
  });

  it('says who would be in two places, and what leaves the fair’s days', () => {
    const made = draft({
      [id(9)]: fair('2026-11-28'),
      [id(11)]: speaker(),
      [id(20)]: session({ starts: '2026-11-28T22:00' }),
      [id(21)]: session({ starts: '2026-11-28T23:00', people: [entry(1, 11)] }),
      [id(22)]: session({ starts: '2026-11-29T00:00', stage: id(2), people: [entry(2, 11)], minutes: 30 }),
    });
    expect(told(made, id(20), 20)).toEqual([[0, 0, 20, false, ''], [1, 0, 20, false, 'person,day']]);
  });

  it('is never more than a delay can be, and says that it still collides', () => {
    const made = friday({ starts: '09:00' }, { starts: '09:10', delay: 590 });
    expect(told(made, id(20), 600)).toEqual([[0, 0, 600, true, 'stage'], [1, 590, 600, false, 'stage']]);
  });

  it('alone, says what it collides with and moves nothing else', () => {
    const made = friday({ starts: '09:00' }, { starts: '09:30' });
    expect(told(made, id(20), 10)).toEqual([[0, 0, 10, false, ''], [1, 0, 10, false, '']]);
    expect(pushed(made, id(20), 10, false)).toMatchObject([{ session: id(20), delay: 10, conflicts: [{ kind: 'stage', sessions: [id(20), id(21)] }] }]);
    expect(pushed(made, id(20), 10, false)).toHaveLength(1);
  });

  it('in two thousand days moves nothing forward, nothing further than needed, and makes no two collide that did not', () => {
    let moves = 0;
    for (let seed = 1; seed <= 2000; seed++) {
      const { below, chance } = dice(seed);
      const sessions = Array.from({ length: 8 }, (_, at) => [id(20 + at), session({ stage: id(1 + below(2)), starts: `2026-11-28T${String(8 + below(9)).padStart(2, '0')}:${String(below(12) * 5).padStart(2, '0')}`, minutes: 5 + below(12) * 5, delay: chance(0.8) ? 0 : below(4) * 5, cancelled: chance(0.1) })] as const);
      const items = new Map<string, DraftContent>(sessions);
      const of = id(20 + below(8));
      const minutes = below(90);
      const list = pushed({ zone: casablanca, items }, of, minutes);
      const own = items.get(of);
      if (own?.kind !== 'session' || own.cancelled) {
        expect(list).toEqual([]);
        continue;
      }
      expect(list[0]).toMatchObject({ session: of, delay: minutes });
      const delays = new Map(list.map((one) => [one.session, one.delay]));
      const on = sessions.flatMap(([one, content]) => {
        const planned = Date.parse(`${content.starts}Z`) / 60_000;
        const now = planned + (delays.get(one) ?? content.delay);
        return content.cancelled || content.stage !== own.stage ? [] : [{ one, was: planned + content.delay, wasTo: planned + content.delay + content.minutes, is: now, isTo: now + content.minutes }];
      });
      expect([...delays.keys()].every((one) => on.some((other) => other.one === one))).toBe(true);
      for (const a of on) {
        if (a.one !== of) expect(a.is).toBeGreaterThanOrEqual(a.was);
        for (const b of on) if (a.wasTo <= b.was && minutes >= own.delay) expect(a.isTo).toBeLessThanOrEqual(b.is);
        // Whoever was moved begins just when somebody moved before it ends.
        if (a.one !== of && a.is > a.was) {
          moves++;
          expect(on.some((b) => delays.has(b.one) && b.isTo === a.is)).toBe(true);
        }
      }
    }
    expect(moves).toBeGreaterThan(400);
  });
});
