import { wordsOfRoom } from '../i18n';
import type { SearchCatalogue } from './words/fr';

/** The words of searching, in the language of the address; waits for them. */
export const useSearchWords = wordsOfRoom<SearchCatalogue>({
  ar: () => import('./words/ar').then(({ ar }) => ar),
  fr: () => import('./words/fr').then(({ fr }) => fr),
  en: () => import('./words/en').then(({ en }) => en),
});
