import { z } from 'zod';
import { Bytes, route } from './door';
import { Language, Words } from './language';
import { SentFile } from './page';
import { SessionRole } from './programme';

/** The most bytes that an imported file may have. */
export const exchangeBytes = 16 * 1024 * 1024;
/** The most sessions that an imported file may have. */
export const exchangeSessions = 5000;

/** A programme as a file. `json` and `xml`: the schedule of frab and pretalx. `csv` and `xlsx`: a table with a line for each session; `xlsx` is written, not read. */
export const ExchangeFormat = z.enum(['json', 'xml', 'csv', 'xlsx']);
/** See the schema of the same name. */
export type ExchangeFormat = z.infer<typeof ExchangeFormat>;

/** Why a session of a file is refused. `timeWrong`: no date or time. `timeInGap`: an hour that the clock leaves out. `durationWrong`: negative, or none. `durationLong`: more than 26 hours. `daysMany`: on a day for which the fair has no place left. `huge`: more than a draft can keep. `valueWrong`: a cell that says nothing its column knows. */
export const ExchangeWhy = z.enum(['timeWrong', 'timeInGap', 'durationWrong', 'durationLong', 'daysMany', 'huge', 'valueWrong']);
/** See the schema of the same name. */
export type ExchangeWhy = z.infer<typeof ExchangeWhy>;

/** What an organiser should know of a session that is taken. `timeDiffers`: the hour beside its date says another one, and the date counts. `offsetOdd`: its hour is given for another part of the world. `zero`: it lasts no time, and stands with five minutes. `cut`: a text is too long, and is shortened where it is shown. `markup`: the marks of a web page were taken out of a text. */
export const ExchangeNote = z.enum(['titleMissing', 'idMissing', 'idRepeated', 'timeMissing', 'timeDiffers', 'offsetOdd', 'zero', 'durationMissing', 'roomNameless', 'noPeople', 'personNameless', 'personShared', 'languageUnknown', 'cut', 'markup']);
/** See the schema of the same name. */
export type ExchangeNote = z.infer<typeof ExchangeNote>;

/** What stands in a field: words, a wall time, a number, a yes or no, several of them, or people with what they are in a session. Null: nothing, or nothing that could be read (a field that only says how a file was written). */
export const ExchangeSide = z.union([z.string(), z.number(), z.boolean(), z.array(z.string()), z.array(z.object({ role: SessionRole, name: Words })), Words]).nullable();
/** See the schema of the same name. */
export type ExchangeSide = z.infer<typeof ExchangeSide>;

/** A field of the draft that becomes something else. Long texts are cut around where they begin to differ. */
export const ExchangeChange = z.object({ field: z.string(), was: ExchangeSide, is: ExchangeSide });
/** See the schema of the same name. */
export type ExchangeChange = z.infer<typeof ExchangeChange>;

/** One thing that a file names. `place`: where in the file; empty for what follows from all of it. `why` and `field`: what is wrong, where it is refused. */
export const ExchangeLine = z.object({
  kind: z.enum(['fair', 'stage', 'speaker', 'session']),
  place: z.string(),
  name: Words,
  does: z.enum(['create', 'change', 'leave', 'refuse']),
  why: ExchangeWhy.nullable(),
  field: z.string().nullable(),
  changes: z.array(ExchangeChange),
  notes: z.array(ExchangeNote),
});
/** See the schema of the same name. */
export type ExchangeLine = z.infer<typeof ExchangeLine>;

/** Fields of a file that have no place here, with how often they stand there. `kept`: with their session, and given back on export; else they stay in the file. */
export const ExchangeField = z.object({ place: z.string(), count: z.number().int(), kept: z.boolean() });
/** See the schema of the same name. */
export type ExchangeField = z.infer<typeof ExchangeField>;

/** What a file does to the draft. `plan` names exactly this, for whoever decides that it be done. */
export const ExchangePlan = z.object({ format: ExchangeFormat, plan: z.string(), lines: z.array(ExchangeLine), fields: z.array(ExchangeField), applied: z.boolean() });
/** See the schema of the same name. */
export type ExchangePlan = z.infer<typeof ExchangePlan>;

const unread = ['exchange.empty', 'exchange.notUtf8', 'exchange.entities', 'exchange.unreadable', 'exchange.tooMany'] as const;

/** Says what a file would create, change, leave alone and refuse; nothing is written. */
export const previewImport = route({
  name: 'exchange.preview',
  method: 'POST',
  path: '/api/desk/exchange/preview',
  needs: 'programme.edit',
  question: z.strictObject({ bytes: Bytes }),
  answer: ExchangePlan,
  refusals: unread,
  body: 'bytes',
  most: exchangeBytes,
});

/** Does what a preview said, in one decision, or nothing if that would be something else by now. `without`: what is refused is left out; else one refused line is enough for nothing to be done. */
export const applyImport = route({
  name: 'exchange.apply',
  method: 'POST',
  path: '/api/desk/exchange/apply',
  needs: 'programme.edit',
  question: z.strictObject({ bytes: Bytes, plan: z.string().max(64), without: z.boolean() }),
  answer: ExchangePlan,
  refusals: [...unread, 'exchange.otherwise', 'exchange.refused', 'timetable.movedMeanwhile', 'timetable.slugTaken', 'timetable.inUse', 'timetable.unknown'],
  body: 'bytes',
  most: exchangeBytes,
});

/** The whole draft as a file, which an import takes back without a change; `language` is that of a table's head. */
export const exportDraft = route({
  name: 'exchange.export',
  method: 'GET',
  path: '/api/desk/exchange/export/:format/:language',
  needs: 'programme.see',
  question: z.strictObject({ format: ExchangeFormat, language: Language }),
  answer: SentFile,
  refusals: [],
  body: 'file',
});

const Reference = z.object({ url: z.string(), title: z.string().optional() });
/** A released session as frab and pretalx write one. */
const Event = z.looseObject({
  guid: z.uuid(),
  id: z.number().int(),
  date: z.string(),
  start: z.string(),
  duration: z.string(),
  room: z.string(),
  slug: z.string(),
  url: z.string(),
  title: z.string(),
  subtitle: z.string(),
  track: z.string().nullable(),
  type: z.string(),
  language: z.string().nullable(),
  abstract: z.string(),
  description: z.string(),
  do_not_record: z.boolean(),
  persons: z.array(z.looseObject({ guid: z.uuid(), name: z.string() })),
  links: z.array(Reference),
  attachments: z.array(Reference),
});
/** The schedule format that frab and pretalx write (`schema.json` of voc/schedule). */
export const Schedule = z.object({
  $schema: z.string(),
  generator: z.object({ name: z.string(), version: z.string() }),
  schedule: z.object({
    version: z.string(),
    base_url: z.string(),
    conference: z.object({
      acronym: z.string(),
      title: z.string(),
      start: z.string(),
      end: z.string(),
      daysCount: z.number().int(),
      timeslot_duration: z.string(),
      time_zone_name: z.string().optional(),
      url: z.string(),
      rooms: z.array(z.object({ name: z.string(), guid: z.uuid() })),
      days: z.array(z.object({ index: z.number().int(), date: z.string(), day_start: z.string(), day_end: z.string(), rooms: z.record(z.string(), z.array(Event)) })),
    }),
  }),
});

const published = <N extends string, A extends z.ZodType>(name: N, path: string, answer: A) => route({ name, method: 'GET', path, needs: 'anyone', question: z.object({}), answer, refusals: [], body: 'public' });
/** The released programme as `schedule.json`. */
export const readScheduleJson = published('export.json', '/api/export/schedule.json', Schedule);
/** The released programme as `schedule.xml`. */
export const readScheduleXml = published('export.xml', '/api/export/schedule.xml', z.string().meta({ contentMediaType: 'application/xml' }));
/** The released programme as a table. */
export const readScheduleCsv = published('export.csv', '/api/export/schedule.csv', z.string().meta({ contentMediaType: 'text/csv' }));
