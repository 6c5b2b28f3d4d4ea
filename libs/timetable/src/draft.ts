import { goesOnStage, type DraftContent, type DraftSession } from '@siccam/contract';
import type { Clock, ClockTable } from './clock';
import { minutesOf } from './wall';

/** What the rules look at: every item of a draft or a release by its id. `clock`: the server's table; without it this machine's own are asked. */
export type Timetable = { zone: string; items: ReadonlyMap<string, DraftContent>; clock?: ClockTable };

/** Whether a session has its place: a start that some clock shows, and a stage if its kind is shown on one. Only then do visitors see it, and only then does it collide. */
export const isPlaced = (session: DraftSession): boolean => session.starts !== null && hasRoom(session) && !Number.isNaN(minutesOf(session.starts));

const hasRoom = ({ stage, is }: DraftSession): boolean => stage !== null || !goesOnStage({ kind: is });

/** When a session really is, in minutes since 1970, its delay counted; null: not placed. Half open: at `to` it is over. */
export function spanOf(session: DraftSession, clock: Clock): { from: number; to: number } | null {
  if (session.starts === null || !hasRoom(session)) return null;
  const from = clock.moment(session.starts) + session.delay;
  return Number.isNaN(from) ? null : { from, to: from + session.minutes };
}
