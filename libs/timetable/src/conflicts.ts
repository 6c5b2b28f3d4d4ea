import { ConflictKind, goesOnStage, languages, type Conflict, type DraftContent, type DraftEntry, type DraftSession } from '@siccam/contract';
import { clockOf, prayerOn, type Clock } from './clock';
import { spanOf, type Timetable } from './draft';
import { dayOf, dayPlus } from './wall';

/** No kind of collision between two sessions is listed more often: whoever imports a thousand into one hour has seen enough. */
export const conflictsMost = 2000;

/** A session that can collide: placed, not cancelled. `from`, `to`: moments. */
type Placed = { id: string; content: DraftSession; from: number; to: number };
type Place = { zone: string; clock: Clock; days: ReadonlySet<string>; items: ReadonlyMap<string, DraftContent> };
type Found = { from: number; conflict: Conflict };

/** All that is wrong with a timetable, by time, then kind, then key. */
export function conflictsOf(draft: Timetable): Conflict[] {
  const place = placeOf(draft);
  const sessions = [...draft.items].flatMap(([id, content]) => (content.kind === 'session' ? (placed(id, content, place.clock) ?? []) : [])).sort(before);
  const stages = grouped(sessions, ({ content }) => (content.stage === null ? [] : [content.stage]));
  const people = grouped(sessions, ({ content }) => speakersOf(content));
  return inOrder([
    ...sessions.flatMap((session) => ofOne(session, place)),
    ...pairs(stages, (first, second) => onStage(first, second, place)),
    ...pairs(people, (first, second, speaker) => inTwoPlaces(first, second, speaker, place)),
  ]);
}

/** What would be wrong with one session as it is being dragged: what `conflictsOf` would say of it if it were so in the draft. */
export function conflictsWith(draft: Timetable, { id, content }: { id: string; content: DraftSession }): Conflict[] {
  const place = placeOf(draft);
  const own = placed(id, content, place.clock);
  if (!own) return [];
  const found = ofOne(own, place);
  const speakers = speakersOf(content);
  for (const [otherId, item] of draft.items) {
    if (item.kind !== 'session' || otherId === id) continue;
    const other = placed(otherId, item, place.clock);
    if (!other || !overlap(own, other)) continue;
    const [first, second] = before(own, other) < 0 ? [own, other] : [other, own];
    if (content.stage !== null && item.stage === content.stage) found.push(onStage(first, second, place));
    if (speakers.length === 0) continue;
    for (const speaker of speakersOf(item)) if (speakers.includes(speaker)) found.push(inTwoPlaces(first, second, speaker, place));
  }
  return inOrder(found);
}

function placeOf({ zone, items, clock }: Timetable): Place {
  const days = new Set<string>();
  for (const item of items.values()) if (item.kind === 'fair') for (const day of item.days) days.add(day);
  return { zone, clock: clockOf(zone, clock), days, items };
}

function placed(id: string, content: DraftSession, clock: Clock): Placed | null {
  const span = content.cancelled ? null : spanOf(content, clock);
  return span && { id, content, ...span };
}

const before = (a: Placed, b: Placed): number => a.from - b.from || (a.id < b.id ? -1 : 1);
const overlap = (a: Placed, b: Placed): boolean => Math.max(a.from, b.from) < Math.min(a.to, b.to);
const speakersOf = ({ people }: DraftSession): string[] => (people.length === 0 ? [] : [...new Set(people.map(({ speaker }) => speaker))]);
const entryOf = ({ people }: DraftSession, speaker: string): DraftEntry | undefined => people.find((entry) => entry.speaker === speaker);

function grouped(sessions: readonly Placed[], keysOf: (session: Placed) => readonly string[]): Map<string, Placed[]> {
  const groups = new Map<string, Placed[]>();
  for (const session of sessions) {
    for (const key of keysOf(session)) {
      const group = groups.get(key);
      if (group) group.push(session);
      else groups.set(key, [session]);
    }
  }
  return groups;
}

/** Each two that overlap in a group that is sorted by start. */
function pairs(groups: ReadonlyMap<string, Placed[]>, found: (first: Placed, second: Placed, key: string) => Found): Found[] {
  const all: Found[] = [];
  for (const [key, group] of groups) {
    let open: Placed[] = [];
    for (const session of group) {
      open = open.filter((other) => other.to > session.from);
      for (const other of open) {
        if (all.length === conflictsMost) return all;
        if (overlap(other, session)) all.push(found(other, session, key));
      }
      open.push(session);
    }
  }
  return all;
}

type Told = Pick<Conflict, 'kind'> & Partial<Omit<Conflict, 'kind' | 'key' | 'sessions' | 'accepted'>>;

/** One conflict; `parts` and the sessions, the lesser id first, make its key. */
function tell(sessions: Placed[], told: Told, parts: readonly string[] = []): Found {
  const ids = sessions.map(({ id }) => id);
  const key = [told.kind, ...ids.toSorted(), ...parts].join(':');
  const accepted = sessions.flatMap(({ content }) => content.accepted.filter((one) => one.key === key).map(({ at }) => at)).sort();
  return { from: sessions[0]?.from ?? 0, conflict: { speaker: null, role: null, from: null, to: null, languages: [], ...told, key, sessions: ids, accepted: accepted.at(-1) ?? null } };
}

const walls = (from: number, to: number, { clock }: Place) => ({ from: clock.wall(from), to: clock.wall(to) });
const shared = (a: Placed, b: Placed, place: Place) => walls(Math.max(a.from, b.from), Math.min(a.to, b.to), place);

const onStage = (first: Placed, second: Placed, place: Place): Found => tell([first, second], { kind: 'stage', ...shared(first, second, place) });

const inTwoPlaces = (first: Placed, second: Placed, speaker: string, place: Place): Found =>
  tell([first, second], { kind: 'person', speaker, role: entryOf(first.content, speaker)?.role ?? null, ...shared(first, second, place) }, [speaker]);

/** What is wrong with a session whatever the others do. */
function ofOne(session: Placed, place: Place): Found[] {
  return [translation, interpreter, prayer, clockChange, day, availability].flatMap((rule) => rule(session, place));
}

function translation(session: Placed): Found[] {
  const missing = languages.filter((language) => !session.content.title[language]);
  return missing.length === 0 ? [] : [tell([session], { kind: 'translation', languages: missing }, [missing.join()])];
}

/** An interpreter whose languages nobody wrote down is taken to have the one that is needed. */
function interpreter(session: Placed, place: Place): Found[] {
  const { interpreted, people } = session.content;
  const able = people.flatMap(({ role, speaker }) => {
    const item = role === 'interpreter' ? place.items.get(speaker) : undefined;
    return item?.kind === 'speaker' ? (item.languages.length === 0 ? languages : item.languages) : [];
  });
  const missing = languages.filter((language) => interpreted.includes(language) && !able.includes(language));
  return missing.length === 0 ? [] : [tell([session], { kind: 'interpreter', languages: missing, ...walls(session.from, session.to, place) }, [missing.join()])];
}

function prayer(session: Placed, place: Place): Found[] {
  if (!goesOnStage({ kind: session.content.is })) return [];
  const window = daysOf(session, place.clock).flatMap((on) => prayerOn(on, place.zone, place.clock) ?? [])[0];
  if (!window) return [];
  const from = Math.max(session.from, place.clock.moment(window.from));
  const to = Math.min(session.to, place.clock.moment(window.to));
  return from < to ? [tell([session], { kind: 'prayer', ...walls(from, to, place) })] : [];
}

/** The clock changes while it lasts, or its start is an hour that the wall skips or shows twice. */
function clockChange(session: Placed, { clock }: Place): Found[] {
  const { starts } = session.content;
  const within = clock.change(session.from, session.to) ?? (starts !== null && clock.shows(starts) !== 1 ? clock.change(session.from - 1440, session.from + 1440) : null);
  return within ? [tell([session], { kind: 'clock', from: within.from, to: within.to })] : [];
}

function day(session: Placed, place: Place): Found[] {
  if (place.days.size === 0) return [];
  const touched = daysOf(session, place.clock);
  const first = touched.findIndex((on) => !place.days.has(on));
  if (first < 0) return [];
  const after = touched.findIndex((on, at) => at > first && place.days.has(on));
  const midnight = (at: number) => place.clock.moment(`${touched[at] ?? ''}T00:00`);
  return [tell([session], { kind: 'day', ...walls(first === 0 ? session.from : midnight(first), after < 0 ? session.to : midnight(after), place) })];
}

function daysOf({ from, to }: Placed, clock: Clock): string[] {
  const last = dayOf(clock.wall(Math.max(from, to - 1)));
  const days = [dayOf(clock.wall(from))];
  for (let on = days[0]; on !== undefined && on < last; ) days.push((on = dayPlus(on, 1)));
  return days;
}

/** For each person the first time of the session in which they cannot be there. */
function availability(session: Placed, place: Place): Found[] {
  return speakersOf(session.content).flatMap((speaker) => {
    const item = place.items.get(speaker);
    if (item?.kind !== 'speaker' || item.available.length === 0) return [];
    const windows = item.available.map(({ from, to }) => ({ from: place.clock.moment(from), to: place.clock.moment(to) })).filter(({ from, to }) => from < to).sort((a, b) => a.from - b.from);
    let covered = session.from;
    let absent = session.to;
    for (const { from, to } of windows) {
      if (from > covered) {
        absent = Math.min(absent, from);
        break;
      }
      if (to > covered) covered = to;
    }
    if (covered >= session.to) return [];
    return [tell([session], { kind: 'availability', speaker, role: entryOf(session.content, speaker)?.role ?? null, ...walls(covered, absent, place) }, [speaker])];
  });
}

const rank = new Map(ConflictKind.options.map((kind, at) => [kind, at]));

function inOrder(found: Found[]): Conflict[] {
  const compare = <T extends string | number>(a: T, b: T) => (a < b ? -1 : a > b ? 1 : 0);
  return found
    .sort((a, b) => compare(a.from, b.from) || compare(rank.get(a.conflict.kind) ?? 0, rank.get(b.conflict.kind) ?? 0) || compare(a.conflict.key, b.conflict.key))
    .map(({ conflict }) => conflict);
}
