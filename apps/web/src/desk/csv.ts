import type { AnswerOf, importPeople } from '@siccam/contract';

/** One line of the preview. */
export type Line = AnswerOf<typeof importPeople>['lines'][number];

/** How many lines of a preview would do what, and whether there is anything to apply. */
export function summaryOf(lines: readonly Line[]): { create: number; giveRoles: number; nothing: number; refuse: number; ready: boolean } {
  const many = (does: Line['does']) => lines.filter((line) => line.does === does).length;
  const [create, giveRoles, nothing, refuse] = [many('create'), many('giveRoles'), many('nothing'), many('refuse')];
  return { create, giveRoles, nothing, refuse, ready: refuse === 0 && create + giveRoles > 0 };
}

/** What needs a look comes first, in the order of the file; what is well already is folded. */
export const grouped = (lines: readonly Line[]): { refused: Line[]; changing: Line[]; same: Line[] } => ({
  refused: lines.filter(({ does }) => does === 'refuse'),
  changing: lines.filter(({ does }) => does === 'create' || does === 'giveRoles'),
  same: lines.filter(({ does }) => does === 'nothing'),
});

/** A file's text as it is sent: with its byte order mark gone. Null where the file is no UTF-8 text. */
export function textOf(bytes: ArrayBuffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
