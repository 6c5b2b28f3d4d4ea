import { wordsOfRoom, type KeyOf } from '../i18n';
import type { TimetableCatalogue } from './words/fr';

/** A key of the timetable's words. */
export type TimetableKey = KeyOf<TimetableCatalogue>;

/** The words of the timetable, in the language of the address; waits for them. */
export const useTimetable = wordsOfRoom<TimetableCatalogue>({
  ar: () => import('./words/ar').then(({ ar }) => ar),
  fr: () => import('./words/fr').then(({ fr }) => fr),
  en: () => import('./words/en').then(({ en }) => en),
});
