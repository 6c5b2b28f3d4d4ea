import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { each, type Steps } from '../platform';
import { isNothing, listOf, recordOf, textOf } from './exact';

/** Why a text is not read as XML. */
export type XmlTrouble = 'entities' | 'unreadable';

/** The instruction of an XML file in which we keep what its format has no place for. */
const ours = 'siccam-remote';
const lists = new Set(['day', 'room', 'event', 'person', 'link', 'attachment']);
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  // Nothing is declared in a file that we read, so nothing grows out of one.
  processEntities: false,
  tagValueProcessor: (_name, value) => decoded(value),
  attributeValueProcessor: (_name, value) => decoded(value),
  ignoreDeclaration: true,
  ignorePiTags: true,
  maxNestedTags: 40,
  isArray: (name) => lists.has(name),
});

/** A `schedule.xml` in the shape of a `schedule.json`, and our own words in it. Entities and document types are refused: they read files, and grow. */
export function readXml(source: string): { schedule: Record<string, unknown>; own: string | null } | XmlTrouble {
  const { text, own } = withoutOurs(source);
  const flat = withoutSections(text);
  if (flat === null) return 'unreadable';
  if (/<!(?!--)/.test(flat)) return 'entities';
  if (/&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-f]{1,6});)/i.test(flat)) return /&[a-z_][\w.-]*;/i.test(flat) ? 'entities' : 'unreadable';
  try {
    if (XMLValidator.validate(flat) !== true) return 'unreadable';
    const { schedule } = parser.parse(flat) as Record<string, unknown>;
    return typeof schedule === 'object' && schedule !== null ? { schedule: asJson(recordOf(schedule)), own } : 'unreadable';
  } catch {
    return 'unreadable';
  }
}

/** Our own words are cut out before anything reads the rest. */
function withoutOurs(source: string): { text: string; own: string | null } {
  const from = source.indexOf(`<?${ours} `);
  const to = from < 0 ? -1 : source.indexOf('?>', from);
  return to < 0 ? { text: source, own: null } : { text: source.slice(0, from) + source.slice(to + 2), own: source.slice(from + ours.length + 3, to) };
}

/** Comments go, and sections of plain text become plain text: what is left of `<!` declares something. */
function withoutSections(text: string): string | null {
  const pieces: string[] = [];
  for (let at = 0; ; ) {
    const next = /<!--|<!\[CDATA\[/g;
    next.lastIndex = at;
    const found = next.exec(text);
    if (!found) return pieces.join('') + text.slice(at);
    const isComment = found[0] === '<!--';
    const end = text.indexOf(isComment ? '-->' : ']]>', next.lastIndex);
    if (end < 0) return null;
    pieces.push(text.slice(at, found.index), isComment ? '' : escaped(text.slice(next.lastIndex, end)));
    at = end + 3;
  }
}

const signs: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const decoded = (text: string): string =>
  text.includes('&')
    ? text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(amp|lt|gt|quot|apos));/gi, (_whole, dec?: string, hex?: string, name?: string) => {
        if (name !== undefined) return signs[name.toLowerCase()] ?? '';
        const code = dec !== undefined ? Number(dec) : parseInt(hex ?? '', 16);
        return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : '';
      })
    : text;

const escaped = (text: string): string => text.replace(/[&<>"\r\t\n]/g, (sign) => escapes[sign] ?? sign);
const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\r': '&#13;', '\t': '&#9;', '\n': '&#10;' };

/** The words of an element, whatever stands around and in them. */
function words(value: unknown): string {
  if (Array.isArray(value)) return words(value[0]);
  if (typeof value !== 'object' || value === null) return textOf(value);
  return Object.entries(value).filter(([name]) => !name.startsWith('@')).map(([, one]) => words(one)).join(' ').trim();
}

const under = (value: unknown, name: string): Record<string, unknown>[] => listOf(recordOf(Array.isArray(value) ? value[0] : value)[name]).map((one) => (typeof one === 'string' ? { '#text': one } : recordOf(one)));

function asJson(schedule: Record<string, unknown>): Record<string, unknown> {
  const { conference, day, version, generator, ...rest } = schedule;
  const days = listOf(day).map(recordOf).map((one) => ({
    date: one['@date'],
    day_start: one['@start'],
    day_end: one['@end'],
    index: one['@index'],
    // An event may stand outside of any room.
    rooms: [...listOf(one['room']).map((room) => (typeof room === 'string' ? {} : recordOf(room))), ...(one['event'] ? [{ event: one['event'] }] : [])].map((room) => ({
      name: textOf(room['@name']),
      guid: room['@guid'],
      events: listOf(room['event']).map(recordOf).map(eventOf),
    })),
  }));
  return { ...rest, version: words(version), generator, conference: { ...Object.fromEntries(Object.entries(recordOf(conference)).map(([name, value]) => [name, words(value)])), days } };
}

/** Elements of an event that hold more than words. */
function eventOf(event: Record<string, unknown>): Record<string, unknown> {
  const { persons, links, attachments, recording, ...rest } = event;
  const plain = Object.entries(rest).flatMap(([name, value]) => (name === '#text' ? [] : [[name.replace(/^@/, ''), words(value)] as const]));
  const recorded = recordOf(recording);
  const reference = (one: Record<string, unknown>) => withoutNothing({ url: one['@href'], title: words(one), type: one['@type'], service: one['@service'] });
  return Object.fromEntries<unknown>(
    [
      ...plain,
      ['persons', under(persons, 'person').map((one) => withoutNothing({ ...Object.fromEntries(Object.entries(one).flatMap(([name, value]) => (name.startsWith('@') ? [[name.slice(1), value]] : []))), name: words(one) }))] as const,
      ['links', under(links, 'link').map(reference)] as const,
      ['attachments', under(attachments, 'attachment').map(reference)] as const,
      ['recording_license', words(recorded['license'])] as const,
      ['do_not_record', recorded['optout'] === undefined ? '' : words(recorded['optout']).trim() === 'true'] as const,
      ...['url', 'link'].flatMap((name) => (recorded[name] === undefined ? [] : [[`recording_${name}`, words(recorded[name])] as const])),
    ].filter(([, value]) => !isNothing(value)),
  );
}

const withoutNothing = (record: Record<string, unknown>): Record<string, unknown> => Object.fromEntries(Object.entries(record).filter(([, value]) => !isNothing(value)));

type Content = string | number | boolean | null | undefined;
const inText = (text: string): string => text.replace(/[&<>\r]/g, (sign) => escapes[sign] ?? sign);
/** One element, its attributes without those that are nothing. `inside`: its content as XML already. */
const element = (name: string, attributes: Record<string, Content>, inside: string): string =>
  `<${name}${Object.entries(attributes).map(([key, value]) => (isNothing(value) ? '' : ` ${key}="${escaped(textOf(value))}"`)).join('')}>${inside}</${name}>`;
const said = (name: string, value: unknown): string => element(name, {}, inText(textOf(value)));
const saidIf = (name: string, value: unknown, fits: boolean): string => (fits && !isNothing(value) ? said(name, value) : '');

const isAddress = (value: unknown): boolean => /^https?:\/\//.test(textOf(value));

/** A `schedule.json` as a `schedule.xml`. `own`: what its format has no place for, as JSON. */
export function* writeXml(file: Record<string, unknown>, own: string | null): Steps<string> {
  const schedule = recordOf(file['schedule']);
  const conference = recordOf(schedule['conference']);
  const generator = recordOf(file['generator']);
  const slugs = new Set<string>();
  const days: string[] = [];
  for (const day of listOf(conference['days']).map(recordOf)) {
    const rooms: string[] = [];
    for (const [name, events] of Object.entries(recordOf(day['rooms']))) {
      rooms.push(room(name, listOf(conference['rooms']).map(recordOf).find((one) => one['name'] === name)?.['guid'], yield* each(listOf(events).map(recordOf), (event) => eventXml(event, slugs))));
    }
    days.push(`${element('day', { index: Number(day['index']), date: textOf(day['date']), start: textOf(day['day_start']), end: textOf(day['day_end']) }, `\n${rooms.join('')}`)}\n`);
  }
  return [
    '<?xml version="1.0" encoding="UTF-8"?>\n<schedule>\n',
    `${element('generator', { name: textOf(generator['name']), version: textOf(generator['version']) }, '')}\n${said('version', schedule['version'])}\n<conference>`,
    ...['acronym', 'title', 'start', 'end'].map((name) => said(name, conference[name])),
    said('days', conference['daysCount']),
    ...['timeslot_duration', 'url', 'time_zone_name'].map((name) => saidIf(name, conference[name], true)),
    '</conference>\n',
    ...days,
    // JSON that stands in an instruction must not end it.
    own === null ? '' : `<?${ours} ${own.replaceAll('?>', String.raw`?\u003e`)}?>\n`,
    '</schedule>\n',
  ].join('');
}

// A room is named even where its name is nothing.
const room = (name: string, guid: unknown, events: readonly string[]): string => `<room name="${escaped(name)}"${isNothing(guid) ? '' : ` guid="${escaped(textOf(guid))}"`}>\n${events.join('')}</room>\n`;

function eventXml(event: Record<string, unknown>, slugs: Set<string>): string {
  const slug = textOf(event['slug']);
  const ownSlug = /^[a-z0-9_]{4,}-[a-z0-9\-_]{4,}$/.test(slug) && !slugs.has(slug);
  if (ownSlug) slugs.add(slug);
  const reference = (name: string) => (one: Record<string, unknown>) => element(name, { href: textOf(one['url']), type: textOf(one['type']) }, inText(textOf(one['title'])));
  const inside = [
    ...['room', 'title', 'subtitle', 'type', 'date', 'start', 'duration', 'abstract'].map((name) => said(name, event[name])),
    saidIf('slug', slug, ownSlug),
    said('track', event['track']),
    saidIf('logo', event['logo'], isAddress(event['logo'])),
    element('persons', {}, listOf(event['persons']).map(recordOf).map((one) => element('person', { id: Number.isInteger(one['id']) ? Number(one['id']) : null, guid: textOf(one['guid']) }, inText(textOf(one['name'])))).join('')),
    said('language', event['language']),
    said('description', event['description']),
    element('recording', {}, said('license', event['recording_license']) + said('optout', event['do_not_record'] === true)),
    element('links', {}, listOf(event['links']).map(recordOf).map(reference('link')).join('')),
    element('attachments', {}, listOf(event['attachments']).map(recordOf).map(reference('attachment')).join('')),
    ...['url', 'feedback_url', 'origin_url'].map((name) => saidIf(name, event[name], isAddress(event[name]))),
  ].join('');
  const code = textOf(event['code']);
  return `${element('event', { guid: textOf(event['guid']), id: Number(event['id']), code: /^[0-9A-Z]{6}$/.test(code) ? code : null }, inside)}\n`;
}
