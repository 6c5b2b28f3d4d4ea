import type { Fact, Frame } from '@siccam/contract';

/** How far a browser has come in a topic: the number of the last fact applied (null before the first entry), and frames that came too early. */
export type Place = { at: number | null; early: Frame[] };
/** What may happen to a place. */
export type Heard =
  /** `asked`: how far we had come when we asked, null on the first entry. A frame may overtake the answer. */
  | { kind: 'entered'; head: number; asked: number | null }
  | { kind: 'frame'; frame: Frame }
  /** `asked`: the number after which facts were asked for. */
  | { kind: 'synced'; from: number; facts: Fact[]; head: number; asked: number }
  /** The last number that the server has told, which may be less than a catch-up read from the database. */
  | { kind: 'head'; head: number };
/** The new place, the facts to apply now in order, whether to ask for facts after the place, and whether to begin anew because the server knows less than we do. */
export type Step = { place: Place; apply: Fact[]; sync: boolean; restart: boolean };

/** Where everyone begins. */
export const nowhere: Place = { at: null, early: [] };

const earlyLimit = 50;

/** One step of following a topic: facts are applied in order, each once; a hole or a newer head asks for what is missing. */
export function follow(place: Place, heard: Heard): Step {
  if (place.at === null) {
    if (heard.kind === 'entered') return settle({ at: heard.head, early: place.early }, [], heard.head);
    // Frames may overtake the answer to "enter".
    if (heard.kind === 'frame') return { place: { at: null, early: keep(place.early, heard.frame) }, apply: [], sync: false, restart: false };
    return { place, apply: [], sync: false, restart: false };
  }
  if (heard.kind === 'frame') return settle({ at: place.at, early: keep(place.early, heard.frame) }, []);
  // A frame may overtake an answer, so what counts is how far we had come when we asked.
  if (heard.kind !== 'head' && heard.asked !== null && heard.head < heard.asked) return { place: { at: heard.head, early: [] }, apply: [], sync: false, restart: true };
  if (heard.kind === 'synced') {
    const missing = heard.facts.slice(Math.max(0, place.at + 1 - heard.from));
    const at = heard.from > place.at + 1 ? place.at : place.at + missing.length;
    return settle({ at, early: place.early }, heard.from > place.at + 1 ? [] : missing, heard.head);
  }
  return settle({ at: place.at, early: place.early }, [], heard.head);
}

const keep = (early: Frame[], frame: Frame): Frame[] => [...early, frame].slice(-earlyLimit);

function settle(place: { at: number; early: Frame[] }, apply: Fact[], head = place.at): Step {
  let at = place.at;
  const facts = [...apply];
  let early = place.early;
  for (;;) {
    const next = early.find((frame) => frame.from <= at + 1 && frame.from + frame.facts.length > at + 1);
    if (!next) break;
    facts.push(...next.facts.slice(at + 1 - next.from));
    at = next.from + next.facts.length - 1;
  }
  early = early.filter((frame) => frame.from > at + 1);
  return { place: { at, early }, apply: facts, sync: early.length > 0 || head > at, restart: false };
}
