/** @jest-environment jsdom */
import { render, screen } from '@testing-library/react';
import type { Words } from '@siccam/contract';
import { I18n, Said, useDates, useOffset, useWords } from '.';

const shown = (words: Words, language: 'ar' | 'fr' | 'en') => render(<I18n language={language}><p><Said words={words} /></p></I18n>).container.textContent;

test('words stand in the reader’s language without a mark', () => {
  expect(shown({ ar: 'ندوة', fr: 'Panel' }, 'ar')).toBe('ندوة');
});

test('words that exist only in another language say so, with their own direction', () => {
  expect(shown({ fr: 'Panel' }, 'ar')).toBe('Panel بالفرنسية');
  const words = screen.getByText('Panel');
  expect(words.getAttribute('dir')).toBe('ltr');
  expect(words.getAttribute('lang')).toBe('fr-MA');
});

test('words that exist nowhere leave nothing behind', () => {
  expect(shown({}, 'en')).toBe('');
});

function Minutes({ minutes }: { minutes: number }) {
  return <p>{useWords().say('programme.late', { minutes })}</p>;
}

test.each([
  [1, 'تأخير دقيقة واحدة'],
  [2, 'تأخير دقيقتين'],
  [5, 'تأخير 5 دقائق'],
  [20, 'تأخير 20 دقيقة'],
  [100, 'تأخير 100 دقيقة'],
])('%i minutes late in Arabic: %s', (minutes, words) => {
  const { container } = render(<I18n language="ar"><Minutes minutes={minutes} /></I18n>);
  expect(container.textContent?.replaceAll('\u00a0', ' ')).toBe(words);
});

function Written() {
  const { dayMonth, weekdayNumber, whole, number } = useDates();
  const offset = useOffset();
  return <p>{[dayMonth('2026-11-27'), weekdayNumber('2026-11-27'), whole('2026-11-28'), number(1600), number(0.4, 1), offset(60), offset(0), offset(-300)].join(' | ')}</p>;
}

test.each([
  ['ar', 'الجمعة 27 نونبر | الجمعة 27 | السبت 28 نونبر 2026 | 1.600 | 0,4 | غرينتش⁨+1⁩ | غرينتش | غرينتش⁨−5⁩'],
  ['fr', 'Vendredi 27 novembre | Vendredi 27 | samedi 28 novembre 2026 | 1.600 | 0,4 | GMT⁨+1⁩ | GMT | GMT⁨−5⁩'],
  ['en', 'Friday 27 November | Friday 27 | Saturday 28 November 2026 | 1,600 | 0.4 | GMT⁨+1⁩ | GMT | GMT⁨−5⁩'],
] as const)('days and numbers as %s writes them', (language, words) => {
  const { container } = render(<I18n language={language}><Written /></I18n>);
  expect(container.textContent).toBe(words);
});
