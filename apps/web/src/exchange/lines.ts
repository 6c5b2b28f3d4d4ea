import type { ExchangeLine, ExchangeNote } from '@siccam/contract';

/** What a file does, sorted as it is looked at. `others`: stages, people and days. */
export type Sorted = Record<ExchangeLine['does'], ExchangeLine[]> & { others: ExchangeLine[]; notes: [ExchangeNote, number][]; nothing: boolean };

/** Sorts the lines of a preview, each group in the order of the file; notes by how often they stand there. */
export function sorted(lines: readonly ExchangeLine[]): Sorted {
  const of: Sorted = { create: [], change: [], leave: [], refuse: [], others: [], notes: [], nothing: lines.every(({ does }) => does === 'leave' || does === 'refuse') };
  const notes = new Map<ExchangeNote, number>();
  for (const line of lines) {
    (line.kind === 'session' ? of[line.does] : of.others).push(line);
    for (const note of line.notes) notes.set(note, (notes.get(note) ?? 0) + 1);
  }
  of.notes = [...notes].sort(([, one], [, other]) => other - one);
  return of;
}

/** Where in a file something stands, as the server names it. */
export type Place = { is: 'day'; day: number; room: string; number: number } | { is: 'waiting'; number: number } | { is: 'line'; line: number } | null;

/** Reads a place; null where it is none of the known ones. */
export function placeIn(place: string): Place {
  if (/^\d+$/.test(place)) return { is: 'line', line: Number(place) };
  const [, waiting] = /^waiting\[(\d+)\]$/.exec(place) ?? [];
  if (waiting !== undefined) return { is: 'waiting', number: Number(waiting) + 1 };
  const [, day, room = '', number] = /^days\[(\d+)\]\.(.*)\[(\d+)\]$/s.exec(place) ?? [];
  return day === undefined || number === undefined ? null : { is: 'day', day: Number(day) + 1, room, number: Number(number) + 1 };
}
