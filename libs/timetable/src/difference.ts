import type { Change, DraftContent, Language } from '@siccam/contract';

/** All items of a release by their id, as `release.content` holds them. */
export type ReleaseItems = Readonly<Record<string, DraftContent>>;

/** What visitors will find changed in sessions, by time, then session, then kind. */
export function differenceOf(_before: ReleaseItems, _after: ReleaseItems): Change[] {
  return [];
}

/** Whether visitors would read anything else, sessions or not (days, stages and their order): without it a release is nothing new. */
export function differs(_before: ReleaseItems, _after: ReleaseItems): boolean {
  return false;
}

/** The languages of a session as one side of a change of kind `languages` carries them. */
export function languagesIn(_side: string): { spoken: Language[]; interpreted: Language[] } {
  return { spoken: [], interpreted: [] };
}
