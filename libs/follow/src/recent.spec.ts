import type { Fact } from '@siccam/contract';
import { Overtaken, recentFacts } from './recent';

const fact = (version: number): Fact => ({ name: 'programme.changed', body: { version } });
const versions = (list: number[], { body }: Fact) => [...list, (body as { version: number }).version];

test('an answer that facts have overtaken is brought up to them, each once', () => {
  const recent = recentFacts();
  for (const number of [4, 5, 6]) recent.keep(fact(number * 10), number);
  expect(recent.bringUp<number[]>([], 4, versions)).toEqual([50, 60]);
  expect(recent.bringUp<number[]>([], 6, versions)).toEqual([]);
});

test('facts of a former life of the topic are not applied', () => {
  const recent = recentFacts();
  recent.keep(fact(90), 9);
  recent.begin();
  recent.keep(fact(40), 4);
  expect(recent.bringUp<number[]>([], 3, versions)).toEqual([40]);
});

test('a long day does not fill the memory, and the latest facts stay', () => {
  const recent = recentFacts();
  for (let number = 1; number <= 10_000; number++) recent.keep(fact(number), number);
  expect(recent.bringUp<number[]>([], 9_000, versions)).toEqual(Array.from({ length: 1000 }, (_unused, place) => 9001 + place));
});

test('an answer older than what is kept is refused, not shown with a gap', () => {
  const recent = recentFacts();
  for (let number = 1; number <= 10_000; number++) recent.keep(fact(number), number);
  expect(() => recent.bringUp<number[]>([], 8_999, versions)).toThrow(Overtaken);
  recent.begin();
  recent.keep(fact(12), 12);
  expect(recent.bringUp<number[]>([], 11, versions)).toEqual([12]);
});
