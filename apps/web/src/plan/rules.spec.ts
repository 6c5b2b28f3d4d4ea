import type { Session } from '@siccam/contract';
import { clashesOf } from './rules';

const session = (id: string, from: string, to: string, over: Partial<Session> = {}) => ({ id, starts: `2026-11-27T${from}`, ends: `2026-11-27T${to}`, delay: 0, state: 'released', ...over }) as Session;
const clashes = (one: Session, ...others: Session[]) => clashesOf(one, [one, ...others]).map(({ id }) => id);

test('two at the same time clash; one that follows the other does not', () => {
  expect(clashes(session('a', '10:00', '11:00'), session('b', '10:30', '11:30'), session('c', '11:00', '12:00'))).toEqual(['b']);
});

test('the hours are those that they really have', () => {
  expect(clashes(session('a', '10:00', '11:00', { delay: 20 }), session('c', '11:00', '12:00'))).toEqual(['c']);
  expect(clashes(session('a', '10:00', '11:00'), session('b', '10:30', '11:30', { delay: 30 }))).toEqual([]);
});

test('what is cancelled or over is in nobody’s way', () => {
  expect(clashes(session('a', '10:00', '11:00'), session('b', '10:30', '11:30', { state: 'cancelled' }), session('c', '10:30', '11:30', { state: 'ended' }))).toEqual([]);
  expect(clashes(session('a', '10:00', '11:00', { state: 'cancelled' }), session('b', '10:30', '11:30'))).toEqual([]);
});
