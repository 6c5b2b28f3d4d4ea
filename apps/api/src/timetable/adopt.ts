import { randomUUID } from 'node:crypto';
import type { DraftContent, DraftEntry, DraftSession, DraftSpeaker } from '@siccam/contract';
import { dayPlus, differenceOf, minutesBetween, wallPlus } from '@siccam/timetable';
import { append } from '../feed';
import type { Tx } from '../platform';
import type { Session, SessionPerson, Stage } from '../programme';
import { type DraftFairRow, tellSaved, topicOf } from './draft';
import { publishable } from './projection';

type SessionRow = Pick<Session, 'id' | 'stageId' | 'slug' | 'kind' | 'title' | 'summary' | 'starts' | 'ends' | 'delay' | 'spoken' | 'interpreted' | 'state' | 'capacity' | 'audience' | 'attachments' | 'recorded'>;
type PersonRow = Omit<SessionPerson, 'session'>;
/** Whose account someone of the programme has. */
export type AccountOf = (speaker: DraftSpeaker) => string | null;

/**
 * Makes the draft of a fair whose programme stands only in the tables that visitors read, and its first release, which changes nothing in
 * them. People who are written alike in several sessions become one. A fair without sessions gets a draft with its days.
 * False: it has a draft already.
 */
export async function adoptProgramme(tx: Tx, fair: DraftFairRow, { by, at, accountOf = () => null }: { by: string; at: Date; accountOf?: AccountOf }): Promise<boolean> {
  const known = await tx.sql.query<object[]>('select 1 from draft_item where fair_id = $1 limit 1', [fair.id]);
  if (known.length > 0) return false;
  const items = new Map<string, DraftContent>([[fair.id, { kind: 'fair', days: fair.days }]]);
  const stages = await tx.sql.query<Pick<Stage, 'id' | 'position' | 'name' | 'note'>[]>('select id, position, name, note from stage where fair_id = $1', [fair.id]);
  for (const { id, ...stage } of stages) items.set(id, { kind: 'stage', ...stage });
  const sessions = await tx.sql.query<SessionRow[]>(
    `select id, stage_id as "stageId", slug, kind, title, summary, starts, ends, delay, spoken, interpreted, state, capacity, audience, attachments, recorded from session where fair_id = $1 and state <> 'draft'`,
    [fair.id],
  );
  const people = await tx.sql.query<PersonRow[]>('select p.* from session_person p join session s on s.id = p.session_id where s.fair_id = $1 order by p.session_id, p.position', [fair.id]);
  const entries = await nameSpeakers(tx, people, items, accountOf);
  for (const session of sessions) items.set(session.id, contentOf(session, entries.filter((entry) => entry.session === session.id).map(({ session: _session, ...entry }) => entry)));
  await tx.sql.query(
    `insert into draft_item (id, fair_id, content, revision, changed, changed_by) select w.id, $1, w.content, 1, $2, $3 from jsonb_to_recordset($4::jsonb) as w(id uuid, content jsonb)`,
    [fair.id, at, by, JSON.stringify([...items].map(([id, content]) => ({ id, content })))],
  );
  tellSaved(tx, fair.id, [...items.keys()].map((id) => ({ id, revision: 1 })));
  if (sessions.length === 0) return true;
  const content = publishable({ zone: fair.zone, items });
  await tx.sql.query(`insert into release (fair_id, number, content, changes, note, made, made_by) values ($1, 1, $2, $3, '{}', $4, $5)`, [fair.id, JSON.stringify(content), JSON.stringify(differenceOf({}, content)), at, by]);
  append(tx, topicOf(fair.id), 'release.made', { number: 1, at: at.toISOString() });
  return true;
}

/** Gives each one who is written alike one profile, and answers who is in which session. */
async function nameSpeakers(tx: Tx, people: readonly (PersonRow & { session_id?: string })[], items: Map<string, DraftContent>, accountOf: AccountOf): Promise<(DraftEntry & { session: string })[]> {
  const byLooks = new Map<string, string>();
  const entries = people.map(({ id, session_id: session = '', role, replaces, shape, name, title, initials, short, fictional, photo }) => {
    const looks = JSON.stringify([shape, name, title, short]);
    const speaker = byLooks.get(looks) ?? randomUUID();
    if (!byLooks.has(looks)) {
      const profile: DraftSpeaker = { kind: 'speaker', shape, name, title, short, initials, about: {}, photo, fictional, languages: [], person: null, available: [] };
      items.set(speaker, { ...profile, person: accountOf(profile) });
      byLooks.set(looks, speaker);
    }
    return { id, session, speaker, role, replaces };
  });
  await tx.sql.query('update session_person p set speaker = w.speaker from jsonb_to_recordset($1::jsonb) as w(id uuid, speaker uuid) where p.id = w.id', [JSON.stringify(entries)]);
  return entries;
}

function contentOf({ id: _id, stageId, kind, starts, ends, state, ...same }: SessionRow, people: DraftEntry[]): DraftSession {
  return { ...same, kind: 'session', is: kind, stage: stageId, starts, minutes: minutesBetween(starts, ends), cancelled: state === 'cancelled', people, accepted: [], source: null, extra: null };
}

/**
 * Moves a whole fair by so many days, what was published before too: for a demonstration whose days are past. What visitors read is left
 * to the caller.
 */
export async function moveDraft(tx: Tx, fair: string, days: number, at: Date): Promise<void> {
  const items = await tx.sql.query<{ id: string; content: unknown }[]>('select id, content from draft_item where fair_id = $1 order by id', [fair]);
  const [moved] = await tx.sql.query<[{ id: string; revision: number }[], number]>(
    'update draft_item d set content = w.content, revision = d.revision + 1, changed = $1 from jsonb_to_recordset($2::jsonb) as w(id uuid, content jsonb) where d.id = w.id and d.content is not null returning d.id, d.revision',
    [at, JSON.stringify(items.map(({ id, content }) => ({ id, content: later(content, days) })))],
  );
  tellSaved(tx, fair, moved);
  const releases = await tx.sql.query<{ number: number; content: unknown; changes: unknown }[]>('select number, content, changes from release where fair_id = $1', [fair]);
  for (const { number, content, changes } of releases) await tx.sql.query('update release set content = $3, changes = $4 where fair_id = $1 and number = $2', [fair, number, JSON.stringify(later(content, days)), JSON.stringify(later(changes, days))]);
}

/** The same with every day and wall time in it so many days later. */
function later(value: unknown, days: number): unknown {
  if (typeof value === 'string') return /^\d{4}-\d{2}-\d{2}$/.test(value) ? dayPlus(value, days) : /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(value) ? wallPlus(value, days * 1440) : value;
  if (Array.isArray(value)) return value.map((one) => later(one, days));
  if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, later(one, days)]));
  return value;
}
