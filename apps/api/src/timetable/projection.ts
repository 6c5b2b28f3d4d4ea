import { isDeepStrictEqual } from 'node:util';
import type { DraftSession, DraftSpeaker, DraftStage, SessionState, Words } from '@siccam/contract';
import { type Clock, clockOf, isPlaced, type Timetable, wallPlus } from '@siccam/timetable';
import type { Tx } from '../platform';
import type { ReleaseContent } from './timetable.entity';

/** A session whose state a release changed. */
export type Moved = { session: string; state: SessionState };

/** A session as it lies in the tables that visitors read. */
type Shown = Omit<DraftSession, 'kind' | 'people' | 'starts' | 'minutes' | 'source' | 'extra' | 'accepted'> & { starts: string; ends: string; people: ShownPerson[]; where: Words | null };
type ShownPerson = { id: string; speaker: string; role: string; position: number; replaces: Words | null } & Pick<DraftSpeaker, 'shape' | 'name' | 'title' | 'initials' | 'short' | 'photo' | 'fictional'>;

/** States that are a matter of the stage: no release moves a session out of them. */
const onStage: readonly SessionState[] = ['live', 'paused', 'ended'];

/** What of a draft a release would publish: what has its place, and who is in it. */
export function publishable({ items, zone }: Timetable): ReleaseContent {
  const clock = clockOf(zone);
  const shown = new Map([...items].flatMap(([id, item]) => (item.kind === 'session' && isPlaced(item) && endOf(item, clock) !== null ? [[id, item] as const] : [])));
  const people = new Set([...shown.values()].flatMap((session) => session.people.map(({ speaker }) => speaker)));
  return Object.fromEntries([...items].filter(([id, item]) => item.kind === 'fair' || item.kind === 'stage' || shown.has(id) || (item.kind === 'speaker' && people.has(id))));
}

/**
 * Brings the tables that visitors read from one release to the next, and nothing else in them; to be called in the fair's turn. A session
 * that is on or over keeps its state; one that is no longer there is cancelled as it was last published, because its address was public: whoever
 * meant to attend must learn of it, and what was only drafted of it never shows. Words that must go are published away before it is taken
 * out. Sessions that read the same in both may be left out.
 */
export async function project(tx: Tx, fair: { id: string; zone: string }, at: Date, before: ReleaseContent, after: ReleaseContent): Promise<Moved[]> {
  const stages = of(after, 'stage').filter(([id, stage]) => !isDeepStrictEqual(stage, before[id]));
  await writeStages(tx, fair.id, stages);
  const [was, is] = [shownIn(before, fair.zone), shownIn(after, fair.zone)];
  const changed = [...is].filter(([id, session]) => !isDeepStrictEqual(session, was.get(id)));
  const gone = [...was.keys()].filter((id) => !is.has(id));
  const states = await lockedStates(tx, fair.id, [...changed.map(([id]) => id), ...gone]);
  const rows = changed.map(([id, session]) => ({ ...columnsOf(session), id, state: stateOf(states.get(id) ?? 'draft', session.cancelled), more: isForCalendars(was.get(id), session) ? 1 : 0 }));
  await writeSessions(tx, at, rows);
  await cancel(tx, at, gone);
  const people = changed.filter(([id, { people: list }]) => !isDeepStrictEqual(list, was.get(id)?.people));
  await writePeople(tx, people);
  await tx.sql.query(`delete from stage where fair_id = $1 and not (id = any($2::uuid[])) and not exists (select 1 from session s where s.stage_id = stage.id)`, [fair.id, of(after, 'stage').map(([id]) => id)]);
  const days = after[fair.id];
  if (days?.kind === 'fair' && !isDeepStrictEqual(days, before[fair.id])) await tx.sql.query('update fair set days = $2 where id = $1', [fair.id, days.days]);
  return [...rows, ...gone.map((id) => ({ id, state: stateOf(states.get(id) ?? 'draft', true) }))].flatMap(({ id, state }) => (states.get(id) === state || states.get(id) === 'draft' ? [] : [{ session: id, state }]));
}

function of<K extends 'stage' | 'session' | 'speaker'>(content: ReleaseContent, kind: K) {
  return Object.entries(content).flatMap(([id, item]) => (item.kind === kind ? [[id, item as Extract<typeof item, { kind: K }>] as const] : []));
}

/** The wall time at which a session is planned to end; null: it begins at a time that no clock shows. Where the clock goes back in between, the wall may show an earlier time at the end. */
function endOf({ starts, minutes }: DraftSession, clock: Clock): string | null {
  const from = starts === null ? NaN : clock.moment(starts);
  if (starts === null || Number.isNaN(from)) return null;
  const end = clock.wall(from + minutes);
  return end > starts ? end : wallPlus(starts, minutes);
}

function shownIn(content: ReleaseContent, zone: string): Map<string, Shown> {
  const clock = clockOf(zone);
  const stages = new Map<string, DraftStage>(of(content, 'stage'));
  const speakers = new Map<string, DraftSpeaker>(of(content, 'speaker'));
  return new Map(
    of(content, 'session').flatMap(([id, session]) => {
      const ends = endOf(session, clock);
      return session.starts === null || ends === null ? [] : [[id, shown(session, { starts: session.starts, ends }, stages, speakers)] as const];
    }),
  );
}

function shown({ kind: _kind, people, minutes: _minutes, source: _source, extra: _extra, accepted: _accepted, ...rest }: DraftSession, times: { starts: string; ends: string }, stages: ReadonlyMap<string, DraftStage>, speakers: ReadonlyMap<string, DraftSpeaker>): Shown {
  return {
    ...rest,
    ...times,
    where: rest.stage === null ? null : (stages.get(rest.stage)?.name ?? null),
    people: people.flatMap(({ id, speaker, role, replaces }, position) => {
      const known = speakers.get(speaker);
      if (!known) return [];
      const { shape, name, title, initials, short, photo, fictional } = known;
      return [{ id, speaker, role, position, replaces, shape, name, title, initials, short, photo, fictional }];
    }),
  };
}

/** The columns of `session`, as the database is told them. */
function columnsOf({ is, stage, where: _where, people: _people, cancelled: _cancelled, ...same }: Shown) {
  return { ...same, kind: is, stage_id: stage };
}

/** Whether someone's calendar shows something else now (RFC 5545, 3.8.7.4); what was never public is no change. */
function isForCalendars(was: Shown | undefined, is: Shown): boolean {
  const told = ({ title, starts, ends, delay, where, cancelled }: Shown) => [title, starts, ends, delay, where, cancelled];
  return was === undefined || !isDeepStrictEqual(told(was), told(is));
}

function stateOf(state: SessionState, cancelled: boolean): SessionState {
  if (onStage.includes(state)) return state;
  if (cancelled) return 'cancelled';
  return state === 'doors' ? state : 'released';
}

async function lockedStates(tx: Tx, fair: string, ids: readonly string[]): Promise<Map<string, SessionState>> {
  const rows = await tx.sql.query<{ id: string; state: SessionState }[]>('select id, state from session where fair_id = $1 and id = any($2::uuid[]) order by id for update', [fair, ids]);
  return new Map(rows.map(({ id, state }) => [id, state]));
}

async function writeStages(tx: Tx, fair: string, stages: readonly (readonly [string, DraftStage])[]): Promise<void> {
  if (stages.length === 0) return;
  await tx.sql.query(
    `insert into stage (id, fair_id, position, name, note) select w.id, $1, w.position, w.name, nullif(w.note, 'null') from jsonb_to_recordset($2::jsonb) as w(id uuid, position integer, name jsonb, note jsonb) order by w.id
     on conflict (id) do update set position = excluded.position, name = excluded.name, note = excluded.note`,
    [fair, JSON.stringify(stages.map(([id, { position, name, note }]) => ({ id, position, name, note })))],
  );
}

async function writeSessions(tx: Tx, at: Date, rows: readonly object[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.sql.query(
    `update session s set stage_id = w.stage_id, slug = w.slug, kind = w.kind, title = w.title, summary = w.summary, starts = w.starts, ends = w.ends, delay = w.delay, spoken = w.spoken, interpreted = w.interpreted,
       capacity = w.capacity, audience = w.audience, attachments = w.attachments, recorded = w.recorded,
       since = case when s.state = w.state then s.since else $1 end, sequence = s.sequence + case when s.state = 'draft' then 0 else w.more end, state = w.state
     from jsonb_to_recordset($2::jsonb) as w(id uuid, stage_id uuid, slug text, kind text, title jsonb, summary jsonb, starts text, ends text, delay integer, spoken text[], interpreted text[],
       capacity integer, audience text[], attachments uuid[], recorded boolean, state text, more integer)
     where s.id = w.id`,
    [at, JSON.stringify(rows)],
  );
}

async function cancel(tx: Tx, at: Date, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.sql.query(`update session set state = 'cancelled', since = $1, sequence = sequence + 1 where id = any($2::uuid[]) and state in ('released', 'doors')`, [at, ids]);
}

/** Whoever is on air stays until a decision of the stage takes them off, and goes with it. */
async function writePeople(tx: Tx, sessions: readonly (readonly [string, Shown])[]): Promise<void> {
  if (sessions.length === 0) return;
  const people = sessions.flatMap(([session, { people: list }]) => list.map((person) => ({ ...person, session })));
  const gone = [sessions.map(([id]) => id), people.map(({ id }) => id)];
  await tx.sql.query(`update session_person p set leaving = true from session s where s.id = p.session_id and s.id = any($1::uuid[]) and not (p.id = any($2::uuid[])) and p.id = any(s.on_air)`, gone);
  await tx.sql.query(
    `delete from session_person p using session s where s.id = p.session_id and s.id = any($1::uuid[]) and not (p.id = any($2::uuid[])) and not (p.id = any(s.on_air))`,
    gone,
  );
  await tx.sql.query(
    `insert into session_person as p (id, session_id, position, speaker, role, photo, shape, name, title, initials, short, fictional, replaces)
     select w.id, w.session, w.position, w.speaker, w.role, w.photo, w.shape, w.name, w.title, w.initials, w.short, w.fictional, nullif(w.replaces, 'null')
     from jsonb_to_recordset($1::jsonb) as w(id uuid, session uuid, position integer, speaker uuid, role text, photo uuid, shape text, name jsonb, title jsonb, initials jsonb, short jsonb, fictional boolean, replaces jsonb) order by w.id
     on conflict (id) do update set position = excluded.position, speaker = excluded.speaker, role = excluded.role, photo = excluded.photo, shape = excluded.shape, name = excluded.name, title = excluded.title,
       initials = excluded.initials, short = excluded.short, fictional = excluded.fictional, replaces = excluded.replaces, leaving = false where p.session_id = excluded.session_id`,
    [JSON.stringify(people)],
  );
}
