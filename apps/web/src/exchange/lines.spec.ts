import type { ExchangeLine } from '@siccam/contract';
import { placeIn, sorted } from './lines';

const line = (given: Partial<ExchangeLine>): ExchangeLine => ({ kind: 'session', place: '', name: {}, does: 'create', why: null, field: null, changes: [], notes: [], ...given });

test('lines are told by what happens to their session, what comes along apart, notes by how many they are', () => {
  const lines = [line({ place: '1', notes: ['noPeople'] }), line({ place: '2', does: 'refuse', why: 'durationWrong' }), line({ kind: 'stage' }), line({ place: '3', does: 'leave', notes: ['cut', 'noPeople'] }), line({ place: '4', does: 'change' })];
  const { create, change, leave, refuse, others, notes, nothing } = sorted(lines);
  expect([create, change, leave, refuse].map((group) => group.map(({ place }) => place))).toEqual([['1'], ['4'], ['3'], ['2']]);
  expect([others.length, notes, nothing]).toEqual([1, [['noPeople', 2], ['cut', 1]], false]);
});

test('nothing is to be done where everything is there or refused; a stage alone is something', () => {
  expect([sorted([]).nothing, sorted([line({ does: 'leave' }), line({ does: 'refuse' })]).nothing, sorted([line({ does: 'leave' }), line({ kind: 'stage' })]).nothing]).toEqual([true, true, false]);
});

test('a place is told as people count, whatever a room is called', () => {
  expect(placeIn('days[0].Amphi [2].B[3]')).toEqual({ is: 'day', day: 1, room: 'Amphi [2].B', number: 4 });
  expect([placeIn('days[1].[0]'), placeIn('waiting[0]'), placeIn('12'), placeIn('elsewhere')]).toEqual([{ is: 'day', day: 2, room: '', number: 1 }, { is: 'waiting', number: 1 }, { is: 'line', line: 12 }, null]);
});
