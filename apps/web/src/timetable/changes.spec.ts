import type { Change } from '@siccam/contract';
import { sidesOf } from './changes';
import { shortened } from './sentences';

const told = (change: Partial<Change>) => {
  const { was, is, note } = sidesOf({ session: '', title: {}, kind: 'people', before: null, after: null, ...change }, { label: (key, values) => [key, ...Object.values(values ?? {})].join(' '), list: (parts) => parts.join(', '), text: (words) => words.fr ?? words.ar ?? '' });
  return [note, was, is].join(' | ');
};

test('a change never shows the same on both sides: of someone who stays it says what changed, of a text in which language', () => {
  const karima = { ar: 'كريمة', fr: 'Karima B.' };
  expect(told({ before: karima, after: { fr: 'Karima B.', ar: 'كريمة' } })).toBe('change.card |  | Karima B.');
  expect(told({ before: karima, after: { ...karima, en: 'Karima B.' } })).toBe('language.en |  | Karima B.');
  expect(told({ kind: 'title', before: { fr: 'Visite', en: 'Visit' }, after: { fr: 'Visite' } })).toBe('language.en | Visit | change.gone');
  expect(told({ kind: 'title', before: { fr: 'Visite' }, after: { fr: 'Tour' } })).toBe(' | Visite | Tour');
  expect(told({ before: karima })).toBe(' | Karima B. | ');
  expect(told({})).toBe('change.order |  | ');
  expect([told({ kind: 'delayed', before: 0, after: 20 }), told({ kind: 'delayed', before: 20, after: 0 })]).toEqual([' |  | minutes 20', ' | minutes 20 | change.onTime']);
  expect(told({ kind: 'languages', before: 'ar', after: 'ar fr > en' })).toBe(' | language.ar | language.ar, language.fr, change.into language.en');
});

test('a button calls a session as people do', () => {
  expect([shortened('Panel 2 : compétences, formation, langues'), shortened('Visite filmée d’Oujda Shore'), shortened('Atelier décrocher, écouter, reformuler'), shortened('ندوة 2: الكفاءات والتكوين واللغات بجهة الشرق')]).toEqual(['Panel 2', 'Visite filmée d’Oujda Shore', 'Atelier décrocher, écouter…', 'ندوة 2']);
});
