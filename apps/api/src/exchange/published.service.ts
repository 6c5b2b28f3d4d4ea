import { createHash } from 'node:crypto';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { type DraftContent, type Programme, type Session, momentOf, wallOf } from '@siccam/contract';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../platform';
import { ProgrammeService } from '../programme';
import type { Prepared } from '../wire';
import { csvOf, type Column, rowsOf } from './table';
import { scheduleOf } from './write';
import { writeXml } from './xml';

const shown = ['id', 'kind', 'title_ar', 'title_fr', 'title_en', 'stage', 'starts', 'minutes', 'people', 'summary_ar', 'summary_fr', 'summary_en', 'spoken', 'interpreted', 'audience', 'capacity', 'recorded', 'cancelled', 'slug'] as const satisfies readonly Column[];
const minute = 60_000;

/** What visitors may read, as files: made of the very bytes that they read, once a version, when first asked for. */
@Injectable()
export class PublishedService {
  /** Of which version the files are, by the bytes they were made of. */
  private of: Prepared | undefined;
  private readonly made = new Map<string, Prepared>();

  constructor(
    private readonly programme: ProgrammeService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  json(): Prepared {
    return this.ready('application/json; charset=utf-8', (programme) => JSON.stringify(this.schedule(programme)));
  }

  xml(): Prepared {
    return this.ready('application/xml; charset=utf-8', (programme) => writeXml(this.schedule(programme), null));
  }

  csv(): Prepared {
    return this.ready('text/csv; charset=utf-8', (programme) => csvOf([shown, ...rowsOf(itemsOf(programme)).map((row) => shown.map((column) => row[column]))]));
  }

  private schedule(programme: Programme): Record<string, unknown> {
    const { fair, version } = programme;
    return scheduleOf(itemsOf(programme), { slug: fair.name.fr ?? fair.name.en ?? '', zone: fair.zone, name: fair.name, url: this.config.PUBLIC_URL, version: String(version) }, false).file;
  }

  private ready(type: string, text: (programme: Programme) => string): Prepared {
    const now = this.programme.bytes();
    if (this.of !== now) this.made.clear();
    this.of = now;
    const known = this.made.get(type);
    if (known) return known;
    const identity = Buffer.from(text(this.programme.current()));
    const prepared: Prepared = {
      type,
      identity,
      etag: `W/"${createHash('sha256').update(identity).digest('base64url').slice(0, 22)}"`,
      gzip: gzipSync(identity),
      br: brotliCompressSync(identity, { params: { [constants.BROTLI_PARAM_QUALITY]: 4, [constants.BROTLI_PARAM_SIZE_HINT]: identity.length } }),
    };
    this.made.set(type, prepared);
    return prepared;
  }
}

/** The released programme in the shape of a draft, at the hours that hold now; nothing in it that visitors do not read. */
function itemsOf({ fair, stages, sessions }: Programme): ReadonlyMap<string, DraftContent> {
  const items = new Map<string, DraftContent>([[fair.id, { kind: 'fair', days: fair.days }]]);
  for (const [position, { id, name, note }] of stages.entries()) items.set(id, { kind: 'stage', position, name, note });
  for (const session of sessions) {
    for (const { id, speaker, shape, name, title, short, initials, photo, fictional } of session.people) items.set(speaker ?? id, { kind: 'speaker', shape, name, title, short, initials, about: {}, photo, fictional, languages: [], person: null, available: [] });
    items.set(session.id, contentOf(session, fair.zone));
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
