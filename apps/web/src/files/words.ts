import { wordsOfRoom } from '../i18n';
import type { FilesCatalogue } from './words/fr';

/** The words of bringing a file, in the language of the address; waits for them. */
export const useFiles = wordsOfRoom<FilesCatalogue>({
  ar: () => import('./words/ar').then(({ ar }) => ar),
  fr: () => import('./words/fr').then(({ fr }) => fr),
  en: () => import('./words/en').then(({ en }) => en),
});
