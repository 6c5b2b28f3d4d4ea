import { SessionState } from '@siccam/contract';
import { draft, fair, id, session, speaker, stage } from './made.test-draft';
import { movable } from './movable';
import { pushed } from './pushed';

const at = (starts: string, over = {}) => session({ minutes: 30, starts: `2026-11-28T${starts}`, ...over });

describe('what can be pushed on the day', () => {
  it('is what is to come, and the one that pushes whatever it does; stages, people and days stay', () => {
    const { items } = draft({ [id(9)]: fair('2026-11-28'), [id(1)]: stage(), [id(11)]: speaker(), ...Object.fromEntries(SessionState.options.map((_, of) => [id(20 + of), session()])) });
    const states = new Map(SessionState.options.map((state, of) => [id(20 + of), state]));
    const left = (own: string) => [...movable(items, (one) => states.get(one) ?? 'draft', own).keys()].map((one) => states.get(one) ?? 'other');
    expect(left(id(99))).toEqual(['other', 'other', 'other', 'released', 'doors', 'cancelled']);
    expect(left(id(23))).toEqual(['other', 'other', 'other', 'released', 'doors', 'live', 'cancelled']);
  });

  it('leaves out what is on, is over, or no visitor knows, so that a delay goes past it', () => {
    const { zone, items } = draft({ [id(1)]: stage(), [id(20)]: at('09:00'), [id(21)]: at('09:30'), [id(22)]: at('09:30'), [id(23)]: at('09:35'), [id(24)]: at('09:40'), [id(25)]: at('10:10') });
    const stands: Record<string, SessionState> = { [id(20)]: 'doors', [id(21)]: 'live', [id(22)]: 'ended', [id(24)]: 'released', [id(25)]: 'doors' };
    const moves = (own: string) => pushed({ zone, items: movable(items, (one) => stands[one] ?? 'draft', own) }, own, 20).map(({ session: of, delay }) => [of, delay]);
    expect(moves(id(20))).toEqual([[id(20), 20], [id(24), 10], [id(25), 10]]);
    // What is on runs over into what is to come.
    expect(moves(id(21))).toEqual([[id(21), 20], [id(25), 10]]);
  });
});
