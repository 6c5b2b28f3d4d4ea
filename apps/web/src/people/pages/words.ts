import { wordsOfRoom, type KeyOf } from '../../i18n';
import type { PeopleCatalogue } from '../words/fr';

/** A key of these words. */
export type PeopleKey = KeyOf<PeopleCatalogue>;

/** The words of entering and of one's account, in the language of the address; waits for them. */
export const usePeople = wordsOfRoom<PeopleCatalogue>({
  ar: () => import('../words/ar').then(({ ar }) => ar),
  fr: () => import('../words/fr').then(({ fr }) => fr),
  en: () => import('../words/en').then(({ en }) => en),
});
