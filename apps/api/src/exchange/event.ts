import { type DraftSession, type DraftSpeaker, type DraftStage, languages, type Language, momentOf, SessionKind, wallOf, type Words, wordsIn } from '@siccam/contract';
import { idOf, isNothing, listOf, recordOf, signOf, textOf } from './exact';
import { aboutOf, summaryOf, titleOf } from './texts';

/** What a session stands among, as an export names it. */
export type Scene = { zone: string; stages: ReadonlyMap<string, DraftStage>; speakers: ReadonlyMap<string, DraftSpeaker>; labels: ReadonlyMap<string, string>; /** The address of a session by its slug. */ address: (slug: string) => string };

/** Keys of `extra` that are ours: signs of what was last imported, and what was known of people. */
export const own = { seen: '$seen', persons: '$persons' } as const;

export const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const minute = 60_000;
const arabic = /\p{Script=Arabic}/u;

/** The language in which a session is written down where a format has one. */
export function languageOf({ spoken, title }: Pick<DraftSession, 'spoken' | 'title'>): Language {
  return spoken.find((one) => title[one]) ?? languages.find((one) => title[one]) ?? spoken[0] ?? 'en';
}

/** The language of words that came without one. */
export const languageOfText = (text: string, other: Language): Language => (arabic.test(text) ? 'ar' : other === 'ar' ? 'fr' : other);

/** A name that is the same in French and in English. */
export const nameIn = (name: string): Words => (arabic.test(name) ? { ar: name } : { fr: name, en: name });

/** The languages that a field names, and whether it names others too. */
export function languagesIn(raw: unknown): { known: Language[]; other: boolean } {
  const named = textOf(raw).toLowerCase().split(/[,;/|\s]+/).filter(Boolean);
  const known = named.flatMap((one) => languages.filter((language) => one === language || one.startsWith(`${language}-`) || one.startsWith(`${language}_`)));
  return { known: [...new Set(known)], other: named.length > known.length };
}

const kinds: readonly (readonly [RegExp, SessionKind])[] = [
  [/work ?shop|atelier|hands.?on|ورشة/, 'workshop'],
  [/panel|table ronde|podium|discussion|debate|ندوة|مائدة/, 'panel'],
  [/opening|ouverture|keynote|افتتاح/, 'opening'],
  [/closing|clôture|cloture|اختتام/, 'closing'],
  [/ceremony|cérémonie|signing|signature|توقيع/, 'ceremony'],
  [/hiring|recrut|job|توظيف/, 'hiring'],
  [/visit|tour|زيارة/, 'visit'],
  [/break|pause|lunch|déjeuner|coffee|استراحة/, 'break'],
  [/interview|fireside|conversation|entretien|حوار/, 'conversation'],
  [/meeting|rendez|لقاء/, 'meetings'],
  [/welcome|accueil|استقبال/, 'welcome'],
];

/** The kind of a session by the words that a file has for it; what says nothing to us is a talk. */
export function kindOf(raw: string): SessionKind {
  const said = raw.trim().toLowerCase();
  return SessionKind.options.find((one) => one === said) ?? kinds.find(([words]) => words.test(said))?.[1] ?? 'briefing';
}

/** A wall time as a moment with the offset of its zone, `2026-11-27T10:45:00+01:00`. */
export function withOffset(wall: string, zone: string): string {
  const moment = momentOf(wall, zone);
  return atOffset(moment, Math.round((Date.parse(`${wallOf(moment, zone)}:00Z`) - moment) / minute));
}
function atOffset(moment: number, offset: number): string {
  const hours = `${String(Math.floor(Math.abs(offset) / 60)).padStart(2, '0')}:${String(Math.abs(offset) % 60).padStart(2, '0')}`;
  return `${new Date(moment + offset * minute).toISOString().slice(0, 19)}${offset < 0 ? '-' : '+'}${hours}`;
}

/** The moment of an ISO 8601 time with an offset; null where it is none. */
export function momentIn(raw: string): number | null {
  const [, day = '', time = '', offset = ''] = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?) ?(Z|[+-]\d{2}:?\d{2})$/i.exec(raw.trim()) ?? [];
  if (!isDay(day)) return null;
  const moment = Date.parse(`${day}T${time}${offset.replace(/^([+-]\d{2})(\d{2})$/, '$1:$2').toUpperCase()}`);
  return Number.isNaN(moment) ? null : moment;
}

/** Whether a text is a day that there is. */
export const isDay = (day: string): boolean => /^(19|20|21)\d{2}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(Date.parse(day)) && new Date(Date.parse(day)).toISOString().startsWith(day);

/** Minutes of a duration, however it is written; null where it is none. */
export function minutesIn(raw: unknown): number | null {
  const text = textOf(raw).trim();
  const sign = text.startsWith('-') ? -1 : 1;
  const clock = /^-?(?:(\d{1,3}):)?(\d{1,4}):(\d{2})(?::(\d{2}))?$/.exec(text);
  // Three parts are hours, minutes, seconds; a day stands only before all of them.
  if (clock) {
    const parts = text.replace('-', '').split(':').map(Number);
    const [days, hours, minutes, seconds] = parts.length === 4 ? parts : [0, ...parts, ...(parts.length === 2 ? [0] : [])];
    return sign * ((days ?? 0) * 1440 + (hours ?? 0) * 60 + (minutes ?? 0) + Math.ceil((seconds ?? 0) / 60));
  }
  const iso = /^-?P(?:(\d{1,3})D)?(?:T(?:(\d{1,4})H)?(?:(\d{1,5})M)?(?:(\d{1,5})S)?)?$/i.exec(text);
  if (iso && /\d/.test(text)) return sign * (Number(iso[1] ?? 0) * 1440 + Number(iso[2] ?? 0) * 60 + Number(iso[3] ?? 0) + Math.ceil(Number(iso[4] ?? 0) / 60));
  return /^-?\d{1,6}$/.test(text) ? Number(text) : null;
}

export const durationOf = (minutes: number): string => `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

/** A slug as ours are, of any text; null where nothing is left of it. */
export function slugOf(raw: string): string | null {
  const plain = raw.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 60).replace(/-+$/, '');
  return plain === '' ? null : plain;
}

/** Fields of an event that stand under the same name in `extra`, and the form in which the format lets them stand. */
const carried: Readonly<Record<string, (value: unknown) => unknown>> = {
  subtitle: textIfText,
  track: textIfText,
  recording_license: textIfText,
  logo: textIfText,
  do_not_stream: (value) => (typeof value === 'boolean' || typeof value === 'string' ? value : undefined),
  code: (value) => (/^[A-Z0-9]+$/.test(textOf(value)) ? value : undefined),
  feedback_url: addressIfAddress,
  origin_url: addressIfAddress,
  links: references,
  attachments: references,
};
function textIfText(value: unknown): unknown {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined;
}
function addressIfAddress(value: unknown): unknown {
  return typeof value === 'string' && URL.canParse(value) && !/\s/.test(value) ? value : undefined;
}
const referenceTypes = ['slides', 'paper', 'web', 'blog', 'article', 'media', 'related', 'activitypub'];
function references(value: unknown): unknown {
  const fitting = listOf(value).map(recordOf).flatMap(({ url, title, type }) => (addressIfAddress(url) === undefined ? [] : [{ url, ...(isNothing(title) ? {} : { title: textOf(title) }), ...(referenceTypes.includes(textOf(type)) ? { type } : {}) }]));
  return fitting.length > 0 ? fitting : undefined;
}

const ofPersons: Readonly<Record<string, (value: unknown) => unknown>> = { avatar: textIfText, url: addressIfAddress, links: references, code: (value) => carried['code']?.(value) };
const fitting = (fields: typeof carried, values: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).flatMap(([name, fits]) => (isNothing(values[name]) || fits(values[name]) === undefined ? [] : [[name, fits(values[name])]])));

/** A session as the format has it. What was imported goes out as it came in, unless somebody has changed it here since. */
export function eventOf(session: DraftSession, { zone, speakers, stages, labels, address }: Scene): Record<string, unknown> {
  const extra = session.extra ?? {};
  const language = languageOf(session);
  const title = wordsIn(session.title, language).text;
  const summary = session.summary[language] ?? wordsIn(session.summary, language).text;
  const raw = (name: string, still: (raw: string) => boolean, other: unknown): unknown => (extra[name] !== undefined && still(textOf(extra[name])) ? extra[name] : other);
  const both = textOf(extra['abstract']) === '' && textOf(extra['description']) !== '' && summaryOf(textOf(extra['description'])).text === summary;
  const date = session.starts === null ? null : textOf(raw('date', (text) => rfc3339.test(text) && wallAt(text, zone) === session.starts, withOffset(session.starts, zone)));
  const persons = recordOf(extra[own.persons]);
  const stage = session.stage === null ? undefined : stages.get(session.stage);
  return {
    ...(date === null ? {} : { date, start: textOf(raw('start', (text) => date === extra['date'] && /^([01]\d|2[0-3]):[0-5]\d$/.test(text), date.slice(11, 16))) }),
    duration: raw('duration', (text) => /^\d{1,2}:\d{2}$/.test(text) && lasting(text) === session.minutes, durationOf(session.minutes)),
    room: stage ? (labels.get(session.stage ?? '') ?? '') : textOf(extra['room']),
    slug: slugs.test(textOf(extra['slug'])) ? extra['slug'] : slugs.test(session.slug) ? session.slug : `s-${session.slug}`,
    url: addressIfAddress(extra['url']) ?? address(session.slug),
    title: raw('title', (text) => titleOf(text).text === title, title),
    type: raw('type', (text) => kindOf(text) === session.is, session.is),
    language: raw('language', (text) => same(languagesIn(text).known, session.spoken), session.spoken.join(', ') || null),
    abstract: both ? '' : raw('abstract', (text) => summaryOf(text).text === summary, summary),
    description: textOf(extra['description']),
    do_not_record: !session.recorded,
    persons: session.people.map((entry) => {
      const speaker = speakers.get(entry.speaker);
      const known = recordOf(persons[entry.id]);
      const name = speaker ? wordsIn(speaker.name, language).text : '';
      const about = speaker ? (speaker.about[language] ?? wordsIn(speaker.about, language).text) : '';
      return {
        ...fitting(ofPersons, known),
        ...(isNothing(known['answers']) ? {} : { answers: known['answers'] }),
        ...(Number.isInteger(known['id']) ? { id: known['id'] } : {}),
        guid: uuid.test(textOf(known['guid'])) ? textOf(known['guid']).toLowerCase() : entry.speaker,
        name: name || textOf(known['name']),
        ...(about === '' ? {} : { biography: aboutOf(textOf(known['biography'])) === about ? known['biography'] : about }),
      };
    }),
    subtitle: '',
    track: null,
    recording_license: '',
    links: [],
    attachments: [],
    ...fitting(carried, extra),
  };
}

const slugs = /^[a-z0-9_-]+[a-z0-9]$/;
const rfc3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/;
const same = (a: readonly unknown[], b: readonly unknown[]): boolean => a.length === b.length && a.every((one, place) => one === b[place]);
/** What a duration stands for here: nothing lasts no time. */
export const lasting = (raw: unknown): number | null => {
  const minutes = minutesIn(raw);
  return minutes === 0 ? 5 : minutes;
};
/** The wall that a moment of a file means here. */
export function wallAt(raw: string, zone: string): string | null {
  const moment = momentIn(raw);
  return moment === null ? null : wallOf(moment, zone);
}

/** Fields that belong together: they are looked at as one, so that half of an older state never stands beside half of a newer one. */
const groups: Readonly<Record<string, readonly string[]>> = { time: ['date', 'start', 'duration', 'end', '$day'], texts: ['abstract', 'description'] };
const groupOf = new Map(Object.entries(groups).flatMap(([group, fields]) => fields.map((field) => [field, group] as const)));

/** The fields of an event in their groups, each with a sign of what stands in them. `xml`: without what that format does not carry. */
export function signsOf(event: Readonly<Record<string, unknown>>, xml: boolean): Record<string, string> {
  const found = new Map<string, Record<string, unknown>>();
  // The day under which an event stands counts only where its own date says too little.
  const told = momentIn(textOf(event['date'])) !== null;
  for (const [field, value] of Object.entries(event)) {
    if (field === '$room' || (field === '$day' && told)) continue;
    const kept = xml ? viaXml(field, value) : value;
    if (isNothing(kept)) continue;
    const group = groupOf.get(field) ?? field;
    found.set(group, { ...found.get(group), [field]: typeof kept === 'number' ? String(kept) : typeof kept === 'string' ? kept.replace(/\r\n?/g, '\n') : kept });
  }
  return Object.fromEntries([...found].map(([group, fields]) => [group, signOf(fields)]));
}

function viaXml(field: string, value: unknown): unknown {
  if (field === 'persons') return listOf(value).map(recordOf).map(({ guid, name }) => ({ guid, name: textOf(name).trim() }));
  if (field === 'links' || field === 'attachments') return listOf(value).map(recordOf).map(({ url, title }) => ({ url, title: textOf(title).trim() }));
  if (field === 'code' || field === 'logo' || field === 'do_not_stream' || field === 'feedback_url' || field === 'origin_url') return null;
  return typeof value === 'string' ? value.replace(/\r\n?/g, '\n').trim() : value;
}

/** The key of a person in a file. One number may stand for several people, and many have none. */
export function personKey(person: Readonly<Record<string, unknown>>, shared: ReadonlySet<string>): string {
  const name = nameOf(person);
  const guid = textOf(person['guid']);
  if (uuid.test(guid)) return `guid ${guid.toLowerCase()}`;
  const id = textOf(person['id']) || textOf(person['code']);
  return id === '' ? `name ${name.toLocaleLowerCase('en')}` : shared.has(id) ? `id ${id} ${name.toLocaleLowerCase('en')}` : `id ${id}`;
}

/** The name of a person as the formats have it. */
export const nameOf = (person: Readonly<Record<string, unknown>>): string => ['name', 'public_name', 'full_public_name'].map((field) => textOf(person[field]).normalize('NFC').replace(/\s+/g, ' ').trim()).find((name) => name !== '') ?? '';

/** One to three letters for a tile. */
export function initialsOf(name: string): string {
  const parts = name.split(' ').filter((part) => /\p{L}/u.test(part));
  const letters = [parts[0], parts.length > 1 ? parts.at(-1) : undefined].flatMap((part) => /\p{L}/u.exec(part ?? '')?.[0] ?? []);
  return arabic.test(name) ? letters.join(' ') : letters.join('').toUpperCase();
}

/** An id for someone's place in a session. */
export const entryId = (session: string, speaker: string, place: number): string => idOf(session, `entry ${speaker} ${place}`);
