import { DraftContent, type ExchangeField, type ExchangeFormat, exchangeSessions, type RefusalCode, titleMost } from '@siccam/contract';
import { isDay } from './event';
import { cleaned, isNothing, listOf, recordOf, textOf } from './exact';
import { readTable } from './table';
import { readXml } from './xml';

/** One session as a file has it. `$day`: the day under which it stands; `$room`: the room. */
export type Found = { place: string; event: Record<string, unknown> };

/** The draft that a file was written from here; `guids`: which of its sessions stands under which id in the file. `waiting`: what has no hour. */
export type Own = { items: ReadonlyMap<string, DraftContent>; guids: ReadonlyMap<string, string>; waiting: readonly unknown[] };

/** A file as it was understood. `own`: the draft that it was written from, where it was written here. */
export type Doc = { format: ExchangeFormat; zone: string | null; acronym: string; days: string[]; found: Found[]; own: Own | null; fields: ExchangeField[] };

/** Why a whole file is refused. */
export type Unread = Extract<RefusalCode, `exchange.${string}`>;

/** Understands a file, whatever it says it is; or says why not. */
export function readFile(bytes: Uint8Array): Doc | Unread {
  const text = textIn(bytes);
  if (text === null) return 'exchange.notUtf8';
  const begin = text.trimStart().slice(0, 1);
  if (begin === '') return 'exchange.empty';
  if (begin === '{' || begin === '[') return fromJson(text);
  if (begin === '<') return fromXml(text);
  return readTable(text);
}

function textIn(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function fromJson(text: string): Doc | Unread {
  const file = parsed(text);
  if (file === null) return 'exchange.unreadable';
  const schedule = recordOf(recordOf(file)['schedule']);
  const { $schema: _schema, generator: _generator, schedule: _one, ...beside } = recordOf(file);
  return fromSchedule('json', schedule, ownIn(recordOf(recordOf(schedule['conference'])['meta'])[extension]), Object.keys(beside));
}

function parsed(json: string): unknown {
  try {
    return clean(JSON.parse(json), 0);
  } catch {
    return null;
  }
}

function fromXml(text: string): Doc | Unread {
  const read = readXml(text);
  if (typeof read === 'string') return `exchange.${read}`;
  return fromSchedule('xml', recordOf(clean(read.schedule, 0)), ownIn(parsed(read.own ?? 'null')), []);
}

/** Under this name an export keeps what the format has no place for. */
export const extension = 'siccam-remote';

function ownIn(value: unknown): Own | null {
  const { items, guids, waiting } = recordOf(value);
  const read = Object.entries(recordOf(items)).flatMap(([id, content]) => {
    const one = DraftContent.safeParse(content);
    return one.success ? [[id, one.data] as const] : [];
  });
  return read.length > 0 ? { items: new Map(read), guids: new Map(Object.entries(recordOf(guids)).map(([guid, id]) => [guid, textOf(id)])), waiting: listOf(waiting) } : null;
}

const standard = new Set(['guid', 'code', 'id', 'logo', 'date', 'start', 'end', 'duration', 'room', 'slug', 'url', 'title', 'subtitle', 'track', 'type', 'language', 'abstract', 'description', 'recording_license', 'do_not_record', 'do_not_stream', 'persons', 'links', 'feedback_url', 'origin_url', 'attachments']);
/** The most kinds of fields of which a file is told that they have no place here. */
export const fieldsMost = 1000;
/** The most that a file may say of one session: much more than a draft keeps. Characters. */
const saidMost = 500_000;
/** A session of which a file says more than that. */
export const tooMuch = '$tooMuch';

/** An event as it is looked at; of one that says too much nothing is, but what it is called. */
export const looked = (event: Record<string, unknown>): Record<string, unknown> => (JSON.stringify(event).length <= saidMost ? event : { title: textOf(event['title']).slice(0, titleMost), [tooMuch]: true });

const understood = new Set(['days', 'time_zone_name', 'meta', 'rooms', 'daysCount', 'start', 'end']);

function fromSchedule(format: 'json' | 'xml', schedule: Record<string, unknown>, own: Own | null, beside: readonly string[]): Doc | Unread {
  const conference = recordOf(schedule['conference']);
  const days = listOf(conference['days']).map(recordOf);
  if (days.length === 0 && !own) return 'exchange.unreadable';
  const fields = new Map<string, ExchangeField>();
  const see = (place: string, kept: boolean) => fields.size <= fieldsMost && fields.set(place, { place, kept, count: (fields.get(place)?.count ?? 0) + 1 });
  for (const name of beside) see(name, false);
  for (const [name, value] of Object.entries(schedule)) if (!isNothing(value) && !['conference', 'version', 'generator', 'base_url', '#text'].includes(name)) see(`schedule.${name}`, false);
  for (const [name, value] of Object.entries(conference)) if (!isNothing(value) && !understood.has(name) && !(own && name !== 'meta')) see(`conference.${name}`, false);
  for (const room of listOf(conference['rooms']).map(recordOf)) for (const [name, value] of Object.entries(room)) if (!isNothing(value) && name !== 'name' && name !== 'guid') see(`rooms.${name}`, false);
  const guids = new Map(listOf(conference['rooms']).map(recordOf).map(({ name, guid }) => [textOf(name), guid] as const));
  const found: Found[] = [];
  const add = (place: string, event: unknown, inside: Record<string, unknown>) => {
    const entries = Object.entries(recordOf(event));
    for (const [name, value] of entries) if (!standard.has(name) && !isNothing(value)) see(`event.${name}`, !unkept(name));
    const named = Object.fromEntries(entries.filter(([name]) => !unkept(name)));
    found.push({ place, event: looked({ ...named, ...inside, ...(isNothing(named['room']) ? { room: textOf(recordOf(inside['$room'])['name']) } : {}) }) });
  };
  if (days.reduce((sum, { rooms }) => sum + Object.keys(recordOf(rooms)).length + listOf(rooms).length, 0) > exchangeSessions) return 'exchange.tooMany';
  for (const [at, day] of days.entries()) {
    const $day = { date: textOf(day['date']), start: textOf(day['day_start']) };
    for (const { name, guid, events } of roomsOf(day['rooms'])) for (const [place, event] of events.entries()) add(`days[${at}].${name}[${place}]`, event, { $day, $room: { name, guid: guid ?? guids.get(name) ?? null } });
  }
  // What has no hour yet stands beside the days in our own files.
  for (const [at, event] of (own?.waiting ?? []).entries()) add(`waiting[${at}]`, event, {});
  if (found.length > exchangeSessions || fields.size > fieldsMost) return 'exchange.tooMany';
  return { format, zone: zoneIn(conference['time_zone_name']), acronym: textOf(conference['acronym']).slice(0, 60), days: days.map(({ date }) => textOf(date)).filter(isDay), found, own, fields: [...fields.values()].sort((a, b) => (a.place < b.place ? -1 : 1)) };
}

const unkept = (name: string): boolean => name.startsWith('$') || name === '__proto__' || name.length > 80;

function roomsOf(rooms: unknown): { name: string; guid?: unknown; events: unknown[] }[] {
  if (Array.isArray(rooms)) return rooms.map(recordOf).map(({ name, guid, events }) => ({ name: textOf(name), guid, events: listOf(events) }));
  return Object.entries(recordOf(rooms)).map(([name, events]) => ({ name, events: listOf(events) }));
}

/** A zone that this machine knows, or null. */
function zoneIn(value: unknown): string | null {
  try {
    return textOf(value) === '' ? null : new Intl.DateTimeFormat('en', { timeZone: textOf(value) }).resolvedOptions().timeZone;
  } catch {
    return null;
  }
}

/** The same without characters that no database and no XML can hold. Deeper than any schedule is no schedule. */
function clean(value: unknown, depth: number): unknown {
  if (depth > 40) throw new Error('too deep');
  if (typeof value === 'string') return cleaned(value);
  if (Array.isArray(value)) return value.map((one: unknown) => clean(one, depth + 1));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [cleaned(key), clean(one, depth + 1)]));
}
