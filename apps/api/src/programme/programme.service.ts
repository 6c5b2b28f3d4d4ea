import { type Frame, offsetOn, Programme, readReleases, type Session as SessionView, type Words } from '@siccam/contract';
import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { type Fair, FairService } from '../fair';
import { FeedGateway, Tail } from '../feed';
import { Database, LOG, type Log, Metrics, patiently } from '../platform';
import { type Prepared, Refusal, prepare } from '../wire';
import { Stage } from './programme.entity';

// The database may fall again after the pool was opened, and at any time. Milliseconds.
const whileStarting = 30_000;
const whileRunning = 600_000;

/** So many releases are told of. */
const told = 50;

/**
 * The programme as visitors read it, and what its releases changed: built once per version into ready bytes, so that a reader costs no query.
 * What readers see changes only when the fair's topic says so.
 */
@Injectable()
export class ProgrammeService implements OnApplicationBootstrap {
  private prepared: Prepared | undefined;
  /** What the releases changed, and which transactions wrote them: most versions are no release. */
  private changelog: { writtenBy: string; prepared: Prepared } | undefined;
  /** The same as values, read from the bytes when first asked for. */
  private programme: Programme | undefined;
  /** Whose topics may be heard: known without reading the bytes. */
  private heard: ReadonlySet<string> = new Set();
  private stale = true;
  private building: Promise<void> | undefined;

  constructor(
    private readonly database: Database,
    private readonly fairs: FairService,
    private readonly tail: Tail,
    private readonly metrics: Metrics,
    feed: FeedGateway,
    @Inject(LOG) private readonly log: Log,
  ) {
    feed.allow('fair', (id) => this.mayBeHeard(id));
    feed.allow('session', (id) => this.mayBeHeard(id));
  }

  async onApplicationBootstrap(): Promise<void> {
    const id = await patiently(async () => {
      const fair = await this.fairs.current();
      if (!fair) throw new Error('there is no current fair: run the prepare step first');
      // The topic is followed before the first build, so that no change can fall between the two.
      await this.tail.follow(`fair:${fair.id}`);
      return fair.id;
    }, whileStarting);
    this.tail.onFrame((frame) => this.onFrame(frame, id));
    await patiently(() => this.rebuild(), whileStarting);
  }

  /** The ready bytes. */
  bytes(): Prepared {
    if (!this.prepared) throw new Refusal('wire.unavailable', 1);
    return this.prepared;
  }

  /** What was published when and what it changed, as ready bytes. */
  releases(): Prepared {
    if (!this.changelog) throw new Refusal('wire.unavailable', 1);
    return this.changelog.prepared;
  }

  /** The same as values, for pages and rules. */
  current(): Programme {
    return (this.programme ??= JSON.parse(this.bytes().identity.body.toString()) as Programme);
  }

  /** A released session by its slug, or null. */
  session(slug: string): SessionView | null {
    return this.current().sessions.find((session) => session.slug === slug) ?? null;
  }

  private mayBeHeard(id: string): boolean {
    if (!this.prepared) throw new Refusal('wire.unavailable', 1);
    return this.heard.has(id);
  }

  private onFrame(frame: Frame, fairId: string): void {
    if (frame.topic !== `fair:${fairId}`) return;
    this.stale = true;
    // Without the database it is built when that is back: no other fact may come to ask for it.
    void patiently(() => this.rebuild(), whileRunning).catch((error: unknown) => this.log.error({ error: String(error) }, 'programme could not be built'));
  }

  /** Builds until what was built is what the last fact asked for; two wishes at once are one build. */
  private rebuild(): Promise<void> {
    this.building ??= this.build().finally(() => (this.building = undefined));
    return this.building;
  }

  private async build(): Promise<void> {
    while (this.stale) {
      this.stale = false;
      try {
        const { json, ids } = await this.read();
        this.prepared = await ready(json);
        this.heard = new Set(ids);
        this.programme = undefined;
        this.metrics.rebuilds.inc();
      } catch (error) {
        this.stale = true;
        throw error;
      }
    }
  }

  private async read(): Promise<{ json: string; ids: string[] }> {
    const fair = await this.fairs.current();
    if (!fair) throw new Error('the current fair is gone');
    // Read before the rest: what is read may be newer than this fact, never older.
    const head = await this.tail.follow(`fair:${fair.id}`);
    const [announcements, stages, [listed], [released]] = await Promise.all([
      this.fairs.announcements(fair.id),
      this.database.source.getRepository(Stage).find({ where: { fairId: fair.id }, order: { position: 'ASC' } }),
      this.database.rows<{ sessions: string; ids: string[] }>(sessionsOfFair, [fair.id]),
      this.database.rows<{ last: number; writtenBy: string }>(namesOfReleases, [fair.id, told]),
    ]);
    // Before the programme that names the last one.
    if (released && this.changelog?.writtenBy !== released.writtenBy) this.changelog = { writtenBy: released.writtenBy, prepared: await ready(await this.readReleases(fair.id)) };
    const offset = offsetOn(fair.days[0] ?? '1970-01-01', fair.zone);
    // Parsing keeps what the contract names and nothing else; the sessions come from the database with exactly its names.
    const top = Head.parse({ version: fair.programmeVersion, head, release: released?.last ?? 0, announcements, fair: { ...fair, offset, clock: clockOf(fair) }, stages });
    return { json: `${JSON.stringify(top).slice(0, -1)},"sessions":${listed?.sessions ?? '[]'}}`, ids: [fair.id, ...(listed?.ids ?? [])] };
  }

  private async readReleases(fair: string): Promise<string> {
    const rows = await this.database.rows<{ made: Date }>('select number, made, note, changes from release where fair_id = $1 order by number desc limit $2', [fair, told]);
    return JSON.stringify(readReleases.answer.parse({ releases: rows.map(({ made, ...rest }) => ({ ...rest, at: made.toISOString() })) }));
  }
}

const namesOfReleases = `select coalesce(max(number), 0) as last, coalesce(string_agg(number || ' ' || written, ' '), '') as "writtenBy"
  from (select number, xmin::text as written from release where fair_id = $1 order by number desc limit $2) as r`;

const Head = Programme.omit({ sessions: true });

// The sessions as the contract's JSON, written by the database: as entities, 400 of them took three quarters of a build.
const sessionsOfFair = `
  select coalesce(json_agg(row_to_json(listed) order by listed.starts, listed.slug), '[]')::text as sessions, coalesce(array_agg(listed.id), '{}') as ids from (
    select s.id, s.slug, s.kind, s.stage_id as "stageId", s.title, s.summary, s.starts, s.ends, s.delay, s.spoken, s.interpreted, s.state,
      to_char(s.since at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as since,
      case when s.capacity is not null then json_build_object('capacity', s.capacity, 'taken', s.taken, 'waiting', s.waiting) end as seats,
      coalesce((
        select json_agg(json_build_object('id', p.id, 'speaker', p.speaker, 'role', p.role, 'photo', p.photo, 'shape', p.shape, 'name', p.name, 'title', p.title,
          'initials', p.initials, 'short', p.short, 'fictional', p.fictional, 'replaces', p.replaces) order by p.position)
        from session_person p where p.session_id = s.id), '[]') as people,
      s.audience, s.recorded, s.sequence,
      coalesce((
        select json_agg(json_build_object('id', a.id, 'name', a.name, 'type', a.type, 'size', a.size) order by a.name)
        from file a where a.id = any(s.attachments) and a.scan in ('clean', 'unscanned')), '[]') as attachments
    from session s where s.fair_id = $1 and s.state <> 'draft'
  ) listed`;

/** Without a set clock the fair's is the machine's. */
function clockOf({ clockFairAt, clockMachineAt }: Fair) {
  const same = new Date(0);
  return { fairAt: (clockFairAt ?? same).toISOString(), machineAt: (clockMachineAt ?? same).toISOString() };
}

// 6 costs a third of 9 here and sends 2 % more.
const ready = (json: string): Promise<Prepared> => prepare('application/json; charset=utf-8', json, 6);

/** Plain words of a value for a page's head, in the wanted language or the first there is. */
export const plain = (words: Words, language: keyof Words): string => words[language] ?? words.ar ?? words.fr ?? words.en ?? '';
