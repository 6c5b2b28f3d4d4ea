import { z } from 'zod';
import { route } from './door';
import { Announcement, Fair, WallTime, Moment } from './fair';
import { Language, Words } from './language';
import { SentFile } from './page';

/** Where a session stands; only a decision moves it, never the clock and never media. */
export const SessionState = z.enum(['draft', 'released', 'doors', 'live', 'paused', 'ended', 'cancelled']);
/** See the schema of the same name. */
export type SessionState = z.infer<typeof SessionState>;

/** What a session is. A `break` has a place in the day but no stage. */
export const SessionKind = z.enum(['opening', 'panel', 'briefing', 'workshop', 'ceremony', 'hiring', 'visit', 'conversation', 'meetings', 'welcome', 'closing', 'break']);
/** See the schema of the same name. */
export type SessionKind = z.infer<typeof SessionKind>;

const offStage: readonly SessionKind[] = ['break', 'hiring', 'meetings'];
/** Whether a kind of session is shown on a stage at all; the others happen elsewhere and never go live. */
export const goesOnStage = ({ kind }: { kind: SessionKind }): boolean => !offStage.includes(kind);

/** A stage: where sessions are shown. */
export const Stage = z.object({ id: z.uuid(), name: Words, note: Words.nullable() });
/** See the schema of the same name. */
export type Stage = z.infer<typeof Stage>;

/** For whom a session is, where it is not for everyone. */
export const Audience = z.enum(['candidates', 'investors', 'professionals', 'institutions']);
/** See the schema of the same name. */
export type Audience = z.infer<typeof Audience>;

/** What someone does in a session. */
export const SessionRole = z.enum(['moderator', 'speaker', 'interpreter', 'signatory', 'witness']);
/** See the schema of the same name. */
export type SessionRole = z.infer<typeof SessionRole>;

/** A file that visitors of a session may take away. `size` in bytes. */
export const Attachment = z.object({ id: z.uuid(), name: z.string(), type: z.string(), size: z.number().int() });
/** See the schema of the same name. */
export type Attachment = z.infer<typeof Attachment>;

/** Someone in a session's list of people. Officials appear by office; `organisation` is drawn square, a person round. */
export const SessionPerson = z.object({
  id: z.uuid(),
  /** The same in every session of this person. */
  speaker: z.uuid().nullable(),
  role: SessionRole,
  shape: z.enum(['person', 'organisation']),
  name: Words,
  title: Words,
  /** One to three letters for the tile, per language. */
  initials: Words,
  /** A short name for the tile. */
  short: Words,
  /** The file of a photo; null: initials are shown. */
  photo: z.uuid().nullable(),
  /** True: an invented person, marked as such wherever the name stands. */
  fictional: z.boolean(),
  /** Who stood here before, when this person replaces someone. */
  replaces: Words.nullable(),
});
/** See the schema of the same name. */
export type SessionPerson = z.infer<typeof SessionPerson>;

/** A session as visitors see it. */
export const Session = z.object({
  id: z.uuid(),
  slug: z.string(),
  kind: SessionKind,
  stageId: z.uuid().nullable(),
  title: Words,
  summary: Words,
  /** Planned start and end, wall time in the fair's zone. */
  starts: WallTime,
  ends: WallTime,
  /** Minutes that the start was moved on the day; the planned start is kept beside it. */
  delay: z.number().int().min(0),
  spoken: z.array(Language),
  interpreted: z.array(Language),
  state: SessionState,
  /** When the present state was decided. */
  since: Moment,
  /** Seats where they are limited, with how many wait; null: everyone. */
  seats: z.object({ capacity: z.number().int(), taken: z.number().int(), waiting: z.number().int() }).nullable(),
  people: z.array(SessionPerson),
  /** For whom it is; empty: for everyone. */
  audience: z.array(Audience),
  attachments: z.array(Attachment),
  /** True: it will be recorded, which is said before anyone speaks. */
  recorded: z.boolean(),
  /** Grows with each published change that a calendar must show (RFC 5545, SEQUENCE). */
  sequence: z.number().int(),
});
/** See the schema of the same name. */
export type Session = z.infer<typeof Session>;

const minutesLater = (wall: string, minutes: number): string => new Date(Date.parse(`${wall}:00Z`) + minutes * 60_000).toISOString().slice(0, 16);
/** When a session really begins: as planned, or as much later as was decided. Wall time. */
export const startOf = (session: Pick<Session, 'starts' | 'delay'>): string => minutesLater(session.starts, session.delay);
/** When it really ends: a session that begins later ends as much later, unless its length is changed too. Wall time. */
export const endOf = (session: Pick<Session, 'ends' | 'delay'>): string => minutesLater(session.ends, session.delay);

/**
 * Everything a programme page shows: the fair, what is announced, its stages, its released sessions, as one versioned buffer.
 * `head`: the fair's topic stood at least at this fact when it was read. `release`: the number of the last release; 0: there is none.
 */
export const Programme = z.object({ version: z.number().int(), head: z.number().int(), release: z.number().int(), fair: Fair, announcements: z.array(Announcement), stages: z.array(Stage), sessions: z.array(Session) });
/** See the schema of the same name. */
export type Programme = z.infer<typeof Programme>;

/** The current fair's programme. Answered from a prepared buffer: ETag, `Cache-Control: public`, no cookie. */
export const readProgramme = route({
  name: 'programme.read',
  method: 'GET',
  path: '/api/programme',
  needs: 'anyone',
  question: z.object({}),
  answer: Programme,
  refusals: [],
  body: 'public',
});

/** The released programme to print: PDF/A-2b, A4, in one language. */
export const printProgramme = route({ name: 'programme.print', method: 'GET', path: '/api/programme/:language/pdf', needs: 'anyone', question: z.object({ language: Language }), answer: SentFile, refusals: [], body: 'file' });
