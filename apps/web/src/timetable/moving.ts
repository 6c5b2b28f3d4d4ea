import { useSyncExternalStore } from 'react';
import type { DraftSession } from '@siccam/contract';

/** A session that is under way to another place. `over`: where it would be put now. `by`: the hand that moves it. */
export type Move = { id: string; by: 'pointer' | 'keys'; from: DraftSession; now: DraftSession; over: 'grid' | 'tray' };

let move: Move | null = null;
const watchers = new Set<() => void>();
const watch = (tell: () => void) => {
  watchers.add(tell);
  return () => watchers.delete(tell);
};

/** Moves it on, or ends the move. Kept outside the page's parts, so that a step draws one block anew and not a day. */
export function setMove(next: Move | null): void {
  move = next;
  watchers.forEach((tell) => tell());
}
export const getMove = (): Move | null => move;

/** The move, for what follows it. */
export const useMove = (): Move | null => useSyncExternalStore(watch, getMove);
/** Whether this session is the one under way. */
export const useIsMoved = (id: string): boolean => useSyncExternalStore(watch, () => move?.id === id);
