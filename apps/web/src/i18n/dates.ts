import { useMemo } from 'react';
import { localeOf, type Language } from '@siccam/contract';
import { useLanguage } from './I18n';

/** A first letter for the start of a line: French and English write days small or large, a line starts large. */
export const capital = (text: string, locale: string): string => text.charAt(0).toLocaleUpperCase(locale) + text.slice(1);

const atNoon = (day: string): number => Date.parse(`${day}T12:00:00Z`);

const make = (language: Language) => {
  const locale = localeOf[language];
  // The day stands before the month in English too.
  const dated = language === 'en' ? 'en-GB' : locale;
  const format = (options: Intl.DateTimeFormatOptions) => {
    const made = new Intl.DateTimeFormat(dated, { timeZone: 'UTC', hourCycle: 'h23', ...options });
    // An office in Morocco writes الجمعة 27 نونبر, without the comma of the tables; so does everyone else here.
    return (day: string) => made.format(atNoon(day)).replace(/[،,]/, '');
  };
  const whole = format({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
  const dayMonth = format({ weekday: 'long', day: 'numeric', month: 'long' });
  const weekday = format({ weekday: 'long' });
  const dayNumber = new Intl.NumberFormat(locale);
  const numbers = new Map<number, Intl.NumberFormat>();
  return {
    /** "Vendredi 27 novembre" */
    dayMonth: (day: string) => capital(dayMonth(day), locale),
    /** The same inside a line: "vendredi 27 novembre" */
    dayInLine: dayMonth,
    /** "samedi 28 novembre 2026" */
    whole,
    /** The weekday with its number, the month left for the next day of the same month: "Vendredi 27". */
    weekdayNumber: (day: string) => capital(`${weekday(day)} ${dayNumber.format(Number(day.slice(8)))}`, locale),
    /** A number with at most so many decimals. */
    number: (value: number, decimals = 0) => {
      let made = numbers.get(decimals);
      if (!made) numbers.set(decimals, (made = new Intl.NumberFormat(locale, { maximumFractionDigits: decimals })));
      return made.format(value);
    },
    /** The languages of a session as one list in words. */
    list: (words: string[]) => new Intl.ListFormat(locale, { type: 'conjunction' }).format(words),
  };
};
const made = new Map<Language, ReturnType<typeof make>>();

/** Days, numbers and lists as the reader's language writes them. */
export function useDates(): ReturnType<typeof make> {
  const language = useLanguage();
  return useMemo(() => {
    let dates = made.get(language);
    if (!dates) made.set(language, (dates = make(language)));
    return dates;
  }, [language]);
}
