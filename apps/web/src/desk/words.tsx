import { createContext, use, type ReactNode } from 'react';
import type { Language } from '@siccam/contract';
import { roomWords, useLanguage, type KeyOf, type RoomWords } from '../i18n';
import type { DeskCatalogue } from './words/fr';

/** A key of the desks' words. */
export type DeskKey = KeyOf<DeskCatalogue>;

const catalogues: Record<Language, () => Promise<DeskCatalogue>> = {
  ar: () => import('./words/ar').then(({ ar }) => ar),
  fr: () => import('./words/fr').then(({ fr }) => fr),
  en: () => import('./words/en').then(({ en }) => en),
};
const spoken = new Map<Language, Promise<RoomWords<DeskCatalogue>>>();

/** The words of one language, fetched once. */
function wordsOf(language: Language): Promise<RoomWords<DeskCatalogue>> {
  const known = spoken.get(language);
  if (known) return known;
  const coming = catalogues[language]().then((catalogue) => roomWords(language, catalogue));
  coming.catch(() => spoken.delete(language));
  spoken.set(language, coming);
  return coming;
}

const Spoken = createContext<RoomWords<DeskCatalogue> | null>(null);

/** Gives the desks their words in the language of the address; waits for them. */
export function DeskWords({ children }: { children: ReactNode }) {
  return <Spoken value={use(wordsOf(useLanguage()))}>{children}</Spoken>;
}

/** The words of the desks. */
export function useDesk(): RoomWords<DeskCatalogue> {
  const words = use(Spoken);
  if (!words) throw new Error('the desks have no words here');
  return words;
}
