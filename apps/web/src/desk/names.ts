import type { Language, PersonName } from '@siccam/contract';

/** A name as a reader of this language meets it, and the same in the other script where there is one. */
export function nameIn(name: PersonName | null, language: Language): { first: string; other: string | null } {
  const [own, foreign] = language === 'ar' ? [name?.ar, name?.latin] : [name?.latin, name?.ar];
  return { first: own ?? foreign ?? '', other: own && foreign ? foreign : null };
}

/** A French title with its double marks and quotes bound to the word before them, so that none begins a line; others as they are. */
export const bound = (text: string, language: Language): string => (language === 'fr' ? text.replace(/ (?=[:;?!»])/g, '\u00a0').replace(/« /g, '«\u00a0') : text);

const arabic = /\p{Script=Arabic}/u;
/** The script of a name, for its `lang` and its direction. */
export const scriptOf = (text: string): 'ar' | 'fr' => (arabic.test(text) ? 'ar' : 'fr');
