import type { Programme, Session } from '@siccam/contract';
import { comingUp, dayOf, endOf, hoursOf, isOver, onNow, scaleOf, startOf } from './plan';
import { heard } from './useProgramme';

const session = (slug: string, starts: string, ends: string, more: Partial<Session> = {}): Session => ({
  id: slug, slug, kind: 'panel', stageId: 's1', title: {}, summary: {}, starts: `2026-11-27T${starts}`, ends: `2026-11-27T${ends}`,
  delay: 0, spoken: ['ar'], interpreted: [], state: 'released', since: '2026-11-24T10:00:00.000Z', seats: null, people: [], audience: [], attachments: [], recorded: false, sequence: 0, ...more,
});
const programme = (sessions: Session[]): Programme => ({
  version: 1, head: 0, release: 0, announcements: [], stages: [], sessions,
  fair: { id: 'f', name: {}, edition: {}, theme: {}, host: {}, days: ['2026-11-27', '2026-11-28'], zone: 'Africa/Casablanca', offset: 60, demo: true, contact: null, clock: { fairAt: '', machineAt: '' } },
});
const at = (wall: string) => Date.parse(`2026-11-27T${wall}:00Z`) - 3_600_000;

const friday = [
  session('opening', '09:30', '10:30', { state: 'ended' }),
  session('panel-1', '10:45', '11:40', { state: 'live' }),
  session('briefing', '11:45', '12:10', { delay: 20 }),
  session('break', '12:30', '14:30', { kind: 'break', stageId: null }),
  session('panel-2', '14:30', '15:20'),
  session('gone', '15:00', '15:30', { state: 'cancelled' }),
];

test('a late session starts later and ends as much later', () => {
  const late = session('late', '11:45', '12:30', { delay: 20 });
  expect([startOf(late), endOf(late)]).toEqual(['2026-11-27T12:05', '2026-11-27T12:50']);
  expect(endOf(session('later', '11:45', '12:00', { delay: 20 }))).toBe('2026-11-27T12:20');
});

test('on now and next follow decisions, not the clock', () => {
  expect(onNow(programme(friday)).map(({ slug }) => slug)).toEqual(['panel-1']);
  expect(comingUp(programme(friday), at('11:05')).map(({ slug }) => slug)).toEqual(['briefing', 'break', 'panel-2']);
  expect(comingUp(programme(friday), at('13:00')).map(({ slug }) => slug)).toEqual(['panel-2']);
});

test('a session is over when that was decided; a pause passes by itself', () => {
  expect(isOver(session('x', '09:00', '10:00'), at('23:00'), 60)).toBe(false);
  expect(isOver(session('x', '09:00', '10:00', { kind: 'break' }), at('10:00'), 60)).toBe(true);
});

test('a programme opens on today, else the next day, else the last', () => {
  const { fair } = programme([]);
  expect([dayOf(fair, '2026-11-24'), dayOf(fair, '2026-11-28'), dayOf(fair, '2026-12-01')]).toEqual(['2026-11-27', '2026-11-28', '2026-11-28']);
});

test('the grid keeps time in order, draws the pause short, and writes hours outside it', () => {
  const scale = scaleOf(friday);
  const walls = ['09:30', '10:45', '11:40', '12:30', '13:30', '14:30', '15:20'].map((wall) => scale.at(`2026-11-27T${wall}`));
  expect([...walls].sort((a, b) => a - b)).toEqual(walls);
  expect(scale.at('2026-11-27T14:30') - scale.at('2026-11-27T12:30')).toBeLessThan(scale.at('2026-11-27T10:30') - scale.at('2026-11-27T09:30'));
  expect(hoursOf(scale).map((hour) => hour.slice(11))).toEqual(['09:30', '10:30', '11:30', '12:30', '14:30', '15:30']);
});

test('a decided state is written into the programme on screen', () => {
  const next = heard(programme(friday), { name: 'session.moved', body: { session: 'panel-1', state: 'ended', since: '2026-11-24T11:00:00.000Z' } });
  expect(next?.sessions.find(({ id }) => id === 'panel-1')).toMatchObject({ state: 'ended', since: '2026-11-24T11:00:00.000Z' });
  expect(next?.sessions.find(({ id }) => id === 'panel-2')?.state).toBe('released');
});
