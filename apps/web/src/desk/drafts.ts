import { useSyncExternalStore } from 'react';
import { changesIn, type Draft } from './roles';

/** Rights that were changed and not saved, by person; `savedAt`: when something was last saved (milliseconds of the server's clock). They stay while one looks at another desk. */
export type Kept = { drafts: Readonly<Record<string, Draft>>; savedAt: number | null };

let kept: Kept = { drafts: {}, savedAt: null };
const watchers = new Set<() => void>();
const become = (next: Kept): void => {
  kept = next;
  watchers.forEach((tell) => tell());
};

/** Keeps someone's unsaved changes, or forgets them. */
export function keepDraft(person: string, draft: Draft | null): void {
  const { [person]: _, ...others } = kept.drafts;
  become({ ...kept, drafts: draft && changesIn(draft) > 0 ? { ...others, [person]: draft } : others });
}
/** Remembers when something was saved. */
export const noteSaved = (at: number): void => become({ ...kept, savedAt: at });

/** What waits to be saved. */
export const useKept = (): Kept =>
  useSyncExternalStore(
    (tell) => {
      watchers.add(tell);
      return () => watchers.delete(tell);
    },
    () => kept,
  );

/** How many changes wait, of all people. */
export const waiting = ({ drafts }: Kept): number => Object.values(drafts).reduce((sum, draft) => sum + changesIn(draft), 0);
