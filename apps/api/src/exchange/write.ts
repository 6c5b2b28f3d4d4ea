import { type DraftContent, type DraftSession, type DraftSpeaker, type DraftStage, type Words, wordsIn } from '@siccam/contract';
import { each, type Steps } from '../platform';
import { eventOf, type Scene, uuid, withOffset } from './event';
import { numberOf, textOf } from './exact';
import { elsewhere } from './exchange.words';
import { extension } from './read';
import { inOrder } from './table';

/** The fair as the head of a schedule names it. `url`: where its pages are. */
export type Head = { slug: string; zone: string; name: Words; url: string; version: string };

/** The sessions of a draft among their stages and people, each stage by a name that no other has. */
export function sceneOf(items: ReadonlyMap<string, DraftContent>, { zone, url }: Pick<Head, 'zone' | 'url'>): Scene {
  const stages = new Map<string, DraftStage>();
  const speakers = new Map<string, DraftSpeaker>();
  for (const [id, content] of items) if (content.kind === 'stage') stages.set(id, content);
    else if (content.kind === 'speaker') speakers.set(id, content);
  const labels = new Map<string, string>();
  const taken = new Set<string>();
  for (const [id, stage] of [...stages].sort(([a, one], [b, other]) => one.position - other.position || (a < b ? -1 : 1))) {
    const plain = wordsIn(stage.name, 'en').text || '?';
    let label = plain;
    for (let count = 2; taken.has(label); count++) label = `${plain} (${count})`;
    taken.add(label);
    labels.set(id, label);
  }
  return { zone, stages, speakers, labels, address: (slug) => new URL(`fr/s/${slug}`, url).href };
}

/** An acronym as the formats want one. */
export const acronymOf = (slug: string): string => slug.toLowerCase().replace(/[^a-z0-9_]+/g, '_').slice(0, 60).padEnd(4, '_');

const version = '0.1.0';
const beforeDay = 4;

/** The programme as a `schedule.json`. `whole`: with all of the draft that the format has no place for, so that an import gives back the same; else what is published, and no more. */
export function* scheduleOf(items: ReadonlyMap<string, DraftContent>, head: Head, whole: boolean): Steps<{ file: Record<string, unknown>; own: Record<string, unknown> | null }> {
  const scene = sceneOf(items, head);
  const ids = new Set<number>();
  const guids = new Set<string>();
  const events = yield* each(inOrder(items), ([id, session]): { id: string; session: DraftSession; event: Record<string, unknown> & { guid: string } } => ({ id, session, event: { ...eventOf(whole ? session : published(session), scene), ...identity(id, session, guids, ids) } }));
  const placed = events.filter(({ session }) => session.starts !== null && !session.cancelled);
  const days = daysOf(items, placed.map(({ session }) => session));
  const other = roomFor(scene);
  const inRooms = (day: string) => {
    const here = placed.filter(({ session }) => dayOf(session.starts ?? '') === day);
    const rooms = [...scene.labels.values(), other].map((label) => [label, here.filter(({ session }) => (scene.labels.get(session.stage ?? '') ?? other) === label).map(({ event }) => ({ ...event, room: textOf(event['room']) || other }))] as const);
    return Object.fromEntries(rooms.filter(([, all]) => all.length > 0));
  };
  const own = whole ? { items: Object.fromEntries([...items].sort(([a], [b]) => (a < b ? -1 : 1)).map(([id, content]) => [id, withoutLocal(content)])), guids: Object.fromEntries(events.map(({ id, event }) => [event.guid, id])) } : null;
  const waiting = whole ? events.filter((one) => !placed.includes(one)).map(({ event }) => event) : [];
  return {
    file: {
      $schema: 'https://c3voc.de/schedule/schema.json',
      generator: { name: 'SICCAM Remote', version },
      schedule: {
        version: head.version,
        base_url: head.url,
        conference: {
          acronym: acronymOf(head.slug),
          title: wordsIn(head.name, 'en').text,
          start: days[0] ?? '',
          end: days.at(-1) ?? '',
          daysCount: days.length,
          timeslot_duration: '00:05',
          ...(/^[A-Z][a-z]+\/[A-Z][a-z]+$|^UTC$/.test(head.zone) ? { time_zone_name: head.zone } : {}),
          url: head.url,
          rooms: [...scene.labels].map(([guid, name]) => ({ name, guid })),
          ...(own ? { meta: { [extension]: { ...own, waiting } } } : {}),
          days: days.map((date, at) => ({ index: at + 1, date, day_start: withOffset(`${date}T0${beforeDay}:00`, head.zone), day_end: withOffset(`${dayAfter(date)}T0${beforeDay - 1}:59`, head.zone), rooms: inRooms(date) })),
        },
      },
    },
    own: own && { ...own, waiting },
  };
}

/** A name for the place that is none, which no stage has. */
export function roomFor({ labels }: Scene): string {
  let name = elsewhere.en ?? '';
  while ([...labels.values()].includes(name)) name = `${name} ·`;
  return name;
}

/** A session by the ids it came with, where each is one and no other session has it. */
function identity(id: string, { extra, slug }: DraftSession, guids: Set<string>, ids: Set<number>): { guid: string; id: number } {
  const brought = textOf(extra?.['guid']).toLowerCase();
  const guid = uuid.test(brought) && !guids.has(brought) ? brought : id;
  guids.add(guid);
  const given = Number(textOf(extra?.['id']));
  let number = Number.isInteger(given) && given > 0 && given < 2 ** 31 && !ids.has(given) ? given : numberOf(`${guid} ${slug}`);
  while (ids.has(number)) number++;
  ids.add(number);
  return { guid, id: number };
}

/** What a file said of people to its organisers is nobody else's. */
const published = (session: DraftSession): DraftSession => ({ ...session, extra: session.extra && Object.fromEntries(Object.entries(session.extra).filter(([field]) => !field.startsWith('$'))) });

/** What belongs to this fair alone stays here: files, accounts, and what an organiser has decided to live with. */
function withoutLocal(content: DraftContent): DraftContent {
  if (content.kind === 'speaker') return { ...content, photo: null, person: null };
  return content.kind === 'session' ? { ...content, attachments: [], accepted: [] } : content;
}

/** The day on whose programme a wall time stands: what begins after midnight belongs to the evening before. */
export const dayOf = (wall: string): string => (Number(wall.slice(11, 13)) < beforeDay ? dayBefore(wall.slice(0, 10)) : wall.slice(0, 10));
const shifted = (day: string, by: number): string => new Date(Date.parse(day) + by * 86_400_000).toISOString().slice(0, 10);
const dayAfter = (day: string): string => shifted(day, 1);
const dayBefore = (day: string): string => shifted(day, -1);

function daysOf(items: ReadonlyMap<string, DraftContent>, placed: readonly DraftSession[]): string[] {
  const fair = [...items.values()].find((content) => content.kind === 'fair');
  return [...new Set([...(fair?.days ?? []), ...placed.map(({ starts }) => dayOf(starts ?? ''))])].sort();
}

