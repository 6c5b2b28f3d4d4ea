import type { Session } from '@siccam/contract';
import { passes, programmeSearch } from './filters';

const session = (over: Partial<Session>) => ({ kind: 'panel', spoken: ['ar'], interpreted: ['fr'], audience: [], ...over }) as Session;

test('an address that anyone may have written says only what is known', () => {
  expect(programmeSearch({ day: '2026-11-27', lang: 'fr', for: 'candidates', kind: 'ceremony', mine: true, q: 7 })).toEqual({ day: '2026-11-27', lang: 'fr', for: 'candidates', kind: 'ceremony', mine: true, q: '7' });
  expect(programmeSearch({ day: '../..', lang: 'de', for: {}, kind: ['x'], mine: 'yes', q: {}, more: 1 })).toEqual({});
  expect(programmeSearch({ q: 'x'.repeat(10_000) }).q).toHaveLength(200);
});

test('an interpreted language counts, what is for everyone is for each, a pause always stays', () => {
  expect([passes(session({}), { lang: 'fr' }), passes(session({}), { lang: 'en' })]).toEqual([true, false]);
  expect([passes(session({}), { for: 'candidates' }), passes(session({ audience: ['investors'] }), { for: 'candidates' })]).toEqual([true, false]);
  expect([passes(session({ kind: 'ceremony' }), { kind: 'ceremony' }), passes(session({}), { kind: 'ceremony' })]).toEqual([true, false]);
  expect(passes(session({ kind: 'break', spoken: [], interpreted: [], audience: ['investors'] }), { lang: 'en', for: 'candidates', kind: 'ceremony' })).toBe(true);
});
