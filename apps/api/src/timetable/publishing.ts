import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Change, Conflict, DraftContent, Words } from '@siccam/contract';
import { conflictsOf, differenceOf } from '@siccam/timetable';
import { Injectable } from '@nestjs/common';
import { append } from '../feed';
import type { Tx } from '../platform';
import type { DraftFairRow } from './draft';
import { project, publishable } from './projection';
import type { ReleaseContent } from './timetable.entity';

/** The last release of a fair; before the first one number 0 and nothing in it. */
export type Last = { number: number; content: ReleaseContent };
/** Every item of a draft that was not taken out, by its id, at which revision each stands, and a short name for the draft as it stands. */
export type DraftItems = { items: Map<string, DraftContent>; revisions: [string, number][]; name: string };
/** What a draft would publish, and what collides in it. */
export type Publishable = { content: ReleaseContent; conflicts: Conflict[] };
/** Two contents without the sessions that read the same in both. */
type Narrowed = { before: ReleaseContent; after: ReleaseContent; changed: Set<string> };
type Reader = Pick<Tx['sql'], 'query'>;

const fewAtLeast = 50;

/**
 * Reads the draft and the last release. An item at a revision, and a release that one transaction wrote, are always the same: they are read
 * from the database once, and compared by being the same object. To be asked before a decision writes anything itself.
 */
@Injectable()
export class Contents {
  private readonly items = new Map<string, { revision: number; content: DraftContent }>();
  private looked: { zone: string; name: string; publishable: Publishable } | undefined;
  private last: { fair: string; writtenBy: string; release: Last } | undefined;

  async draft(sql: Reader, fair: string): Promise<DraftItems> {
    const revisions = (await sql.query<{ id: string; revision: number }[]>('select id, revision from draft_item where fair_id = $1 and content is not null order by id', [fair])).map(({ id, revision }): [string, number] => [id, revision]);
    const unknown = revisions.filter(([id, revision]) => this.items.get(id)?.revision !== revision).map(([id]) => id);
    const read = unknown.length === 0 ? [] : await sql.query<{ id: string; revision: number; content: DraftContent | null }[]>('select id, revision, content from draft_item where id = any($1::uuid[])', [unknown]);
    const items = new Map<string, DraftContent>();
    for (const { id, revision, content } of read) if (content) this.items.set(id, { revision, content });
    // Whoever saved in between is for whoever reads next: what is answered belongs together.
    for (const [id, revision] of revisions) {
      const known = this.items.get(id);
      if (known?.revision !== revision) return await this.draft(sql, fair);
      items.set(id, known.content);
    }
    if (this.items.size > 2 * items.size + fewAtLeast) for (const id of this.items.keys()) if (!items.has(id)) this.items.delete(id);
    return { items, revisions, name: nameOf(revisions) };
  }

  /** Reckoned once for a draft: whoever publishes it has just looked at it. */
  publishable(zone: string, { items, name }: DraftItems): Publishable {
    if (this.looked?.name !== name || this.looked.zone !== zone) {
      const content = publishable({ zone, items });
      this.looked = { zone, name, publishable: { content, conflicts: conflictsOf({ zone, items: new Map(Object.entries(content)) }) } };
    }
    return this.looked.publishable;
  }

  async lastRelease(sql: Reader, fair: string): Promise<Last> {
    const [row] = await sql.query<{ number: number; writtenBy: string }[]>('select number, xmin::text as "writtenBy" from release where fair_id = $1 order by number desc limit 1', [fair]);
    if (!row) return { number: 0, content: {} };
    if (this.last?.fair === fair && this.last.writtenBy === row.writtenBy && this.last.release.number === row.number) return this.last.release;
    const [read] = await sql.query<Last[]>('select number, content from release where fair_id = $1 and number = $2', [fair, row.number]);
    const release = read ?? { number: 0, content: {} };
    this.last = { fair, writtenBy: row.writtenBy, release };
    return release;
  }

  /** What a transaction has written; it counts once that is committed, and never if it is not. */
  remember(fair: string, writtenBy: string, release: Last): void {
    this.last = { fair, writtenBy, release };
  }
}

/** The ids are of one fair only, so the revisions name its draft among all. */
const nameOf = (revisions: readonly [string, number][]): string => createHash('sha256').update(JSON.stringify(revisions)).digest('base64url').slice(0, 22);

// A release asks the same three times: for the look, whether it is news, and to be written.
const compared = new WeakMap<ReleaseContent, { after: ReleaseContent; few: Narrowed }>();

/** Leaves out the sessions that nobody would read anything new in: most of them, each time. */
export function narrowed(before: ReleaseContent, after: ReleaseContent): Narrowed {
  const known = compared.get(before);
  if (known?.after === after) return known.few;
  const ids = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const changed = new Set(ids.filter((id) => before[id] !== after[id] && !isDeepStrictEqual(before[id], after[id])));
  const isConcerned = (id: string, item: DraftContent) => item.kind !== 'session' || changed.has(id) || (item.stage !== null && changed.has(item.stage)) || item.people.some(({ speaker }) => changed.has(speaker));
  const of = (content: ReleaseContent) => Object.fromEntries(Object.entries(content).filter(([id, item]) => isConcerned(id, item)));
  const few = { before: of(before), after: of(after), changed };
  compared.set(before, { after, few });
  return few;
}

/**
 * Writes a release and brings what visitors read to it, in one decision and in the fair's turn. Answers what it changed; that the programme
 * has a new version is for the caller to count and to tell.
 */
export async function writeRelease(tx: Tx, fair: DraftFairRow, last: Last, { content, note, by, at }: { content: ReleaseContent; note: Words; by: string; at: Date }): Promise<{ number: number; changes: Change[]; writtenBy: string }> {
  const number = last.number + 1;
  const { before, after, changed } = narrowed(last.content, content);
  const changes = differenceOf(before, after);
  const [gone, written] = [[...changed].filter((id) => !(id in content)), Object.fromEntries([...changed].flatMap((id) => (content[id] ? [[id, content[id]]] : [])))];
  // What stays as it was does not travel.
  const [row] = await tx.sql.query<{ writtenBy: string }[]>(
    `insert into release (fair_id, number, content, changes, note, made, made_by)
     select $1, $2, (coalesce((select content from release where fair_id = $1 and number = $2 - 1), '{}') - $3::text[]) || $4::jsonb, $5, $6, $7, $8 returning xmin::text as "writtenBy"`,
    [fair.id, number, gone, JSON.stringify(written), JSON.stringify(changes), JSON.stringify(note), at, by],
  );
  for (const moved of await project(tx, fair, at, before, after)) append(tx, `fair:${fair.id}`, 'session.moved', { ...moved, since: at.toISOString() });
  return { number, changes, writtenBy: row?.writtenBy ?? '' };
}
