import type { Language, PersonName } from '@siccam/contract';

/** A name as a reader of this language meets it, and the same in the other script where there is one. */
export function nameIn(name: PersonName | null, language: Language): { first: string; other: string | null } {
  const [own, foreign] = language === 'ar' ? [name?.ar, name?.latin] : [name?.latin, name?.ar];
  return { first: own ?? foreign ?? '', other: own && foreign ? foreign : null };
}

const arabic = /\p{Script=Arabic}/u;
/** The script of a name, for its `lang` and its direction. */
export const scriptOf = (text: string): 'ar' | 'fr' => (arabic.test(text) ? 'ar' : 'fr');

/** One or two letters for the round face beside a name. */
export function initialsOf(name: string): string {
  const parts = name.split(/[\s–-]+/).filter((part) => /[\p{L}\p{N}]/u.test(part));
  const letters = [parts[0], parts.length > 1 ? parts.at(-1) : undefined].map((part) => (part ? [...part.replace(/^ال(?=\p{L}{2})/u, '')][0]?.toLocaleUpperCase() : undefined)).filter(Boolean);
  return letters.join(letters.some((letter) => arabic.test(letter ?? '')) ? ' ' : '');
}

/** A number between 0 and 5 that stays with a person, so that a face keeps its ground wherever it stands. */
export const toneOf = (id: string): number => [...id].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 6, 0);
