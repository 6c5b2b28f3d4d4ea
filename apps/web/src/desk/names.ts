import type { Language, PersonName } from '@siccam/contract';

/** A name as a reader of this language meets it, and the same in the other script where there is one. */
export function nameIn(name: PersonName | null, language: Language): { first: string; other: string | null } {
  const [own, foreign] = language === 'ar' ? [name?.ar, name?.latin] : [name?.latin, name?.ar];
  return { first: own ?? foreign ?? '', other: own && foreign ? foreign : null };
}

const arabic = /\p{Script=Arabic}/u;
/** The script of a name, for its `lang` and its direction. */
export const scriptOf = (text: string): 'ar' | 'fr' => (arabic.test(text) ? 'ar' : 'fr');
