import { wordsOfRoom, type KeyOf } from '../i18n';
import type { ExchangeCatalogue } from './words/fr';

/** A key of the words of import and export. */
export type ExchangeKey = KeyOf<ExchangeCatalogue>;

/** The words of import and export, in the language of the address; waits for them. */
export const useExchange = wordsOfRoom<ExchangeCatalogue>({
  ar: () => import('./words/ar').then(({ ar }) => ar),
  fr: () => import('./words/fr').then(({ fr }) => fr),
  en: () => import('./words/en').then(({ en }) => en),
});
