import { type Language, type Words, languages } from '@siccam/contract';

/** Longest text of an announcement, in characters as Unicode counts them (code points): three lines of a phone. */
export const longest = 280;
/** Shortest and longest time that an announcement may stand, in minutes. */
export const minutesAllowed = { least: 1, most: 1440 } as const;

/** Thrown when an announcement cannot be made or taken back; the message is one line for whoever wanted it. */
export class CannotAnnounce extends Error {}

const named: Record<Language, string> = { ar: 'Arabic', fr: 'French', en: 'English' };
// Line ends and other controls, halves of characters, overrides and isolates that would reorder the page around the text, what takes
// no room and hides, and marks piled so high that they would cover the page. Arabic and French never need five marks on a letter.
const unfit = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069\u200B\u2060\uFEFF]|\p{M}{5,}/u;

/** The words as they will stand, or why they cannot. A language that says nothing is left out. */
export function announcedWords(words: Words): Words {
  const said: Words = {};
  for (const language of languages) {
    const text = words[language]?.normalize('NFC').trim();
    if (!text) continue;
    if (unfit.test(text)) throw new CannotAnnounce(`The ${named[language]} text holds a line end, a control or hidden character, a direction override or piled marks: write one plain line.`);
    const length = [...text].length;
    if (length > longest) throw new CannotAnnounce(`The ${named[language]} text has ${length} characters and may have ${longest}.`);
    if (!/[\p{L}\p{N}]/u.test(text)) throw new CannotAnnounce(`The ${named[language]} text has no letter in it.`);
    said[language] = text;
  }
  if (Object.keys(said).length === 0) throw new CannotAnnounce('An announcement needs a text in at least one language.');
  return said;
}

/** The minutes, or why so many cannot be. */
export function announcedMinutes(minutes: number): number {
  const { least, most } = minutesAllowed;
  if (Number.isInteger(minutes) && minutes >= least && minutes <= most) return minutes;
  throw new CannotAnnounce(`An announcement stands from ${least} to ${most} whole minutes.`);
}
