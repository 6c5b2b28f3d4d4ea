import type { Change, DraftContent, Words } from '@siccam/contract';
import { differenceOf } from '@siccam/timetable';
import { append } from '../feed';
import type { Tx } from '../platform';
import type { DraftFairRow } from './draft';
import { project } from './projection';
import type { ReleaseContent } from './timetable.entity';

/** The last release of a fair; before the first one number 0 and nothing in it. */
export type Last = { number: number; content: ReleaseContent };

/** Reads it. */
export async function lastRelease(sql: Pick<Tx['sql'], 'query'>, fair: string): Promise<Last> {
  const [row] = await sql.query<Last[]>('select number, content from release where fair_id = $1 order by number desc limit 1', [fair]);
  return row ?? { number: 0, content: {} };
}

/** Every item of the draft that was not taken out, by its id, and at which revision. */
export async function draftItems(sql: Pick<Tx['sql'], 'query'>, fair: string): Promise<{ items: Map<string, DraftContent>; revisions: [string, number][] }> {
  const rows = await sql.query<{ id: string; revision: number; content: DraftContent }[]>('select id, revision, content from draft_item where fair_id = $1 and content is not null order by id', [fair]);
  return { items: new Map(rows.map(({ id, content }) => [id, content])), revisions: rows.map(({ id, revision }) => [id, revision]) };
}

/**
 * Writes a release and brings what visitors read to it, in one decision and in the fair's turn. Answers what it changed; that the programme
 * has a new version is for the caller to count and to tell.
 */
export async function writeRelease(tx: Tx, fair: DraftFairRow, last: Last, { content, note, by, at }: { content: ReleaseContent; note: Words; by: string; at: Date }): Promise<{ number: number; changes: Change[] }> {
  const number = last.number + 1;
  const changes = differenceOf(last.content, content);
  await tx.sql.query('insert into release (fair_id, number, content, changes, note, made, made_by) values ($1, $2, $3, $4, $5, $6, $7)', [fair.id, number, JSON.stringify(content), JSON.stringify(changes), JSON.stringify(note), at, by]);
  for (const moved of await project(tx, fair, at, last.content, content)) append(tx, `fair:${fair.id}`, 'session.moved', { ...moved, since: at.toISOString() });
  return { number, changes };
}
