import { z } from 'zod';
import { route, ask } from './door';
import { Moment, WallTime } from './fair';
import { Language } from './language';
import { Id, line } from './people';
import { Audience, SessionKind, SessionRole } from './programme';
import { Change, ReleaseHead } from './release';

/** Words as an organiser writes them: up to three languages, none of them asked for; what is missing stands in the missing list. */
export const words = (most: number) => {
  const one = line(most).optional();
  return z.strictObject({ ar: one, fr: one, en: one });
};

/** Texts of several lines: as `words`, with line breaks. */
export const texts = (most: number) => {
  const one = z
    .string()
    .max(most * 4)
    .transform((text) => text.normalize('NFC').replace(/\r\n?/g, '\n').replace(/(?!\n)[\p{Cc}\p{Cs}\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu, '').trim())
    .pipe(z.string().max(most))
    .optional();
  return z.strictObject({ ar: one, fr: one, en: one });
};

/** The longest title (characters), as the timetable's and the phone's drawings hold it. */
export const titleMost = 200;
/** The most files of a session. */
export const attachmentsMost = 20;
/** The grid on which sessions are put. Minutes. */
export const gridMinutes = 5;

// What counts up (revisions, releases) is kept in four bytes.
const countMost = 2_000_000_000;

// The years that the tables of zones reach: nothing that is made of a programme can stand on a day that is none.
const isThere = (wall: string): boolean => !Number.isNaN(Date.parse(`${wall}Z`)) && new Date(`${wall}Z`).toISOString().startsWith(wall);
/** A day that there is, from 1900 to 2199. */
export const PlannedDay = z.string().regex(/^(?:19|20|21)\d{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/).refine((day) => isThere(`${day}T00:00`));
/** A wall time on a day that there is, from 1900 to 2199; the zone's clock may leave it out. */
export const PlannedTime = z.string().regex(/^(?:19|20|21)\d{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d$/).refine(isThere);

/** Days of the fair, in order, each once. The rest of an edition is set elsewhere. */
export const DraftFair = z.strictObject({ kind: z.literal('fair'), days: z.array(PlannedDay).min(1).max(14).refine((days) => new Set(days).size === days.length) });
/** See the schema of the same name. */
export type DraftFair = z.infer<typeof DraftFair>;

/** Where sessions are shown; `position`: its order from the reading side. */
export const DraftStage = z.strictObject({ kind: z.literal('stage'), position: z.number().int().min(0).max(1000), name: words(80), note: words(120).nullable() });
/** See the schema of the same name. */
export type DraftStage = z.infer<typeof DraftStage>;

/** From when to when someone can be there, wall times of the fair. */
export const Availability = z.strictObject({ from: PlannedTime, to: PlannedTime });
/** See the schema of the same name. */
export type Availability = z.infer<typeof Availability>;

/** Someone who speaks, moderates, interprets or signs, once for the whole fair. */
export const DraftSpeaker = z.strictObject({
  kind: z.literal('speaker'),
  /** `organisation`: someone who appears by office only; drawn square. */
  shape: z.enum(['person', 'organisation']),
  name: words(120),
  /** Function or office, as it stands under the name. */
  title: words(200),
  /** A short name for tiles. */
  short: words(40),
  /** One to three letters for tiles. */
  initials: words(6),
  about: texts(1500),
  /** A file of use `photo`; null: initials are shown. */
  photo: Id.nullable(),
  fictional: z.boolean(),
  languages: z.array(Language).max(3),
  /** The account of whoever this is, once invited. */
  person: Id.nullable(),
  /** Empty: any time. */
  available: z.array(Availability).max(30),
});
/** See the schema of the same name. */
export type DraftSpeaker = z.infer<typeof DraftSpeaker>;

/** Someone in a session. `id` stays the same when somebody else takes the place; `replaces`: who stood there before, as visitors read it. */
export const DraftEntry = z.strictObject({ id: Id, speaker: Id, role: SessionRole, replaces: words(120).nullable() });
/** See the schema of the same name. */
export type DraftEntry = z.infer<typeof DraftEntry>;

/** The deepest that something lies in what is kept without being understood; files lie less deep. */
const depthMost = 60;
/** Whether a value can be kept as it is: no deeper than that, and no character in it that no database holds. */
const isKept = (value: unknown, depth = 0): boolean => {
  if (typeof value === 'string') return !/[\0\p{Cs}]/u.test(value);
  if (typeof value !== 'object' || value === null) return true;
  return depth < depthMost && Object.entries(value).every(([key, one]) => isKept(key) && isKept(one, depth + 1));
};

/** A conflict that the organiser lives with: its key, and when that was decided. */
export const Accepted = z.strictObject({ key: z.string().max(300).refine((key) => isKept(key)), at: Moment });

/** A session as its organiser works on it. `stage` and `starts` null: not placed yet (a kind that is on no stage has a start and no stage). */
export const DraftSession = z.strictObject({
  kind: z.literal('session'),
  /** Last part of its address, `panel-1`; once released it stays. */
  slug: z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/).max(80),
  is: SessionKind,
  title: words(titleMost),
  summary: texts(3000),
  stage: Id.nullable(),
  /** On the grid or not: what is imported is not moved. */
  starts: PlannedTime.nullable(),
  minutes: z.number().int().min(1).max(26 * 60),
  /** Minutes by which the start was moved on the day, beside the planned start. */
  delay: z.number().int().min(0).max(600),
  cancelled: z.boolean(),
  spoken: z.array(Language).max(3),
  interpreted: z.array(Language).max(3),
  people: z.array(DraftEntry).max(60),
  /** For whom it is; empty: for everyone. */
  audience: z.array(Audience).max(4),
  /** Seats; null: everyone. */
  capacity: z.number().int().min(1).max(100_000).nullable(),
  /** Files of use `attachment`. */
  attachments: z.array(Id).max(attachmentsMost),
  recorded: z.boolean(),
  accepted: z.array(Accepted).max(60),
  /** Where it came from, `<system> <its id there>`: the same file again finds it. */
  source: z.string().max(300).refine((source) => isKept(source)).nullable(),
  /** Fields of an imported file that have no place here: kept, and given back on export. */
  extra: z.record(z.string().max(80), z.unknown()).refine((extra) => isKept(extra)).nullable(),
});
/** See the schema of the same name. */
export type DraftSession = z.infer<typeof DraftSession>;

/** What a draft consists of: the days, the stages, the sessions, the people. Each is saved by itself. */
export const DraftContent = z.discriminatedUnion('kind', [DraftFair, DraftStage, DraftSession, DraftSpeaker]);
/** See the schema of the same name. */
export type DraftContent = z.infer<typeof DraftContent>;

/** One item of the draft as it stands. `revision` counts its saves from 1. `content` null: taken out. `by`: who saved it last, null for the terminal or an import. */
export const DraftItem = z.object({ id: z.uuid(), revision: z.number().int(), changed: Moment, by: z.object({ id: z.string(), name: z.object({ ar: z.string().optional(), latin: z.string().optional() }).nullable() }).nullable(), content: DraftContent.nullable() });
/** See the schema of the same name. */
export type DraftItem = z.infer<typeof DraftItem>;

/** A whole draft with the number of the last release. `head`: its topic stood at least there when it was read. `clock`: how the zone's clock runs around its days by the server's tables, for a browser whose own are older or newer. */
export const Draft = z.object({ head: z.number().int(), zone: z.string(), clock: z.array(z.object({ from: Moment, minutes: z.number().int() })), items: z.array(DraftItem), release: ReleaseHead.nullable() });
/** See the schema of the same name. */
export type Draft = z.infer<typeof Draft>;

/** The draft of the fair. */
export const readDraft = route({ name: 'draft.read', method: 'GET', path: '/api/desk/programme', needs: 'programme.see', question: z.strictObject({}), answer: Draft, refusals: [], body: 'packed' });
/** Some items of the draft, as they stand: asked for after the topic told that they were saved. */
export const readDraftItems = route({ name: 'draft.items', method: 'POST', path: '/api/desk/programme/items', needs: 'programme.see', question: z.strictObject({ ids: z.array(Id).min(1).max(500) }), answer: z.object({ items: z.array(DraftItem) }), refusals: [], body: 'packed' });
/**
 * Saves items in one decision, each over the `revision` that was read (0: it is new; `content` null: take it out). If one of them was
 * saved by someone else meanwhile nothing is done. Idempotent: the same content again over an older revision by the same person is no conflict.
 */
export const saveDraft = route({
  name: 'draft.save',
  method: 'POST',
  path: '/api/desk/programme/save',
  needs: 'programme.edit',
  question: z.strictObject({ items: z.array(z.strictObject({ id: Id, revision: z.number().int().min(0).max(countMost), content: DraftContent.nullable() })).min(1).max(200) }),
  answer: z.object({ items: z.array(DraftItem) }),
  refusals: ['timetable.movedMeanwhile', 'timetable.unknown', 'timetable.slugTaken', 'timetable.inUse'],
  body: 'long',
});
/** Who looks at a draft now, each with the item they look at (null: none): told at most once a second, only when changed, to whoever has entered its topic. */
export const DraftPulse = z.object({ here: z.array(z.object({ person: z.string(), name: z.object({ ar: z.string().optional(), latin: z.string().optional() }).nullable(), item: z.string().nullable() })) });
/** See the schema of the same name. */
export type DraftPulse = z.infer<typeof DraftPulse>;

/** Says which item this organiser looks at (null: none), and hears who is there, themselves among them; kept nowhere. Whoever has not entered the draft's topic is not counted. */
export const lookAtDraft = ask({ name: 'draft.look', needs: 'programme.see', question: z.strictObject({ item: Id.nullable() }), answer: DraftPulse, refusals: [] });

/** What is wrong with a timetable. `stage`: two sessions on one stage. `person`: one person in two places. `prayer`: Friday prayer. `clock`: the clock changes in it (Ramadan). `day`: outside the fair's days. `availability`: someone cannot be there. `translation`: words are missing in a language. `interpreter`: a language is promised without anyone to interpret. */
export const ConflictKind = z.enum(['stage', 'person', 'prayer', 'clock', 'day', 'availability', 'translation', 'interpreter']);
/** See the schema of the same name. */
export type ConflictKind = z.infer<typeof ConflictKind>;

/** One conflict. `key` is the same as long as the same things collide. `from`/`to`: the wall times in which they do. `role`: what the person is in the first session. */
export const Conflict = z.object({
  key: z.string(),
  kind: ConflictKind,
  sessions: z.array(z.uuid()).min(1),
  speaker: z.uuid().nullable(),
  role: SessionRole.nullable(),
  from: WallTime.nullable(),
  to: WallTime.nullable(),
  /** The languages that are missing or not interpreted. */
  languages: z.array(Language),
  accepted: Moment.nullable(),
});
/** See the schema of the same name. */
export type Conflict = z.infer<typeof Conflict>;

/** What a release of the draft would do now. `plans`: people who have a changed session in their plan; `reminded`: those of them who asked to be told; `speakers`: people in changed sessions who have an account. */
export const previewRelease = route({
  name: 'release.preview',
  method: 'GET',
  path: '/api/desk/programme/release',
  needs: 'programme.see',
  question: z.strictObject({}),
  answer: z.object({ number: z.number().int(), changes: z.array(Change), conflicts: z.array(Conflict), told: z.object({ plans: z.number().int(), reminded: z.number().int(), speakers: z.number().int() }), revisions: z.string() }),
  refusals: [],
  body: 'packed',
});
/** Publishes the draft. `number` and `revisions` are those of the preview, so nobody publishes what they have not seen. `reason`: needed where conflicts stand that nobody accepted; goes to the log. */
export const makeRelease = route({
  name: 'release.make',
  method: 'POST',
  path: '/api/desk/programme/release',
  needs: 'programme.release',
  question: z.strictObject({ number: z.number().int().min(1).max(countMost), revisions: z.string().max(100), note: texts(1000), reason: line(500).nullable() }),
  answer: ReleaseHead,
  refusals: ['timetable.movedMeanwhile', 'timetable.reasonNeeded', 'timetable.nothingNew', 'timetable.notPlaced'],
});
/** What publishing an older release again would change now, and who would be told. */
export const previewBack = route({ name: 'release.previewBack', method: 'POST', path: '/api/desk/programme/release/back/preview', needs: 'programme.see', question: z.strictObject({ to: z.number().int().min(1).max(countMost) }), answer: previewRelease.answer.pick({ number: true, changes: true, told: true }), refusals: ['timetable.unknown'] });
/** Publishes an older release again, under a new number; the draft is left alone. Sessions that are over or on stay as they are. */
export const rollBack = route({ name: 'release.back', method: 'POST', path: '/api/desk/programme/release/back', needs: 'programme.release', question: z.strictObject({ to: z.number().int().min(1).max(countMost), number: z.number().int().min(1).max(countMost) }), answer: ReleaseHead, refusals: ['timetable.unknown', 'timetable.movedMeanwhile', 'timetable.nothingNew'] });
/** What can be changed on the day with one gesture. `delay`: minutes later than planned (0: as planned), with `follow` whatever comes after it on the same stage is pushed as far as needed. `swap`: two sessions change places. `replace`: someone else takes a place in the list. */
export const DayChange = z.discriminatedUnion('what', [
  z.strictObject({ what: z.literal('delay'), session: Id, minutes: z.number().int().min(0).max(600), follow: z.boolean() }),
  z.strictObject({ what: z.literal('cancel'), session: Id }),
  z.strictObject({ what: z.literal('restore'), session: Id }),
  z.strictObject({ what: z.literal('stage'), session: Id, stage: Id }),
  z.strictObject({ what: z.literal('swap'), session: Id, other: Id }),
  z.strictObject({ what: z.literal('replace'), session: Id, entry: Id, speaker: Id }),
]);
/** See the schema of the same name. */
export type DayChange = z.infer<typeof DayChange>;
/** Changes something on the day: in the draft and for everyone, in one decision, as a release of its own; everything else of the draft stays a draft. Answers the release, what it changed, and what is to be undone with. */
export const changeDay = route({
  name: 'day.change',
  method: 'POST',
  path: '/api/desk/programme/day',
  needs: 'programme.change',
  question: z.strictObject({ change: DayChange }),
  answer: z.object({ release: ReleaseHead, changes: z.array(Change), undo: z.array(DayChange) }),
  refusals: ['timetable.unknown', 'timetable.movedMeanwhile', 'timetable.nothingNew', 'session.notAllowedNow'],
});

/** Makes a link with which a draft can be read and nothing else; it can be taken back. `token` is told once. */
export const makeDraftLink = route({ name: 'draftLink.make', method: 'POST', path: '/api/desk/programme/links', needs: 'programme.edit', question: z.strictObject({ name: line(80) }), answer: z.object({ id: z.uuid(), token: z.string() }), refusals: [] });
/** The links that can read the draft. */
export const readDraftLinks = route({ name: 'draftLink.list', method: 'GET', path: '/api/desk/programme/links', needs: 'programme.see', question: z.strictObject({}), answer: z.object({ links: z.array(z.object({ id: z.uuid(), name: z.string(), made: Moment, seen: Moment.nullable(), revoked: Moment.nullable() })) }), refusals: [] });
/** Takes a link back, at once. */
export const revokeDraftLink = route({ name: 'draftLink.revoke', method: 'POST', path: '/api/desk/programme/links/:link/revoke', needs: 'programme.edit', question: z.strictObject({ link: Id }), answer: z.object({}), refusals: ['timetable.linkUnknown'] });
/** The draft for whoever holds a link: no name of who changed what. */
export const readDraftByLink = route({ name: 'draftLink.read', method: 'POST', path: '/api/draft', needs: 'anyone', question: z.strictObject({ token: z.string().max(100) }), answer: Draft, refusals: ['timetable.linkUnknown'], body: 'packed' });
