import { type Session, momentOf } from '@siccam/contract';
import { movesDue } from './director';

const zone = 'Africa/Casablanca';
const at = (time: string) => momentOf(`2026-11-27T${time}`, zone);

function session(fields: Partial<Session> = {}): Session {
  return {
    id: '5f0c2f4e-8d3a-4b1c-9e57-0d2f6a1b3c4d',
    slug: 'panel-1',
    kind: 'panel',
    stageId: null,
    title: { ar: 'ندوة' },
    summary: {},
    starts: '2026-11-27T10:45',
    ends: '2026-11-27T11:40',
    delay: 0,
    spoken: ['ar'],
    interpreted: [],
    state: 'released',
    since: '2026-11-27T08:00:00.000Z',
    seats: null,
    audience: [],
    attachments: [],
    recorded: false,
    sequence: 0,
    people: [],
    ...fields,
  };
}

const due = (fields: Partial<Session>, time: string) => movesDue({ fair: { zone }, sessions: [session(fields)] }, at(time)).map(({ to }) => to);

test('the doors open five minutes before the start', () => {
  expect(due({}, '10:39')).toEqual([]);
  expect(due({}, '10:40')).toEqual(['doors']);
});

test('a session goes live at its start and ends at its end', () => {
  expect(due({ state: 'doors' }, '10:44')).toEqual([]);
  expect(due({ state: 'doors' }, '10:45')).toEqual(['live']);
  expect(due({ state: 'live' }, '11:39')).toEqual([]);
  expect(due({ state: 'live' }, '11:40')).toEqual(['ended']);
});

test('a late session opens, starts and ends later', () => {
  expect(due({ delay: 20 }, '10:45')).toEqual([]);
  expect(due({ delay: 20 }, '11:00')).toEqual(['doors']);
  expect(due({ delay: 20, state: 'doors' }, '11:00')).toEqual([]);
  expect(due({ delay: 20, state: 'live' }, '11:45')).toEqual([]);
  expect(due({ delay: 20, state: 'live' }, '12:00')).toEqual(['ended']);
});

test('a session found far behind the programme is brought on one step at a time', () => {
  expect(due({}, '11:05')).toEqual(['doors']);
  expect(due({ state: 'doors' }, '11:05')).toEqual(['live']);
  expect(due({ state: 'doors' }, '12:00')).toEqual(['ended']);
});

test('a paused session is left to whoever paused it until its time is over', () => {
  expect(due({ state: 'paused' }, '11:05')).toEqual([]);
  expect(due({ state: 'paused' }, '11:40')).toEqual(['ended']);
});

test('what is over, cancelled or not on a stage is left alone', () => {
  expect(due({ state: 'ended' }, '11:05')).toEqual([]);
  expect(due({ state: 'cancelled' }, '11:05')).toEqual([]);
  for (const kind of ['break', 'meetings', 'hiring'] as const) expect(due({ kind }, '11:05')).toEqual([]);
});
