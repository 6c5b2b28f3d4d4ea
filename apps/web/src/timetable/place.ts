import { goesOnStage, gridMinutes, type DraftSession } from '@siccam/contract';
import { dayOf, minuteOfDay, snap, wallPlus } from '@siccam/timetable';
import { getMove, setMove, type Move } from './moving';
import type { DraftStore } from './store';

/** A column of the grid; null: what happens on no stage. */
export type Column = string | null;
export const shortest = gridMinutes;
export const longest = 26 * 60;

const lastOfDay = 24 * 60;

/** When a session really begins, its delay counted. */
export const realStart = (session: DraftSession & { starts: string }): string => wallPlus(session.starts, session.delay);

/** Puts a session to a minute of a day and a column, on the grid. */
export function at(session: DraftSession, day: string, minute: number, column: Column): DraftSession {
  const most = lastOfDay - Math.min(session.minutes, lastOfDay);
  const on = Math.min(Math.max(0, Math.round(minute / gridMinutes) * gridMinutes), most - (most % gridMinutes));
  // What is on stage goes nowhere else; what is not may stand in a stage's column all the same.
  const stage = column === null && goesOnStage({ kind: session.is }) ? session.stage : column;
  return { ...session, stage, starts: wallPlus(`${day}T00:00`, on - session.delay) };
}

/** Makes a session begin or end at a minute, the other end held. */
export function stretched(session: DraftSession & { starts: string }, end: 'start' | 'end', minute: number): DraftSession {
  const from = minuteOfDay(realStart(session));
  const to = from + session.minutes;
  const on = Math.round(minute / gridMinutes) * gridMinutes;
  if (end === 'end') return { ...session, minutes: Math.min(longest, Math.max(shortest, on - from)) };
  const begins = Math.max(0, Math.min(on, to - shortest));
  return { ...session, starts: wallPlus(session.starts, begins - from), minutes: Math.min(longest, to - begins) };
}

/** One step of the keyboard: five minutes, a column, a length. Null: this key moves nothing. */
export function stepped(session: DraftSession & { starts: string }, key: string, shift: boolean, rtl: boolean, columns: readonly Column[]): DraftSession | null {
  const day = dayOf(session.starts);
  const minute = minuteOfDay(realStart(session));
  if (key === 'ArrowUp' || key === 'ArrowDown') {
    const by = key === 'ArrowDown' ? gridMinutes : -gridMinutes;
    if (shift) return { ...session, minutes: Math.min(longest, Math.max(shortest, Math.ceil(session.minutes / gridMinutes) * gridMinutes + by)) };
    return at(session, day, minuteOfDay(snap(realStart(session))) + by, session.stage);
  }
  if ((key === 'ArrowLeft' || key === 'ArrowRight') && !shift) {
    const by = (key === 'ArrowRight') === rtl ? -1 : 1;
    const may = columns.filter((column) => column !== null || !goesOnStage({ kind: session.is }));
    const to = may[may.indexOf(session.stage) + by];
    return to === undefined ? session : at(session, day, minute, to);
  }
  return null;
}

/** Ends a move by doing it. */
export function putDown(store: DraftStore): void {
  const move = getMove();
  setMove(null);
  if (move) putTo(store, move);
}

/** Whether one of its ends stands where it stood, on the same stage. */
function onlyLength(from: DraftSession, now: DraftSession): boolean {
  if (from.starts === null || now.starts === null || from.stage !== now.stage || from.minutes === now.minutes) return false;
  return from.starts === now.starts || wallPlus(from.starts, from.minutes) === wallPlus(now.starts, now.minutes);
}

function putTo(store: DraftStore, { id, from, now, over }: Move): void {
  const to = over === 'tray' ? { ...now, stage: null, starts: null, delay: 0 } : now;
  const what = over === 'tray' ? 'unplaced' : from.starts === null ? 'placed' : onlyLength(from, now) ? 'lengthened' : 'moved';
  store.change({ what, on: id }, [[id, to]]);
}
