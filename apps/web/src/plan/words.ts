import { wordsOfRoom } from '../i18n';
import type { PlanCatalogue } from './words/fr';

/** The words of a plan, in the language of the address; waits for them. */
export const usePlanWords = wordsOfRoom<PlanCatalogue>({
  ar: () => import('./words/ar').then(({ ar }) => ar),
  fr: () => import('./words/fr').then(({ fr }) => fr),
  en: () => import('./words/en').then(({ en }) => en),
});
