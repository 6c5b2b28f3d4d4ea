import { useSyncExternalStore } from 'react';

/** Where the draft of the programme stands: how many items wait to be saved, since when nothing does (milliseconds of the server's clock), and what keeps them. `words`: something typed cannot be saved as it is. */
export type Saving = { waiting: number; busy: boolean; savedAt: number | null; kept: null | 'offline' | 'words' };

const nothing: Saving = { waiting: 0, busy: false, savedAt: null, kept: null };
let saving = nothing;
const watchers = new Set<() => void>();

/** Tells the frame around the desks. */
export function tellSaving(next: Saving): void {
  if (next.waiting === saving.waiting && next.busy === saving.busy && next.savedAt === saving.savedAt && next.kept === saving.kept) return;
  saving = next;
  watchers.forEach((tell) => tell());
}

/** What of the draft is saved and what is not, for the frame around the desks. */
export const useSaving = (): Saving =>
  useSyncExternalStore(
    (tell) => {
      watchers.add(tell);
      return () => watchers.delete(tell);
    },
    () => saving,
  );
