import type { Conflict, DraftSession } from '@siccam/contract';
import type { Timetable } from './draft';

/** No list of conflicts is longer: whoever imports a thousand sessions into one hour has seen enough. */
export const conflictsMost = 2000;

/** All that is wrong with a timetable, by time, then kind, then key; at most `conflictsMost`. */
export function conflictsOf(_draft: Timetable): Conflict[] {
  return [];
}

/** What would be wrong with one session as it is being dragged: what `conflictsOf` would say of it if it were so in the draft. */
export function conflictsWith(_draft: Timetable, _session: { id: string; content: DraftSession }): Conflict[] {
  return [];
}
