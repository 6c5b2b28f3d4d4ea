import { Audience, type DraftContent, type DraftSession, type DraftSpeaker, type DraftStage, type ExchangeChange, type ExchangeLine, type ExchangeNote, type ExchangeSide, type ExchangeWhy, goesOnStage, gridMinutes, Language, momentOf, wallOf, type Words, wordsIn } from '@siccam/contract';
import { DraftSession as DraftSessionShape, ExchangeSide as ExchangeSideShape } from '@siccam/contract';
import { entryId, eventOf, initialsOf, isDay, kindOf, languageOf, languageOfText, languagesIn, lasting, minutesIn, momentIn, nameIn, nameOf, own, personKey, type Scene, signsOf, slugOf, uuid } from './event';
import { exact, idOf, isNothing, listOf, numberOf, recordOf, signOf, textOf } from './exact';
import { roomWords } from './exchange.words';
import type { Steps } from '../platform';
import { type Doc, type Found, tooMuch } from './read';
import { aboutOf, lineOf, summaryOf, titleOf } from './texts';
import { roomFor, sceneOf } from './write';

/** One item of the draft that is there; `content` null: it was taken out. */
export type Item = { id: string; revision: number; content: DraftContent | null };
/** What a file is held against. `slugs`: those that are taken outside of the draft, with whose they are. */
export type World = { fair: { id: string; zone: string; days: readonly string[]; url: string }; items: readonly Item[]; slugs: ReadonlyMap<string, string> };
/** What a file would do. `save`: the items that become something else, each over its revision. */
export type Plan = { plan: string; lines: ExchangeLine[]; save: { id: string; revision: number; content: DraftContent }[]; refused: number };

const daysMost = 14;
/** What one session may keep of what has no place here. Characters. */
const extraMost = 60_000;
const longest = 26 * 60;
const hour = 3_600_000;

/** Says what a file would do to the draft; it writes nothing. */
export function* planOf(doc: Doc, world: World): Steps<Plan> {
  return yield* new Planner(doc, world).plan();
}

class Refused extends Error {
  constructor(
    readonly why: ExchangeWhy,
    readonly field: string,
  ) {
    super(why);
  }
}

/** One session on its way from the file into the draft. */
type Way = { event: Record<string, unknown>; session: DraftSession; extra: Record<string, unknown>; known: Record<string, unknown>; language: Language; notes: Set<ExchangeNote>; id: string; isOwn: boolean };

class Planner {
  private readonly before: ReadonlyMap<string, Item>;
  private readonly after = new Map<string, DraftContent>();
  private readonly bySource = new Map<string, string>();
  private readonly slugs = new Map<string, string>();
  private readonly slugCounts = new Map<string, number>();
  private readonly stageNames = new Map<string, string>();
  private readonly speakerNames = new Map<string, string | null>();
  private readonly roomIds = new Map<string, string>();
  private readonly shared: ReadonlySet<string>;
  private readonly usualOffset: number;
  private readonly usual: Language;
  private readonly days: Set<string>;
  private readonly ownScene: Scene | null;
  private position: number;

  constructor(
    private readonly doc: Doc,
    private readonly world: World,
  ) {
    this.before = new Map(world.items.map((item) => [item.id, item]));
    for (const [slug, id] of world.slugs) this.slugs.set(slug, id);
    for (const { id, content } of world.items) if (content) this.learn(id, content);
    const items = [...this.after.values()];
    this.position = Math.max(-1, ...items.map((content) => (content.kind === 'stage' ? content.position : -1))) + 1;
    this.days = new Set(items.find((content) => content.kind === 'fair')?.days ?? world.fair.days);
    this.shared = sharedIds(doc.found);
    this.usualOffset = usualOf(doc.found.flatMap(({ event }) => offsetIn(textOf(event['date'])) ?? [])) ?? NaN;
    this.usual = usualOf(doc.found.flatMap(({ event }) => languagesIn(event['language']).known.filter((one) => one !== 'ar'))) ?? 'en';
    this.ownScene = doc.own && sceneOf(doc.own.items, { zone: world.fair.zone, url: world.fair.url });
  }

  /** Each step takes a moment. */
  *plan(): Steps<Plan> {
    const lines: ExchangeLine[] = [];
    this.addDays();
    for (const [id, content] of [...(this.doc.own?.items ?? [])].sort(([a], [b]) => (a < b ? -1 : 1))) {
      if (content.kind === 'stage') this.ownStage(id, content);
      else if (content.kind === 'speaker') this.ownSpeaker(id, content);
      yield;
    }
    for (const [found, source] of this.named()) {
      lines.push(this.line(found, source));
      yield;
    }
    const others: ExchangeLine[] = [];
    const save: Plan['save'] = [];
    for (const [id, content] of this.after) {
      if (content.kind !== 'session') others.push(...this.lineOf(id, content));
      if (exact(this.before.get(id)?.content) !== exact(content)) save.push({ id, revision: this.before.get(id)?.revision ?? 0, content });
      yield;
    }
    save.sort((a, b) => (a.id < b.id ? -1 : 1));
    const all = [...others, ...lines];
    const signs: string[] = [];
    for (const one of [...save, ...all]) {
      signs.push(signOf([one]));
      yield;
    }
    return { plan: signOf([save.length, signs]), lines: all, save, refused: all.filter(({ does }) => does === 'refuse').length };
  }

  private learn(id: string, content: DraftContent): void {
    this.put(id, content);
    if (content.kind === 'session') {
      if (content.source !== null && !this.bySource.has(content.source)) this.bySource.set(content.source, id);
      this.slugs.set(content.slug, id);
    }
    if (content.kind === 'stage') for (const name of Object.values(content.name)) this.stageNames.set(folded(name), this.stageNames.get(folded(name)) ?? id);
    // A name that two people bear names neither.
    if (content.kind === 'speaker') for (const name of new Set(Object.values(content.name).map(folded))) this.speakerNames.set(name, this.speakerNames.has(name) && this.speakerNames.get(name) !== id ? null : id);
  }

  private addDays(): void {
    const fair = this.doc.own && [...this.doc.own.items.values()].find((content) => content.kind === 'fair');
    for (const day of this.doc.own ? (fair?.days ?? []) : this.doc.days) if (this.days.size < daysMost) this.days.add(day);
    this.keepDays();
  }

  private keepDays(): void {
    const days = [...this.days].sort();
    const known = this.before.get(this.world.fair.id)?.content;
    if (exact(days) !== exact(known?.kind === 'fair' ? [...known.days].sort() : [...this.world.fair.days].sort())) this.put(this.world.fair.id, { kind: 'fair', days });
  }

  /** Sessions with the keys by which the same file finds them again. Where an id stands twice, what comes first in time is the first. */
  private named(): [Found, string | null][] {
    const keys = new Map<Found, { key: string; missing: boolean }>(this.doc.found.map((found) => [found, this.keyOf(found.event)]));
    const counts = new Map<string, number>();
    const sorted = [...this.doc.found].sort((a, b) => order(a.event, b.event));
    const named = new Map<Found, string>();
    for (const found of sorted) {
      const { key, missing } = keys.get(found) ?? { key: '', missing: true };
      const count = (counts.get(key) ?? 0) + 1;
      counts.set(key, count);
      named.set(found, count === 1 ? key : `${key.replace(/^id /, 'schedule ')}#${count}`);
      if (missing) this.note(found, 'idMissing');
      else if (count > 1) this.note(found, 'idRepeated');
    }
    return this.doc.found.map((found) => [found, named.get(found) ?? null]);
  }

  private readonly noted = new Map<Found, Set<ExchangeNote>>();
  private note(found: Found, note: ExchangeNote): void {
    this.noted.set(found, (this.noted.get(found) ?? new Set()).add(note));
  }

  private keyOf(event: Record<string, unknown>): { key: string; missing: boolean } {
    const id = textOf(event['$id']).trim();
    if (id !== '') return { key: /^(?:schedule|csv) /.test(id) ? id.slice(0, 280) : uuid.test(id) && this.sessionAt(id) ? `id ${id.toLowerCase()}` : `csv ${id.slice(0, 280)}`, missing: false };
    const guid = textOf(event['guid']).trim().toLowerCase();
    const ours = this.doc.own?.items.get(this.doc.own.guids.get(guid) ?? '');
    if (ours?.kind === 'session') return { key: ours.source ?? (this.sessionAt(this.doc.own?.guids.get(guid) ?? '') ? `id ${this.doc.own?.guids.get(guid)}` : `schedule ${guid}`), missing: false };
    if (uuid.test(guid)) return { key: this.bySource.has(`schedule ${guid}`) || !this.sessionAt(guid) ? `schedule ${guid}` : `id ${guid}`, missing: false };
    const number = textOf(event['id']).trim() || textOf(event['code']).trim() || guid;
    if (number !== '') return { key: `schedule ${this.doc.acronym}/${number.slice(0, 100)}`, missing: false };
    return { key: `${this.doc.format === 'csv' ? 'csv' : 'schedule'} ${this.doc.acronym}/? ${signOf([event['title'], event['$title_ar'], event['$title_fr'], event['$title_en']])}`, missing: true };
  }

  private sessionAt(id: string): boolean {
    return this.before.get(id.toLowerCase())?.content?.kind === 'session';
  }

  private line(found: Found, source: string | null): ExchangeLine {
    const notes = this.noted.get(found) ?? new Set<ExchangeNote>();
    const shown = found.event['title'] ?? found.event['$title_fr'] ?? found.event['$title_ar'] ?? found.event['$title_en'];
    const said: Words = { [languageOfText(textOf(shown), this.usual)]: titleOf(textOf(shown)).text };
    // What a refused session would have brought along is not brought.
    this.undo = new Map();
    const { position } = this;
    const days = [...this.days];
    try {
      const { id, content } = this.session(found, source, notes);
      const known = this.before.get(id)?.content ?? null;
      const name = Object.keys(content.title).length > 0 ? content.title : said;
      if (known?.kind === 'session' && exact({ ...known, extra: withoutSigns(known.extra) }) === exact({ ...content, extra: withoutSigns(content.extra) })) return { kind: 'session', place: found.place, name, does: 'leave', why: null, field: null, changes: [], notes: [...notes] };
      this.learn(id, content);
      return { kind: 'session', place: found.place, name, does: known ? 'change' : 'create', why: null, field: null, changes: known ? this.differing(known, content) : [], notes: [...notes] };
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.restore(days, position);
      return { kind: 'session', place: found.place, name: said, does: 'refuse', why: error.why, field: error.field, changes: [], notes: [] };
    }
  }

  /** What stood where something was put since the last session. */
  private undo = new Map<string, DraftContent | undefined>();
  private put(id: string, content: DraftContent): void {
    if (!this.undo.has(id)) this.undo.set(id, this.after.get(id));
    this.after.set(id, content);
  }

  private restore(days: readonly string[], position: number): void {
    for (const [id, content] of this.undo) {
      if (content) {
        this.after.set(id, content);
        continue;
      }
      this.after.delete(id);
      for (const names of [this.stageNames, this.speakerNames, this.roomIds]) for (const [name, one] of names) if (one === id) names.delete(name);
    }
    this.days.clear();
    for (const day of days) this.days.add(day);
    this.position = position;
  }

  private lineOf(id: string, content: Exclude<DraftContent, DraftSession>): ExchangeLine[] {
    const known = this.before.get(id)?.content ?? null;
    if (exact(known) === exact(content)) return [];
    const name = content.kind === 'fair' ? {} : content.name;
    const there = known !== null || content.kind === 'fair';
    return [{ kind: content.kind, place: '', name, does: there ? 'change' : 'create', why: null, field: null, changes: there ? this.differing(known ?? { kind: 'fair', days: [...this.world.fair.days] }, content) : [], notes: [] }];
  }

  private differing(before: DraftContent, after: DraftContent): ExchangeChange[] {
    const [a, b] = [recordOf(before), recordOf(after)];
    const fields = [...new Set([...Object.keys(a), ...Object.keys(b)])].sort();
    return fields.flatMap((field): ExchangeChange[] => {
      const [one, other] = field === 'extra' ? [withoutSigns(recordOf(a[field])), withoutSigns(recordOf(b[field]))] : [a[field], b[field]];
      if (exact(one) === exact(other)) return [];
      const [was, is] = [this.side(field, one, (id) => this.before.get(id)?.content), this.side(field, other, (id) => this.after.get(id))];
      return [{ field, ...(isTexts(was) && isTexts(is) ? around(was, is) : { was, is }) }];
    });
  }

  /** What stands in a field, as a person can be told it. */
  private side(field: string, value: unknown, find: (id: string) => DraftContent | null | undefined): ExchangeSide {
    if (field === 'stage') {
      const stage = find(textOf(value));
      return stage?.kind === 'stage' ? stage.name : null;
    }
    if (field === 'people')
      return listOf(value).map(recordOf).map(({ speaker, role }) => {
        const one = find(textOf(speaker));
        return { role: roleIn(role), name: one?.kind === 'speaker' ? one.name : {} };
      });
    if (unsaid.has(field)) return null;
    return ExchangeSideShape.safeParse(value).data ?? null;
  }

  // A session

  private session({ event: given }: Found, source: string | null, notes: Set<ExchangeNote>): { id: string; content: DraftSession } {
    if (given[tooMuch]) throw new Refused('huge', 'extra');
    const mine = this.ownSession(given);
    const event = mine ? this.asOurs(given) : given;
    const at = source?.startsWith('id ') ? source.slice(3) : (this.bySource.get(source ?? '') ?? null);
    const id = at ?? this.freeId(source ?? '');
    const there = this.before.get(id)?.content;
    const known = there?.kind === 'session' ? there : null;
    const base = mine ? this.moved(mine, id, known) : (known ?? blank);
    const seen = mine ? signsOf(eventOf(mine, this.ownScene as Scene), this.doc.format === 'xml') : (recordOf(base.extra?.[own.seen]) as Record<string, string>);
    const signs = signsOf(event, mine !== null && this.doc.format === 'xml');
    const way: Way = { event, session: { ...base }, extra: { ...base.extra }, known: recordOf(base.extra?.[own.persons]), language: mine ? languageOf(mine) : this.languageFor(event), notes, id, isOwn: mine !== null };
    const changed = (group: string): boolean => signs[group] !== undefined && signs[group] !== seen[group];
    // In this order: a kind decides whether there is a stage, a language in which the words are.
    for (const [group, take] of this.groups) if (changed(group) || (group === 'room' && !mine && known === null) || (group === 'time' && known === null && !mine)) take(way);
    for (const field of Object.keys(signs)) if (!this.groups.has(field) && changed(field) && !field.startsWith('$') && !(mine && fromUs.has(field))) way.extra[field] = event[field];
    if (!mine) way.extra[own.seen] = { ...recordOf(way.extra[own.seen]), ...signs };
    this.remark(way);
    return { id, content: this.finished(way, source, known) };
  }

  private readonly groups: ReadonlyMap<string, (way: Way) => void> = new Map<string, (way: Way) => void>([
    ['language', (way) => this.takeLanguage(way)],
    ['type', (way) => this.takeType(way)],
    ['title', (way) => this.takeTitle(way)],
    ['texts', (way) => this.takeTexts(way)],
    ['time', (way) => this.takeTime(way)],
    ['room', (way) => this.takeRoom(way)],
    ['do_not_record', (way) => void (way.session.recorded = !way.event['do_not_record'])],
    ['persons', (way) => this.takePersons(way)],
    ...(['ar', 'fr', 'en'] as const).flatMap((language): [string, (way: Way) => void][] => [
      [`$title_${language}`, ({ event, session }) => void (session.title = { ...session.title, [language]: titleOf(textOf(event[`$title_${language}`])).text })],
      [`$summary_${language}`, ({ event, session }) => void (session.summary = { ...session.summary, [language]: summaryOf(textOf(event[`$summary_${language}`])).text })],
    ]),
    ['$interpreted', ({ event, session }) => void (session.interpreted = each('interpreted', event['$interpreted'], (one) => Language.safeParse(one).data))],
    ['$audience', ({ event, session }) => void (session.audience = each('audience', event['$audience'], (one) => Audience.safeParse(one).data))],
    ['$capacity', ({ event, session }) => void (session.capacity = whole('capacity', event['$capacity'], 1, 100_000))],
    ['$delay', ({ event, session }) => void (session.delay = whole('delay', event['$delay'], 0, 600))],
    ['$recorded', ({ event, session }) => void (session.recorded = truth('recorded', event['$recorded']))],
    ['$cancelled', ({ event, session }) => void (session.cancelled = truth('cancelled', event['$cancelled']))],
    ['$slug', ({ event, session }) => void (session.slug = slugOf(textOf(event['$slug'])) ?? session.slug)],
    ['$extra', ({ event, extra }) => takeExtra(textOf(event['$extra']), extra)],
  ]);

  private languageFor(event: Record<string, unknown>): Language {
    return languageOfText(textOf(event['title']), languagesIn(event['language']).known.find((one) => one !== 'ar') ?? this.usual);
  }

  private takeLanguage({ event, session, extra }: Way): void {
    const raw = textOf(event['language']);
    const { known } = languagesIn(raw);
    session.spoken = known;
    keep(extra, 'language', raw, known.join(', '));
  }

  private takeType({ event, session, extra }: Way): void {
    const raw = textOf(event['type']);
    session.is = kindOf(raw);
    keep(extra, 'type', raw, session.is);
  }

  private takeTitle({ event, session, extra, language }: Way): void {
    const raw = textOf(event['title']);
    const { text } = titleOf(raw);
    session.title = { ...session.title, [language]: text };
    keep(extra, 'title', raw, text);
  }

  private takeTexts({ event, session, extra, language }: Way): void {
    const [abstract, description] = [textOf(event['abstract']), textOf(event['description'])];
    const { text } = summaryOf(abstract === '' ? description : abstract);
    session.summary = { ...session.summary, [language]: text };
    keep(extra, 'abstract', abstract, abstract === '' ? '' : text);
    keep(extra, 'description', description, '');
  }

  private takeTime(way: Way): void {
    const { event, session, extra, notes } = way;
    const date = textOf(event['date']).trim();
    const start = textOf(event['start']).trim();
    const moment = momentIn(date);
    const { zone } = this.world.fair;
    session.starts = moment !== null ? wallOf(moment, zone) : this.localStart(date, start, recordOf(event['$day']));
    if (session.starts !== null && !isDay(session.starts.slice(0, 10))) throw new Refused('timeWrong', 'date');
    // A wall says nothing of seconds, nor which of the two hours it is where the clock goes back.
    keep(extra, 'date', date, moment === null ? (session.starts ?? '') : momentOf(session.starts ?? '', zone) === moment ? date : '');
    if (moment !== null && Number.isNaN(offsetIn(date) ?? NaN) === false && Math.abs((offsetIn(date) ?? 0) - this.usualOffset) > 3 * 60) notes.add('offsetOdd');
    delete extra['start'];
    if (moment !== null && start !== '' && !date.slice(11).startsWith(padded(start).slice(0, 5))) {
      notes.add('timeDiffers');
      extra['start'] = start;
      extra['date'] = date;
    }
    if (session.starts === null) notes.add('timeMissing');
    session.minutes = this.minutesFor(way, moment);
    const day = dayUnder(session.starts, textOf(recordOf(event['$day'])['date']));
    if (day !== null && !this.days.has(day) && this.doc.days.length === 0) {
      if (this.days.size >= daysMost) throw new Refused('daysMany', 'date');
      this.days.add(day);
      this.keepDays();
    } else if (day !== null && !this.days.has(day) && this.days.size >= daysMost) throw new Refused('daysMany', 'date');
  }

  private minutesFor({ event, extra, notes }: Way, moment: number | null): number {
    const raw = event['duration'];
    const text = textOf(raw).trim();
    const end = momentIn(textOf(event['end']));
    keep(extra, 'end', textOf(event['end']), '');
    let minutes = text === '' ? null : minutesIn(text);
    if (text !== '' && minutes === null) throw new Refused('durationWrong', 'duration');
    if (text === '' && end !== null && moment !== null) minutes = Math.round((end - moment) / 60_000);
    if (minutes === null) {
      notes.add('durationMissing');
      return 30;
    }
    if (minutes < 0) throw new Refused('durationWrong', text === '' ? 'end' : 'duration');
    if (minutes > longest) throw new Refused('durationLong', text === '' ? 'end' : 'duration');
    keep(extra, 'duration', text, minutes === 0 ? '' : text === String(minutes) ? text : clock(minutes));
    return lasting(minutes) ?? gridMinutes;
  }

  /** The wall of the fair for a time that came without an offset; null where there is none. An hour that the clock leaves out is no time. */
  private localStart(date: string, start: string, $day: Record<string, unknown>): string | null {
    const [, given = '', hours = ''] = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{1,2}:\d{2})(?::\d{2})?)?$/.exec(date) ?? [];
    if (date !== '' && given === '') throw new Refused('timeWrong', 'date');
    const begins = padded(hours || start);
    const under = textOf($day['date']);
    const day = given || under;
    if (begins === '' && (date === '' || hours === '')) {
      if (start !== '') throw new Refused('timeWrong', 'start');
      return null;
    }
    if (!isDay(day)) {
      if (given !== '') throw new Refused('timeWrong', 'date');
      return null;
    }
    // Under a day that begins at four, half past midnight is the next morning's.
    const dayStart = /[T ](\d{2}:\d{2})/.exec(textOf($day['start']))?.[1] ?? '00:00';
    const real = given === '' && begins < dayStart ? new Date(Date.parse(day) + 24 * hour).toISOString().slice(0, 10) : day;
    const wall = `${real}T${begins}`;
    if (!/T(?:[01]\d|2[0-3]):[0-5]\d$/.test(wall)) throw new Refused('timeWrong', given === '' ? 'start' : 'date');
    const zone = this.doc.zone ?? this.world.fair.zone;
    const moment = momentOf(wall, zone);
    if (wallOf(moment, zone) !== wall) throw new Refused('timeInGap', given === '' ? 'start' : 'date');
    return wallOf(moment, this.world.fair.zone);
  }

  private takeRoom({ event, session, extra, notes }: Way): void {
    const room = recordOf(event['$room']);
    const name = textOf(room['name']).trim() || textOf(event['room']).trim();
    if (textOf(event['room']) !== '' && textOf(event['room']).trim() !== name) extra['room'] = event['room'];
    if (!goesOnStage({ kind: session.is })) {
      // A pause makes no stage; it may stand on one that there is.
      session.stage = name === '' ? null : this.findStage(name, textOf(room['guid']));
      keep(extra, 'room', name, session.stage === null ? '' : name);
      return;
    }
    if (this.doc.format === 'csv' && name === '') return void (session.stage = null);
    if (name === '') notes.add('roomNameless');
    session.stage = this.stageFor(name, textOf(room['guid']));
  }

  private stageFor(name: string, guid: string): string {
    const key = name === '' ? `\0${guid}` : folded(name);
    const known = this.roomIds.get(key);
    if (known) return known;
    const id = this.findStage(name, guid) ?? this.makeStage(name, guid);
    this.roomIds.set(key, id);
    return id;
  }

  private findStage(name: string, guid: string): string | null {
    const label = this.ownScene && [...this.ownScene.labels].find(([, one]) => one === name)?.[0];
    const moved = label ? this.ownIds.get(label) : undefined;
    if (moved) return moved;
    const named = name === '' ? undefined : this.stageNames.get(folded(name));
    if (named) return named;
    for (const id of [guid.toLowerCase(), idOf(this.world.fair.id, `stage ${name === '' ? guid : folded(name)}`)]) if (this.after.get(id)?.kind === 'stage' && (name === '' || id !== guid.toLowerCase())) return id;
    return null;
  }

  private makeStage(name: string, guid: string): string {
    const id = idOf(this.world.fair.id, `stage ${name === '' ? guid : folded(name)}`);
    const plain = lineOf(name, 80);
    const stage: DraftStage = { kind: 'stage', position: Math.min(this.position, 1000), name: plain === '' ? roomWords(this.position + 1) : { [languageOfText(plain, this.usual)]: plain }, note: null };
    this.position += 1;
    this.learn(id, stage);
    return id;
  }

  private takePersons(way: Way): void {
    const { event, session, notes, id } = way;
    const left = [...session.people];
    const persons: Record<string, unknown> = {};
    const counts = new Map<string, number>();
    const nameless: unknown[] = [];
    session.people = listOf(event['persons']).slice(0, 60).flatMap((one) => {
      const person = typeof one === 'string' ? { name: one } : recordOf(one);
      if (nameOf(person) === '') {
        notes.add('personNameless');
        nameless.push(one);
        return [];
      }
      if (this.shared.has(textOf(person['id']) || textOf(person['code']))) notes.add('personShared');
      const speaker = this.speakerFor(way, person);
      const at = left.findIndex((entry) => entry.speaker === speaker);
      const [before] = at < 0 ? [] : left.splice(at, 1);
      const count = (counts.get(speaker) ?? 0) + 1;
      counts.set(speaker, count);
      const entry = before ?? { id: entryId(id, speaker, count), speaker, role: roleIn(person['role']), replaces: null };
      if (before && this.doc.format === 'csv' && person['role'] !== undefined) entry.role = roleIn(person['role']);
      const { name: _name, public_name: _public, full_public_name: _full, role: _role, ...rest } = person;
      if (this.doc.format !== 'csv') persons[entry.id] = way.isOwn ? (way.known[entry.id] ?? {}) : { ...rest, name: nameOf(person) };
      else if (way.known[entry.id] !== undefined) persons[entry.id] = way.known[entry.id];
      return [entry];
    });
    if (isNothing(persons)) delete way.extra[own.persons];
    else way.extra[own.persons] = persons;
    keepList(way.extra, 'persons', [...nameless, ...listOf(event['persons']).slice(60)]);
  }

  private speakerFor(way: Way, person: Record<string, unknown>): string {
    const guid = textOf(person['guid']).toLowerCase();
    const key = personKey(person, this.shared);
    const made = idOf(this.world.fair.id, `speaker ${key.startsWith('id ') ? `${this.doc.acronym} ` : ''}${key}`);
    const named = key.startsWith('name ') ? (this.speakerNames.get(folded(nameOf(person))) ?? undefined) : undefined;
    const id = this.ownIds.get(guid) ?? [guid, made, named].find((one) => one !== undefined && this.after.get(one)?.kind === 'speaker') ?? made;
    const known = this.after.get(id);
    if (known?.kind !== 'speaker') this.learn(id, this.newSpeaker(way, person));
    else this.put(id, this.renewed(way, id, known, person));
    return id;
  }

  private newSpeaker({ language }: Way, person: Record<string, unknown>): DraftSpeaker {
    const name = lineOf(nameOf(person), 120);
    const about = aboutOf(textOf(person['biography']));
    const short = lineOf(name, 40);
    const words = (text: string): Words => (text === '' ? {} : nameIn(text));
    return { kind: 'speaker', shape: 'person', name: words(name), title: {}, short: words(short), initials: words(initialsOf(name)), about: about === '' ? {} : { [languageOfText(about, language)]: about }, photo: null, fictional: false, languages: [], person: null, available: [] };
  }

  /** Someone who is there takes from a file only what this file says otherwise than it did. */
  private renewed(way: Way, id: string, speaker: DraftSpeaker, person: Record<string, unknown>): DraftSpeaker {
    const entry = way.session.people.find((one) => one.speaker === id);
    const before = recordOf(way.known[entry?.id ?? '']);
    const about = aboutOf(textOf(person['biography']));
    const language = languageOfText(about, way.language);
    const aboutNow = about !== '' && (isNothing(speaker.about) || (textOf(before['biography']) !== '' && before['biography'] !== person['biography'])) ? { about: { ...speaker.about, [language]: about } } : {};
    const nameNow = textOf(before['name']) !== '' && before['name'] !== nameOf(person) ? { name: { ...speaker.name, ...nameIn(lineOf(nameOf(person), 120)) } } : {};
    return { ...speaker, ...aboutNow, ...nameNow };
  }

  /** What an organiser should know, each time the file is looked at. */
  private remark({ session, event, extra, notes }: Way): void {
    if (isNothing(session.title) || Object.values(session.title).every((one) => !one)) notes.add('titleMissing');
    if (session.people.length === 0) notes.add('noPeople');
    if (languagesIn(event['language'] ?? extra['language']).other) notes.add('languageUnknown');
    if (textOf(event['duration']) !== '' && minutesIn(event['duration']) === 0) notes.add('zero');
    for (const taken of [titleOf(textOf(event['title'])), summaryOf(textOf(event['abstract']) || textOf(event['description']))]) {
      if (taken.cut) notes.add('cut');
      if (taken.markup) notes.add('markup');
    }
  }

  private finished({ session, extra, id, event }: Way, source: string | null, known: DraftSession | null): DraftSession {
    for (const field of ['guid', 'id']) if (isNothing(extra[field])) Reflect.deleteProperty(extra, field);
    for (const words of ['title', 'summary'] as const) session[words] = Object.fromEntries(Object.entries(session[words]).filter(([, text]) => text !== ''));
    session.slug = known ? known.slug : this.freeSlug(slugOf(session.slug === blank.slug ? textOf(event['slug']) : session.slug) ?? slugOf(wordsIn(session.title, 'en').text) ?? `s-${numberOf(source ?? id)}`, id);
    session.source = known ? known.source : source?.startsWith('id ') ? null : source;
    session.accepted = known?.accepted ?? [];
    session.attachments = known?.attachments ?? [];
    session.extra = isNothing(extra) ? null : extra;
    if (JSON.stringify(session.extra).length > extraMost) throw new Refused('huge', 'extra');
    const read = DraftSessionShape.safeParse(session);
    if (!read.success) throw new Refused('valueWrong', String(read.error.issues[0]?.path[0] ?? ''));
    return read.data;
  }

  private freeId(source: string): string {
    return idOf(this.world.fair.id, `session ${source}`);
  }

  private freeSlug(wanted: string, id: string): string {
    const free = (slug: string) => this.slugs.get(slug) === undefined || this.slugs.get(slug) === id;
    let slug = wanted;
    let count = this.slugCounts.get(wanted) ?? 2;
    for (; !free(slug); count++) slug = `${wanted}-${count}`;
    // Where thousands are called the same, none begins to count anew.
    this.slugCounts.set(wanted, count);
    this.slugs.set(slug, id);
    return slug;
  }

  // What was written here and comes back

  private readonly ownIds = new Map<string, string>();

  private ownStage(id: string, content: DraftStage): void {
    const label = wordsIn(content.name, 'en').text;
    const at = this.after.get(id)?.kind === 'stage' ? id : (this.stageNames.get(folded(label)) ?? idOf(this.world.fair.id, `stage ${folded(this.ownScene?.labels.get(id) ?? label)}`));
    this.ownIds.set(id, at);
    this.learn(at, content);
  }

  private ownSpeaker(id: string, content: DraftSpeaker): void {
    const at = this.after.get(id)?.kind === 'speaker' ? id : idOf(this.world.fair.id, `speaker guid ${id}`);
    this.ownIds.set(id, at);
    const known = this.after.get(at);
    this.learn(at, { ...content, photo: known?.kind === 'speaker' ? known.photo : null, person: known?.kind === 'speaker' ? known.person : null });
  }

  /** What only says where a session stands in the file is nothing of the session. */
  private asOurs({ $day: _day, $room: _room, ...event }: Record<string, unknown>): Record<string, unknown> {
    return { ...event, room: this.ownScene && event['room'] === roomFor(this.ownScene) ? '' : event['room'] };
  }

  private ownSession(event: Record<string, unknown>): DraftSession | null {
    const found = this.doc.own?.items.get(this.doc.own.guids.get(textOf(event['guid'])) ?? '');
    return found?.kind === 'session' ? found : null;
  }

  /** The same session among the stages and people of this fair. */
  private moved(session: DraftSession, id: string, known: DraftSession | null): DraftSession {
    const kept = new Set(known?.people.map((entry) => entry.id));
    const ids = new Map(session.people.map((entry) => [entry.id, kept.has(entry.id) ? entry.id : idOf(id, `entry ${entry.id}`)]));
    const persons = recordOf(session.extra?.[own.persons]);
    return {
      ...session,
      stage: session.stage === null ? null : (this.ownIds.get(session.stage) ?? null),
      people: session.people.flatMap((entry) => (this.ownIds.has(entry.speaker) ? [{ ...entry, id: ids.get(entry.id) ?? entry.id, speaker: this.ownIds.get(entry.speaker) ?? entry.speaker }] : [])),
      extra: isNothing(persons) ? session.extra : { ...session.extra, [own.persons]: Object.fromEntries(Object.entries(persons).map(([entry, one]) => [ids.get(entry) ?? entry, one])) },
    };
  }
}

const blank: DraftSession = { kind: 'session', slug: '', is: 'briefing', title: {}, summary: {}, stage: null, starts: null, minutes: 30, delay: 0, cancelled: false, spoken: [], interpreted: [], people: [], audience: [], capacity: null, attachments: [], recorded: false, accepted: [], source: null, extra: null };
/** Fields that our own files make anew for each reader. */
const fromUs = new Set(['guid', 'id', 'slug', 'url']);

const folded = (name: string): string => name.normalize('NFC').replace(/\s+/g, ' ').trim().toLocaleLowerCase('en');
const padded = (time: string): string => (/^\d:\d{2}/.test(time) ? `0${time}` : time).slice(0, 5);
const clock = (minutes: number): string => `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
const withoutSigns = (extra: Record<string, unknown> | null): unknown => {
  const { [own.seen]: _seen, ...rest } = extra ?? {};
  return rest;
};

/** Keeps a raw value where what stands here does not give it back. */
function keep(extra: Record<string, unknown>, field: string, raw: string, here: string): void {
  if (raw === here || raw === '') Reflect.deleteProperty(extra, field);
  else extra[field] = raw;
}
function keepList(extra: Record<string, unknown>, field: string, left: readonly unknown[]): void {
  if (left.length === 0) Reflect.deleteProperty(extra, field);
  else extra[field] = left;
}

function order(a: Record<string, unknown>, b: Record<string, unknown>): number {
  const key = (event: Record<string, unknown>) => ['date', 'start', 'room', 'title'].map((field) => textOf(event[field])).join('\0');
  return key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0;
}

/** Numbers that a file gives to several people. */
function sharedIds(found: readonly Found[]): ReadonlySet<string> {
  const names = new Map<string, Set<string>>();
  for (const { event } of found) for (const person of listOf(event['persons']).map(recordOf)) {
    const id = textOf(person['id']) || textOf(person['code']);
    if (id !== '') names.set(id, (names.get(id) ?? new Set()).add(nameOf(person).toLocaleLowerCase('en')));
  }
  return new Set([...names].flatMap(([id, all]) => (all.size > 1 ? [id] : [])));
}

function offsetIn(date: string): number | null {
  const [, sign = '', hours = '', minutes = ''] = /([+-])(\d{2}):?(\d{2})$/.exec(date) ?? [];
  if (/\dZ$/i.test(date)) return 0;
  return sign === '' ? null : (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

function usualOf<T>(all: readonly T[]): T | undefined {
  const counts = new Map<T, number>();
  for (const one of all) counts.set(one, (counts.get(one) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0];
}

/** The day of the fair on which a session stands: the one under which the file has it, if it begins then or in the night after. */
function dayUnder(starts: string | null, under: string): string | null {
  if (starts === null) return null;
  return isDay(under) ? under : starts.slice(0, 10);
}

/** Fields that say nothing to a person, or what only the fair's own pages show. */
const unsaid = new Set(['accepted', 'attachments', 'available', 'extra', 'person', 'photo', 'source']);
const isTexts = (side: ExchangeSide): side is Words => typeof side === 'object' && side !== null && !Array.isArray(side);
/** How much of a text stands around the place where it begins to differ. Characters. */
const [aroundBefore, aroundAfter] = [40, 160];

/** Both sides of texts, each language cut around its first difference: what is told of 5,000 sessions fits into one answer. */
function around(was: Words, is: Words): { was: Words; is: Words } {
  const cut: { was: Words; is: Words } = { was: {}, is: {} };
  for (const language of Language.options) {
    const [one = '', other = ''] = [was[language], is[language]];
    let same = 0;
    while (same < one.length && same < other.length && one[same] === other[same]) same++;
    const from = one.length <= aroundAfter && other.length <= aroundAfter ? 0 : Math.max(0, same - aroundBefore);
    for (const [side, text] of [['was', one], ['is', other]] as const) if (text !== '') cut[side][language] = `${from > 0 ? '…' : ''}${withoutHalves(text.slice(from, from + aroundAfter))}${text.length > from + aroundAfter ? '…' : ''}`;
  }
  return cut;
}
/** Without half a character at an end. */
const withoutHalves = (text: string): string => text.replace(/^[\udc00-\udfff]|[\ud800-\udbff]$/g, '');

const roles = ['moderator', 'speaker', 'interpreter', 'signatory', 'witness'] as const;
const roleIn = (raw: unknown): (typeof roles)[number] => roles.find((role) => role === raw) ?? 'speaker';

function each<T>(field: string, raw: unknown, one: (text: string) => T | undefined): T[] {
  return textOf(raw).split(/[,;\s]+/).filter(Boolean).map((text) => {
    const value = one(text.toLowerCase());
    if (value === undefined) throw new Refused('valueWrong', field);
    return value;
  });
}
function whole(field: string, raw: unknown, least: number, most: number): number {
  const value = Number(textOf(raw).trim());
  if (!Number.isInteger(value) || value < least || value > most) throw new Refused('valueWrong', field);
  return value;
}
function truth(field: string, raw: unknown): boolean {
  const said = textOf(raw).trim().toLowerCase();
  if (['1', 'true', 'yes', 'oui', 'نعم'].includes(said)) return true;
  if (['0', 'false', 'no', 'non', 'لا'].includes(said)) return false;
  throw new Refused('valueWrong', field);
}
function takeExtra(raw: string, extra: Record<string, unknown>): void {
  let read: unknown;
  try {
    read = JSON.parse(raw);
  } catch {
    throw new Refused('valueWrong', 'extra');
  }
  for (const [field, value] of Object.entries(recordOf(read))) if (!field.startsWith('$') && field !== '__proto__' && field.length <= 80) extra[field] = value;
}
