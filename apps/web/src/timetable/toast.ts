import { useSyncExternalStore } from 'react';

/** What was just done, and how it is taken back; offered until a moment of this machine's clock. */
export type Toast = { words: string; undo: () => void | Promise<unknown>; until: number };

const lasts = 10_000;
let toast: Toast | null = null;
const watchers = new Set<() => void>();
const put = (next: Toast | null) => {
  toast = next;
  watchers.forEach((tell) => tell());
};

/** Says what was done and offers to take it back, for ten seconds. */
export const offer = (words: string, undo: Toast['undo']): void => put({ words, undo, until: Date.now() + lasts });
export const endToast = (): void => put(null);
export const useToast = (): Toast | null =>
  useSyncExternalStore(
    (tell) => {
      watchers.add(tell);
      return () => watchers.delete(tell);
    },
    () => toast,
  );
