import { isDeepStrictEqual } from 'node:util';
import type { DraftContent, PersonName, RefusalCode } from '@siccam/contract';
import { append } from '../feed';
import type { Tx } from '../platform';
import { Refusal } from '../wire';

/** The fair that a draft is of. */
export type DraftFairRow = { id: string; days: string[]; zone: string };
/** One item as somebody wants it, over the revision they read; 0: it is new. `content` null: taken out. */
export type Wish = { id: string; revision: number; content: DraftContent | null };
/** One item as it lies in the database. */
export type ItemRow = { id: string; revision: number; changed: Date; by: string; name: PersonName | null; content: DraftContent | null };

/** Whose account someone of the draft was, and whose it is from now on. */
export type Joined = { speaker: string; was: string | null; is: string | null };

type Locked = { id: string; fair: string; revision: number; by: string; content: DraftContent | null };

// A fact is one frame of a socket, which may hold 64 kB.
const perFact = 500;
const nowhere = '0001-01-01';

export const topicOf = (fair: string): string => `draft:${fair}`;

/** The current fair. Whoever decides about its programme waits here for the one before, so that two never publish over each other. */
export async function fairInTurn(tx: Tx): Promise<DraftFairRow> {
  const [fair] = await tx.sql.query<DraftFairRow[]>('select id, days, zone from fair where current');
  if (!fair) throw new Refusal('wire.forbidden');
  await tx.sql.query(`select pg_advisory_xact_lock(hashtextextended('programme ' || $1, 0))`, [fair.id]);
  return fair;
}

const columns = `d.id, d.revision, d.changed, d.changed_by as "by", p.name, d.content
  from draft_item d left join person p on p.id = case when d.changed_by ~ '^[0-9a-f]{8}-[0-9a-f-]{27}$' then d.changed_by::uuid end`;
/** The items of a fair's draft, without those that were taken out. */
export const itemsOfFair = `select ${columns} where d.fair_id = $1 and d.content is not null order by d.id`;
/** Some of them, those that were taken out too. */
export const someItems = `select ${columns} where d.fair_id = $1 and d.id = any($2::uuid[]) order by d.id`;

/**
 * Saves items in one decision, to be called in the fair's turn. Each goes over the revision that its writer read, in the order of ids;
 * if one was saved by somebody else meanwhile, nothing is done. What is as it was is left alone. Answers who was joined with an account,
 * or taken apart from one: what hangs on that is for `ReleaseHearers`.
 */
export async function writeDraft(tx: Tx, fair: DraftFairRow, { by, at }: { by: string; at: Date }, wishes: readonly Wish[]): Promise<Joined[]> {
  const before = new Map((await locked(tx, wishes)).map((row) => [row.id, row]));
  if (new Set(wishes.map(({ id }) => id)).size < wishes.length) throw new Refusal('timetable.movedMeanwhile');
  const changed = wishes.filter((wish) => isNews(wish, before.get(wish.id), fair.id, by));
  if (changed.length === 0) return [];
  await mustKnow(tx, fair.id, changed, before);
  const [written] = await upsert(tx, fair.id, { by, at }, changed);
  if (written.length < changed.length) throw new Refusal('timetable.movedMeanwhile');
  await holdPlaces(tx, fair.id, changed);
  await mustFit(tx, fair.id, changed);
  tellSaved(tx, fair.id, written);
  return changed.flatMap(({ id, content }) => {
    const [was, is] = [accountOf(before.get(id)?.content), accountOf(content)];
    return was === is ? [] : [{ speaker: id, was, is }];
  });
}

/** Tells whoever has a draft open which of its items to read again: each way to change one ends here, so that nobody reads it all again. */
export function tellSaved(tx: Tx, fair: string, items: { id: string; revision: number }[]): void {
  for (let from = 0; from < items.length; from += perFact) append(tx, topicOf(fair), 'draft.saved', { items: items.slice(from, from + perFact) });
}

const accountOf = (content: DraftContent | null | undefined): string | null => (content?.kind === 'speaker' ? content.person : null);
const locked = (tx: Tx, wishes: readonly Wish[]) =>
  tx.sql.query<Locked[]>('select id, fair_id as fair, revision, changed_by as "by", content from draft_item where id = any($1::uuid[]) order by id for update', [wishes.map(({ id }) => id)]);

/** Whether there is something to write; refused where it stands in the way of what somebody else wrote. */
function isNews({ id, revision, content }: Wish, row: Locked | undefined, fair: string, by: string): boolean {
  // The days are one item, and nothing else is.
  if (content && (content.kind === 'fair') !== (id === fair)) throw new Refusal('timetable.unknown');
  if (!content && id === fair) throw new Refusal('timetable.inUse');
  if (!row) {
    if (revision !== 0 || !content) throw new Refusal('timetable.unknown');
    return true;
  }
  if (row.fair !== fair) throw new Refusal('timetable.unknown');
  const same = isDeepStrictEqual(row.content, plainOf(content));
  if (same && (row.by === by || row.revision === revision)) return false;
  if (row.revision !== revision) throw new Refusal('timetable.movedMeanwhile');
  if (content && row.content && content.kind !== row.content.kind) throw new Refusal('timetable.unknown');
  return true;
}

const plainOf = (content: DraftContent | null): unknown => JSON.parse(JSON.stringify(content)) as unknown;

const upsert = (tx: Tx, fair: string, { by, at }: { by: string; at: Date }, wishes: readonly Wish[]) =>
  tx.sql
    .query<{ id: string; revision: number }[]>(
      `insert into draft_item as d (id, fair_id, content, revision, changed, changed_by)
       select w.id, $1, nullif(w.content, 'null'), w.revision + 1, $2, $3 from jsonb_to_recordset($4::jsonb) as w(id uuid, revision integer, content jsonb) order by w.id
       on conflict (id) do update set content = excluded.content, revision = excluded.revision, changed = excluded.changed, changed_by = excluded.changed_by
         where d.fair_id = excluded.fair_id and d.revision = excluded.revision - 1
       returning id, revision`,
      [fair, at, by, JSON.stringify(wishes)],
    )
    .then((rows) => [rows] as const);

/** What an item names for the first time must be of this fair: a file, an account. */
async function mustKnow(tx: Tx, fair: string, wishes: readonly Wish[], before: ReadonlyMap<string, Locked>): Promise<void> {
  const added = (named: (content: DraftContent | null | undefined) => string[]) => [...new Set(wishes.flatMap(({ id, content }) => {
    const known = named(before.get(id)?.content);
    return named(content).filter((one) => !known.includes(one));
  }))];
  const files = added((content) => (content?.kind === 'session' ? content.attachments : content?.kind === 'speaker' && content.photo ? [content.photo] : []));
  const people = added((content) => (content?.kind === 'speaker' && content.person ? [content.person] : []));
  // A guest is nobody who could be of the programme.
  for (const [table, ids] of [['file', files], [`(select id, fair_id from person where kind = 'account') account`, people]] as const) {
    if (ids.length === 0) continue;
    // It must still be there once this is committed.
    const found = await tx.sql.query<object[]>(`select 1 from ${table} where fair_id = $1 and id = any($2::uuid[]) order by id for key share`, [fair, ids]);
    if (found.length < ids.length) throw new Refusal('timetable.unknown');
  }
}

/** A session of the draft has a row of its own, on which roles can be held, and in which nothing of the draft stands; its slug is one that no address can have. What was never released goes with its item. */
async function holdPlaces(tx: Tx, fair: string, wishes: readonly Wish[]): Promise<void> {
  const sessions = wishes.flatMap(({ id, content }) => (content?.kind === 'session' ? [id] : []));
  if (sessions.length > 0) {
    await tx.sql.query(
      `insert into session (id, fair_id, slug, kind, title, summary, starts, ends, state)
       select id, $1, 'draft ' || id, 'break', '{}', '{}', '${nowhere}T00:00', '${nowhere}T00:01', 'draft' from unnest($2::uuid[]) as id order by id on conflict (id) do nothing`,
      [fair, sessions],
    );
  }
  const gone = wishes.flatMap(({ id, content }) => (content ? [] : [id]));
  if (gone.length === 0) return;
  await tx.sql.query(
    `with away as (delete from session where fair_id = $1 and id = any($2::uuid[]) and state = 'draft' returning id)
     delete from role_held r using away where r.fair_id = $1 and r.object_kind = 'session' and r.object_id = away.id`,
    [fair, gone],
  );
}

/** Refuses what cannot stand beside the rest of the draft, once it is written. */
async function mustFit(tx: Tx, fair: string, wishes: readonly Wish[]): Promise<void> {
  const [found] = await tx.sql.query<{ refusal: RefusalCode }[]>(unfit, [fair, wishes.map(({ id }) => id)]);
  if (found) throw new Refusal(found.refusal);
}

// Values are taken out of the JSON once, and what must be unique is grouped: joined, 1,000 sessions took the database seven seconds.
const unfit = `
  with named as materialized (select id from unnest($2::uuid[]) as n(id)),
    sessions as materialized (
      select d.id, n.id is not null as saved, d.content->>'slug' as slug, d.content->>'stage' as stage, d.content->'people' as people
      from draft_item d left join named n on n.id = d.id where d.fair_id = $1 and d.content->>'kind' = 'session'),
    entries as materialized (select s.id as session, s.saved, p->>'id' as id, p->>'speaker' as speaker from sessions s, jsonb_array_elements(s.people) p),
    others as materialized (select id::text, content->>'kind' as kind from draft_item where fair_id = $1 and content->>'kind' <> 'session'),
    gone as materialized (select d.id::text from draft_item d join named n on n.id = d.id where d.content is null)
  select 'timetable.unknown' as refusal where
      exists (select 1 from sessions where saved and stage not in (select id from others where kind = 'stage'))
      or exists (select 1 from entries where saved and speaker not in (select id from others where kind = 'speaker'))
      or exists (select 1 from session x join named n on n.id = x.id where x.fair_id <> $1)
      or exists (select 1 from stage x join named n on n.id = x.id where x.fair_id <> $1)
  union all select 'timetable.inUse' where
      exists (select 1 from sessions where stage in (select id from gone))
      or exists (select 1 from entries where speaker in (select id from gone))
      or exists (select 1 from entries group by id having count(*) > 1 and bool_or(saved))
      or exists (select 1 from session_person x join entries e on e.id = x.id::text and e.saved where x.session_id <> e.session)
      or exists (select 1 from session x join sessions s on s.id = x.id and s.saved where x.state <> 'draft' and x.slug <> s.slug)
  union all select 'timetable.slugTaken' where
      exists (select 1 from sessions group by slug having count(*) > 1 and bool_or(saved))
      or exists (select 1 from session x join sessions s on s.slug = x.slug and s.saved where x.fair_id = $1 and x.id <> s.id)
  limit 1`;
