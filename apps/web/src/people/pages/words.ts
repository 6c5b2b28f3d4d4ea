import { use } from 'react';
import type { Language } from '@siccam/contract';
import { roomWords, useLanguage, type KeyOf, type RoomWords } from '../../i18n';
import type { PeopleCatalogue } from '../words/fr';

/** A key of these words. */
export type PeopleKey = KeyOf<PeopleCatalogue>;

const catalogues: Record<Language, () => Promise<PeopleCatalogue>> = {
  ar: () => import('../words/ar').then(({ ar }) => ar),
  fr: () => import('../words/fr').then(({ fr }) => fr),
  en: () => import('../words/en').then(({ en }) => en),
};
const spoken = new Map<Language, Promise<RoomWords<PeopleCatalogue>>>();

function wordsOf(language: Language): Promise<RoomWords<PeopleCatalogue>> {
  const known = spoken.get(language);
  if (known) return known;
  const coming = catalogues[language]().then((catalogue) => roomWords(language, catalogue));
  coming.catch(() => spoken.delete(language));
  spoken.set(language, coming);
  return coming;
}

/** The words of entering and of one's account, in the language of the address; waits for them. */
export const usePeople = (): RoomWords<PeopleCatalogue> => use(wordsOf(useLanguage()));
