import { type DraftContent, type DraftSession, type DraftSpeaker, type DraftStage, type ExchangeField, exchangeSessions, type Language, SessionRole, wordsIn } from '@siccam/contract';
import { parse } from 'csv-parse/sync';
import { each, type Steps } from '../platform';
import { languageOf } from './event';
import { cleaned, isNothing } from './exact';
import { type Doc, fieldsMost, type Found, looked, type Unread } from './read';

/** The columns of a table of sessions, in order. `people`: one a line or between semicolons, `moderator: Amina Idrissi`. */
export const columns = ['id', 'kind', 'title_ar', 'title_fr', 'title_en', 'stage', 'starts', 'minutes', 'people', 'summary_ar', 'summary_fr', 'summary_en', 'spoken', 'interpreted', 'audience', 'capacity', 'recorded', 'delay', 'cancelled', 'slug', 'people_ids', 'extra'] as const;
export type Column = (typeof columns)[number];

/** Columns of other people's tables that mean one of a schedule's fields. */
const others: Readonly<Record<string, string>> = { title: 'title', summary: 'abstract', abstract: 'abstract', description: 'description', room: 'room', date: 'date', start: 'start', end: 'end', duration: 'duration', language: 'language', speakers: 'people', speaker: 'people', type: 'type', url: 'url', subtitle: 'subtitle', track: 'track' };
/** Our columns that say what a schedule's field says. */
const meant: Partial<Record<Column, string>> = { kind: 'type', stage: 'room', starts: 'date', minutes: 'duration', spoken: 'language' };

/** Reads a table of sessions; a spreadsheet's apostrophe before what it would compute is taken off again. */
export function readTable(text: string): Doc | Unread {
  const records = recordsOf(text);
  if (typeof records === 'string') return records;
  const head = records[0]?.map((cell) => cleaned(cell).trim()) ?? [];
  const names = head.map((cell) => cell.toLowerCase());
  if (!names.some((name) => ['title', 'title_ar', 'title_fr', 'title_en'].includes(name)) || new Set(names.filter(Boolean)).size < names.filter(Boolean).length) return 'exchange.unreadable';
  const rows = records.slice(1).map((cells, place) => ({ cells, line: place + 2 })).filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
  if (rows.length === 0) return 'exchange.empty';
  if (rows.length > exchangeSessions) return 'exchange.tooMany';
  const fields = new Map<string, ExchangeField>();
  const found = rows.map(({ cells, line }): Found => {
    const entries: [string, unknown][] = [];
    for (const [place, cell] of cells.entries()) {
      const value = withoutMark(cleaned(cell));
      const name = names[place] ?? '';
      const known = columns.find((column) => column === name);
      if (value.trim() === '') continue;
      if (known) entries.push([meant[known] ?? `$${known}`, value]);
      else if (others[name] !== undefined) entries.push([others[name] === 'people' ? '$people' : others[name], value]);
      else {
        // A cell beside the table has no name to be kept under.
        const field = head[place] || `+${place + 1}`;
        const kept = head[place] !== undefined && head[place] !== '' && field !== '__proto__' && field.length <= 80 && !field.startsWith('$');
        fields.set(field, { place: field, kept, count: (fields.get(field)?.count ?? 0) + 1 });
        if (kept) entries.push([field, value]);
      }
    }
    return { place: String(line), event: withPeople(looked(Object.fromEntries(entries))) };
  });
  if (fields.size > fieldsMost) return 'exchange.tooMany';
  return { format: 'csv', zone: null, acronym: '', days: [], found, own: null, fields: [...fields.values()] };
}

function withPeople({ $people, $people_ids, ...event }: Record<string, unknown>): Record<string, unknown> {
  if (typeof $people !== 'string') return event;
  const ids = typeof $people_ids === 'string' ? $people_ids.split(/\s+/).filter(Boolean) : [];
  const people = $people.split(/(?<!\\)(?:;|\r?\n)/).map((one) => one.trim()).filter(Boolean).map((one) => {
    const [, said = '', rest = ''] = /^(\w+): *(.*)$/s.exec(one) ?? [];
    const role = SessionRole.options.find((known) => known === said);
    return { name: (role ? rest : one).replace(/\\(.)/gs, '$1'), role: role ?? 'speaker' };
  });
  return { ...event, persons: people.map((one, place) => ({ ...one, ...(ids.length === people.length ? { guid: ids[place] } : {}) })) };
}

function recordsOf(text: string): string[][] | Unread {
  const plain = text.replace(/^\ufeff/, '');
  const first = plain.slice(0, Math.min(plain.search(/[\r\n]|$/), 10_000));
  const delimiter = [',', ';', '\t'].sort((a, b) => first.split(b).length - first.split(a).length)[0] ?? ',';
  try {
    // One more than may be is enough to know that there are too many; lines of nothing are many in a spreadsheet's table.
    const records: string[][] = parse(plain, { delimiter, relax_column_count: true, skip_empty_lines: false, to: exchangeSessions * 4, max_record_size: 1_000_000 });
    return records.length >= exchangeSessions * 4 ? 'exchange.tooMany' : records;
  } catch {
    return 'exchange.unreadable';
  }
}

const computed = /^'*[=+\-@\t\r\0\uff1d\uff0b\uff0d\uff20]/;
const withoutMark = (cell: string): string => (cell.startsWith("'") && computed.test(cell) ? cell.slice(1) : cell);
/** A cell that no spreadsheet computes (OWASP ASVS 5.0, 1.2.10), and that comes back as it was. */
const safe = (cell: string): string => (computed.test(cell) ? `'${cell}` : cell);

/** Rows as spreadsheets read them (RFC 4180, UTF-8 with a byte order mark). */
export function* csvOf(rows: readonly (readonly string[])[]): Steps<string> {
  const lines = yield* each(rows, (row) => row.map(safe).map((cell) => (/[",;\r\n\t]|^'|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(','));
  return `\ufeff${lines.join('\r\n')}\r\n`;
}

/** The sessions of a draft as rows, by time. */
export function* rowsOf(items: ReadonlyMap<string, DraftContent>): Steps<Record<Column, string>[]> {
  const speakers = new Map<string, DraftSpeaker>();
  const stages = new Map<string, DraftStage>();
  for (const [id, content] of items) if (content.kind === 'speaker') speakers.set(id, content);
    else if (content.kind === 'stage') stages.set(id, content);
  return yield* each(inOrder(items), ([id, session]) => {
    const language = languageOf(session);
    const { $seen: _seen, $persons: _persons, ...extra } = session.extra ?? {};
    const stage = session.stage === null ? undefined : stages.get(session.stage);
    return {
      id: session.source?.replace(/^csv /, '') ?? id,
      kind: session.is,
      ...words('title', session.title),
      stage: stage ? wordsIn(stage.name, language).text : '',
      starts: session.starts ?? '',
      minutes: String(session.minutes),
      people: session.people.map(({ speaker, role }) => `${role}: ${nameFor(speakers.get(speaker), language).replace(/[;\\\n]/g, '\\$&')}`).join('; '),
      ...words('summary', session.summary),
      spoken: session.spoken.join(', '),
      interpreted: session.interpreted.join(', '),
      audience: session.audience.join(', '),
      capacity: session.capacity === null ? '' : String(session.capacity),
      recorded: session.recorded ? '1' : '0',
      delay: String(session.delay),
      cancelled: session.cancelled ? '1' : '0',
      slug: session.slug,
      people_ids: session.people.map(({ speaker }) => speaker).join(' '),
      extra: isNothing(extra) ? '' : JSON.stringify(extra),
    };
  });
}

const words = <N extends 'title' | 'summary'>(name: N, value: { ar?: string | undefined; fr?: string | undefined; en?: string | undefined }) =>
  ({ [`${name}_ar`]: value.ar ?? '', [`${name}_fr`]: value.fr ?? '', [`${name}_en`]: value.en ?? '' }) as Record<`${N}_${Language}`, string>;
const nameFor = (speaker: DraftSpeaker | undefined, language: Language): string => (speaker ? wordsIn(speaker.name, language).text : '');

/** The sessions of a draft, by time, then by what never changes. */
export function inOrder(items: ReadonlyMap<string, DraftContent>): [string, DraftSession][] {
  return [...items]
    .flatMap(([id, content]): [string, DraftSession][] => (content.kind === 'session' ? [[id, content]] : []))
    .sort(([a, one], [b, other]) => compare(one.starts ?? '~', other.starts ?? '~') || compare(one.slug, other.slug) || compare(a, b));
}
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
