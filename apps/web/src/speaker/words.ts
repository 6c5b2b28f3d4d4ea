import { wordsOfRoom, type KeyOf } from '../i18n';
import type { SpeakerCatalogue } from './words/fr';

/** A key of the speakers' words. */
export type SpeakerKey = KeyOf<SpeakerCatalogue>;

/** The words of those who speak, in the language of the address; waits for them. */
export const useSpeaker = wordsOfRoom<SpeakerCatalogue>({
  ar: () => import('./words/ar').then(({ ar }) => ar),
  fr: () => import('./words/fr').then(({ fr }) => fr),
  en: () => import('./words/en').then(({ en }) => en),
});
