import type { SessionPerson } from '@siccam/contract';
import { tilesOf, whoSpeaks } from './whoSpeaks';

const person = (id: string): SessionPerson => ({ id, speaker: null, photo: null, role: 'speaker', shape: 'person', name: {}, title: {}, initials: {}, short: {}, fictional: true, replaces: null });
const people = ['a', 'b', 'c', 'd'].map(person);

test('whoever is heard among those on air stands large, else the last put on air', () => {
  expect(whoSpeaks(['a', 'b'], [])).toBe('b');
  expect(whoSpeaks(['a', 'b'], ['a'])).toBe('a');
  expect(whoSpeaks([], ['a'])).toBeNull();
});

test('someone heard who was not decided to be on air is never shown as speaking', () => {
  expect(whoSpeaks(['b'], ['intruder', 'a'])).toBe('b');
});

test('beside the speaker stand those who are here, on air first, and nobody else', () => {
  const { main, beside } = tilesOf(people, { onAir: ['c', 'b'], present: ['a', 'b', 'c', 'stranger'] }, ['c']);
  expect([main?.id, ...beside.map(({ id }) => id)]).toEqual(['c', 'b', 'a']);
});
