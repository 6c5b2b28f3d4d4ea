import type { Session, Words } from '@siccam/contract';

/** Letters that no normal form brings to the one a searcher types. */
const letters: Readonly<Record<string, string>> = {
  'œ': 'oe', 'æ': 'ae', 'ß': 'ss', 'ø': 'o', 'ł': 'l', 'đ': 'd', 'ð': 'd', 'þ': 'th', 'ı': 'i',
  'ٱ': 'ا', 'ى': 'ي', 'ی': 'ي', 'ې': 'ي', 'ے': 'ي', 'ة': 'ه', 'ۀ': 'ه', 'ہ': 'ه', 'ھ': 'ه', 'ۃ': 'ه', 'ک': 'ك', 'ڪ': 'ك', 'گ': 'ك', 'ڭ': 'ك', 'ݣ': 'ك', 'پ': 'ب', 'چ': 'ج', 'ڤ': 'ف', 'ڥ': 'ف', 'ء': '', 'ـ': '',
};
const special = new RegExp(`[${Object.keys(letters).join('')}]`, 'g');
// Arabic-Indic digits, and those of Persian.
const digit = (sign: string): string => String((sign.codePointAt(0) ?? 0) & 15);

/**
 * A text as it is looked for: words of small letters without marks, one space between them. Forms of alef and of hamza, ta marbuta and
 * ha, alef maqsura and ya are one letter each; vowel marks and tatweel are gone; forms for print and ligatures are the letters they
 * show; digits are 0–9; whatever is neither letter nor digit parts two words.
 */
export const fold = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\p{M}\p{Cf}]/gu, '')
    .replace(special, (sign) => letters[sign] ?? '')
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, digit)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

// Longer parts of a word tell nothing more about it.
const wordMost = 32;
const foldedWords = (text: string): string[] => fold(text).split(' ').filter(Boolean).map((word) => word.slice(0, wordMost));

/** A folded Arabic word without its article, and without what is written together with that; null: it has none. */
function bare(word: string): string | null {
  const rest = /^(?:[وفبك]?ال|ولل|فلل|لل)(.{3,})$/u.exec(word)?.[1];
  return rest ?? null;
}

/** The forms under which a folded word is found: itself, and without its article. */
export const formsOf = (word: string): string[] => {
  const rest = bare(word);
  return rest === null ? [word] : [word, rest];
};

/** What of the released programme is found under one id; each text folded. `title`: what it is called; `people`: who is in it; `text`: all else. */
export type Findable = { kind: 'session' | 'speaker'; id: string; title: string; people: string; text: string };

const all = (words: Words | null | undefined): string[] => (words ? Object.values(words) : []);

// Between two releases nearly every text stays: folding 1,000 sessions anew cost 60 ms of a release's 230. What the last programme did not hold is forgotten.
let known = new Map<string, string>();
let former = known;
function foldedBefore(text: string): string {
  const is = known.get(text) ?? former.get(text) ?? fold(text);
  known.set(text, is);
  return is;
}
const folded = (texts: readonly string[]): string => [...new Set(texts.map(foldedBefore))].filter(Boolean).join(' ');

/** What searching needs of a session. */
export type Searched = Pick<Session, 'id' | 'title' | 'summary'> & { people: readonly Pick<Session['people'][number], 'speaker' | 'name' | 'title' | 'short'>[] };

/** Everything that can be found: each session, and each person once, however many sessions they are in. */
export function findables(sessions: readonly Searched[]): Findable[] {
  former = known;
  known = new Map<string, string>();
  const speakers = new Map<string, { names: string[]; texts: string[] }>();
  const found = sessions.map(({ id, title, summary, people }): Findable => {
    for (const { speaker, name, short, title: office } of people) {
      if (speaker === null) continue;
      const known = speakers.get(speaker) ?? { names: [], texts: [] };
      known.names.push(...all(name), ...all(short));
      known.texts.push(...all(office));
      speakers.set(speaker, known);
    }
    return { kind: 'session', id, title: folded(all(title)), people: folded(people.flatMap(({ name, short }) => [...all(name), ...all(short)])), text: folded([...all(summary), ...people.flatMap((one) => all(one.title))]) };
  });
  return [...found, ...[...speakers].map(([id, { names, texts }]): Findable => ({ kind: 'speaker', id, title: folded(names), people: '', text: folded(texts) }))];
}

/** The longest question, and how many words of it count. */
export const askedMost = 200;
const asked = 8;

/** What someone looks for: its words with their forms. Every word is the beginning of one that is found; a single letter counts where nothing else was typed. */
export type Query = readonly (readonly string[])[];

/** Reads a question that anyone may have typed. */
export function queryOf(text: string): Query {
  const words = [...new Set(foldedWords(text.slice(0, askedMost)))];
  const long = words.filter((word) => word.length > 1 || /\p{N}/u.test(word));
  return (long.length > 0 ? long : words).slice(0, asked).map(formsOf);
}

/** The shortest word in which a slip is looked past: shorter ones differ by a letter from half of the dictionary. */
export const slipFrom = 4;

/** Whether two words differ by one letter too many, too few, another, or two that changed places. */
export function slipped(one: string, other: string): boolean {
  const [a, b] = one.length <= other.length ? [one, other] : [other, one];
  if (b.length - a.length > 1) return false;
  let from = 0;
  while (from < a.length && a[from] === b[from]) from++;
  const rest = (word: string, skip: number) => word.slice(from + skip);
  if (a.length < b.length) return rest(a, 0) === rest(b, 1);
  return rest(a, 1) === rest(b, 1) || (a[from] === b[from + 1] && a[from + 1] === b[from] && rest(a, 2) === rest(b, 2));
}

// A title counts more than who is in it, and that more than the text; a whole word more than its beginning, and that more than a slip.
const worth = { title: [100, 80, 50], people: [60, 45, 30], text: [20, 15, 0] } as const;
type Field = keyof typeof worth;

/** How well a word is found among folded ones: 0 as it stands, 1 by its beginning, 2 past a slip; null: not at all. */
function nearness(forms: readonly string[], words: readonly string[], slips: boolean): 0 | 1 | 2 | null {
  let best: 1 | 2 | null = null;
  for (const word of words) {
    for (const is of formsOf(word)) {
      for (const form of forms) {
        if (is === form) return 0;
        if (form.length > 1 && is.startsWith(form)) best = 1;
        else if (slips && best === null && form.length >= slipFrom && is.length >= slipFrom - 1 && slipped(form, is)) best = 2;
      }
    }
  }
  return best;
}

/** How well something fits what is looked for; null: one of the words is nowhere in it. `in`: the weightiest place where one was found. */
function fits(query: Query, words: Readonly<Record<Field, readonly string[]>>): { score: number; in: Field } | null {
  let [score, place]: [number, Field] = [0, 'text'];
  for (const forms of query) {
    let best = 0;
    for (const field of ['title', 'people', 'text'] as const) {
      const near = nearness(forms, words[field], field !== 'text');
      const value = near === null ? 0 : worth[field][near];
      if (value > best) best = value;
      if (value > 0 && (field === 'title' || (field === 'people' && place === 'text'))) place = field;
    }
    if (best === 0) return null;
    score += best;
  }
  return { score, in: place };
}

/** The most that one question finds. */
export const hitsMost = 20;
/** Something that was found, and where. */
export type Ranked = Pick<Findable, 'kind' | 'id'> & { in: Field };

/** What fits best, first; what fits as well stays in the order in which it came. */
export function ranked(query: Query, among: readonly Findable[]): Ranked[] {
  if (query.length === 0) return [];
  const words = (text: string) => text.split(' ');
  return among
    .flatMap(({ kind, id, title, people, text }) => {
      const fit = fits(query, { title: words(title), people: words(people), text: words(text) });
      return fit ? [{ kind, id, ...fit }] : [];
    })
    .sort((a, b) => b.score - a.score)
    .slice(0, hitsMost)
    .map(({ kind, id, in: place }) => ({ kind, id, in: place }));
}

/** A text in pieces, those that were looked for marked. A word is marked whole. */
export function marked(text: string, query: Query): { text: string; found: boolean }[] {
  const pieces: { text: string; found: boolean }[] = [];
  // A mark or a tatweel stands inside its word.
  for (const [piece] of text.matchAll(/[\p{L}\p{N}\p{M}\p{Cf}]+|[^\p{L}\p{N}\p{M}\p{Cf}]+/gu)) {
    const words = foldedWords(piece);
    const found = words.length > 0 && query.some((forms) => nearness(forms, words, true) !== null);
    const last = pieces.at(-1);
    if (last && last.found === found) last.text += piece;
    else pieces.push({ text: piece, found });
  }
  return pieces;
}

/** A word with each of its letters left out once: two words that differ by a slip have one of these in common. */
const without = (word: string): string[] => [word, ...Array.from(word, (_, at) => word.slice(0, at) + word.slice(at + 1))];
// A slip past this letter of a very long word is not looked for.
const slipsTo = 20;

/**
 * The words under which an index keeps something: `n` and a word that is in its names, `~` and the same with a letter left out, `t` and
 * any word of it. Beginnings are the index's own matter.
 */
export function indexed({ title, people, text }: Findable): string[] {
  const words = (of: string) => of.split(' ').filter(Boolean).flatMap((word) => formsOf(word.slice(0, wordMost)));
  const names = words(`${title} ${people}`);
  const keys = new Set<string>();
  for (const word of names) {
    keys.add(`n${word}`).add(`t${word}`);
    if (word.length >= slipFrom - 1 && word.length <= slipsTo) for (const less of without(word)) keys.add(`~${less}`);
  }
  for (const word of words(text)) keys.add(`t${word}`);
  return [...keys];
}

/** One word of a question as an index is asked: whatever begins with one of `begins`, or is one of `is`. It finds all that fits, and some more. */
export type Wanted = { begins: string[]; is: string[] };

/** A question as an index is asked, each word of it. `names`: only in names. */
export function wanted(query: Query, { names }: { names: boolean }): Wanted[] {
  return query.map((forms) => {
    const keys = forms.map((form) => `${names ? 'n' : 't'}${form}`);
    const slips = forms.filter((form) => form.length >= slipFrom && form.length <= slipsTo).flatMap((form) => without(form).map((less) => `~${less}`));
    const whole = forms.every((form) => form.length === 1);
    return { begins: whole ? [] : keys, is: [...(whole ? keys : []), ...new Set(slips)] };
  });
}
