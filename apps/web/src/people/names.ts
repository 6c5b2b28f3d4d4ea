import type { Language, PersonName } from '@siccam/contract';

/** A name as a reader of this language meets it: in their script where it exists in it, else in the other. */
export function nameIn(name: PersonName | null | undefined, language: Language): string {
  const [own, other] = language === 'ar' ? [name?.ar, name?.latin] : [name?.latin, name?.ar];
  return own ?? other ?? '';
}

const arabic = /\p{Script=Arabic}/u;

/** One or two letters for the round face beside a name; Arabic ones stand apart, or they would join. */
export function initialsOf(name: string): string {
  const parts = name.split(/[\s–-]+/).filter((part) => /[\p{L}\p{N}]/u.test(part));
  const letters = [parts[0], parts.length > 1 ? parts.at(-1) : undefined].flatMap((part) => (part ? [...part.replace(/^[^\p{L}\p{N}]+/u, '').replace(/^ال(?=\p{L}{2})/u, '')].slice(0, 1) : [])).map((letter) => letter.toLocaleUpperCase());
  return letters.join(letters.some((letter) => arabic.test(letter)) ? ' ' : '');
}

/** A number from 0 to 5 that stays with a person, so that a face keeps its ground wherever it stands. */
export const toneOf = (id: string): number => [...id].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 6, 0);
