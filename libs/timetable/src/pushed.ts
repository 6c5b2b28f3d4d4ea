import type { Conflict } from '@siccam/contract';
import type { Timetable } from './draft';

/** One session that is moved on the day. `before`, `delay`: minutes later than planned. `prayer`: this takes it into Friday prayer or past it. `conflicts`: what collides only because of the whole move. */
export type Pushed = { session: string; before: number; delay: number; prayer: boolean; conflicts: Conflict[] };

/**
 * What moves when a session begins `minutes` later than planned: itself first, then whatever came after it on its stage, only as far as
 * needed and never forward. What overlapped it before is left where it is. Empty: it is not placed, or cancelled.
 */
export function pushed(_draft: Timetable, _session: string, _minutes: number): Pushed[] {
  return [];
}
