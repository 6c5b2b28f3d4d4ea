import { type DraftContent, type Programme, type Session, momentOf, wallOf } from '@siccam/contract';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config, inTurns, type Steps } from '../platform';
import { ProgrammeService } from '../programme';
import { type Prepared, prepare } from '../wire';
import { csvOf, type Column, rowsOf } from './table';
import { scheduleOf } from './write';
import { writeXml } from './xml';

const shown = ['id', 'kind', 'title_ar', 'title_fr', 'title_en', 'stage', 'starts', 'minutes', 'people', 'summary_ar', 'summary_fr', 'summary_en', 'spoken', 'interpreted', 'audience', 'capacity', 'recorded', 'cancelled', 'slug'] as const satisfies readonly Column[];
const minute = 60_000;

/** What visitors may read, as files: made of the very bytes that they read, once a version, when first asked for. */
@Injectable()
export class PublishedService {
  /** The files of a version, by the bytes they are made of; whoever asks while one is made waits for that one. */
  private readonly made = new WeakMap<Prepared, Map<string, Prepared | Promise<Prepared>>>();

  constructor(
    private readonly programme: ProgrammeService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  json(): Prepared | Promise<Prepared> {
    return this.ready('application/json; charset=utf-8', (programme) => this.inJson(programme));
  }

  xml(): Prepared | Promise<Prepared> {
    return this.ready('application/xml; charset=utf-8', (programme) => this.inXml(programme));
  }

  csv(): Prepared | Promise<Prepared> {
    return this.ready('text/csv; charset=utf-8', inCsv);
  }

  private *inJson(programme: Programme): Steps<string> {
    const schedule = yield* this.schedule(programme);
    yield;
    return JSON.stringify(schedule);
  }

  private *inXml(programme: Programme): Steps<string> {
    return yield* writeXml(yield* this.schedule(programme), null);
  }

  private *schedule(programme: Programme): Steps<Record<string, unknown>> {
    const { fair, version } = programme;
    const head = { slug: fair.name.fr ?? fair.name.en ?? '', zone: fair.zone, name: fair.name, url: this.config.PUBLIC_URL, version: String(version) };
    return (yield* scheduleOf(yield* itemsOf(programme), head, false)).file;
  }

  private ready(type: string, write: (programme: Programme) => Steps<string>): Prepared | Promise<Prepared> {
    const version = this.programme.bytes();
    const known = this.made.get(version) ?? new Map<string, Prepared | Promise<Prepared>>();
    this.made.set(version, known);
    const before = known.get(type);
    if (before) return before;
    const making = inTurns(write(this.programme.current())).then((text) => prepare(type, text, 4));
    known.set(type, making);
    making.then((prepared) => known.set(type, prepared), () => known.delete(type));
    return making;
  }
}

function* inCsv(programme: Programme): Steps<string> {
  const rows = yield* rowsOf(yield* itemsOf(programme));
  return yield* csvOf([shown, ...rows.map((row) => shown.map((column) => row[column]))]);
}

/** The released programme in the shape of a draft, at the hours that hold now; nothing in it that visitors do not read. */
function* itemsOf({ fair, stages, sessions }: Programme): Steps<ReadonlyMap<string, DraftContent>> {
  const items = new Map<string, DraftContent>([[fair.id, { kind: 'fair', days: fair.days }]]);
  for (const [position, { id, name, note }] of stages.entries()) items.set(id, { kind: 'stage', position, name, note });
  for (const session of sessions) {
    for (const { id, speaker, shape, name, title, short, initials, photo, fictional } of session.people) items.set(speaker ?? id, { kind: 'speaker', shape, name, title, short, initials, about: {}, photo, fictional, languages: [], person: null, available: [] });
    items.set(session.id, contentOf(session, fair.zone));
    yield;
  }
  return items;
}

function contentOf({ slug, kind, title, summary, stageId, starts, ends, delay, spoken, interpreted, state, people, audience, seats, recorded }: Session, zone: string): DraftContent {
  const from = momentOf(starts, zone);
  return {
    kind: 'session',
    slug,
    is: kind,
    title,
    summary,
    stage: stageId,
    starts: wallOf(from + delay * minute, zone),
    minutes: Math.round((momentOf(ends, zone) - from) / minute),
    delay: 0,
    cancelled: state === 'cancelled',
    spoken,
    interpreted,
    people: people.map(({ id, speaker, role, replaces }) => ({ id, speaker: speaker ?? id, role, replaces })),
    audience,
    capacity: seats?.capacity ?? null,
    attachments: [],
    recorded,
    accepted: [],
    source: null,
    extra: null,
  };
}
