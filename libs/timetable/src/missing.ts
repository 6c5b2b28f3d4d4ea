import type { Language, Words } from '@siccam/contract';
import type { Timetable } from './draft';

/** A text that readers of some languages will get in another one. `words`: what exists of it. */
export type Missing = { item: string; kind: 'session' | 'speaker' | 'stage'; field: 'title' | 'summary' | 'name' | 'about' | 'note'; languages: Language[]; words: Words };

/** What is not written in every language: names and titles always count, other texts once one language has them. Sessions by time, then stages, then speakers. */
export function missingOf(_draft: Timetable): Missing[] {
  return [];
}
