import { wordsOfRoom, type KeyOf } from '../i18n';
import type { DeskCatalogue } from './words/fr';

/** A key of the desks' words. */
export type DeskKey = KeyOf<DeskCatalogue>;

/** The words of the desks, in the language of the address; waits for them. */
export const useDesk = wordsOfRoom<DeskCatalogue>({
  ar: () => import('./words/ar').then(({ ar }) => ar),
  fr: () => import('./words/fr').then(({ fr }) => fr),
  en: () => import('./words/en').then(({ en }) => en),
});
