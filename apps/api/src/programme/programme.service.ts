import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { type Frame, offsetOn, Programme, type Session as SessionView, type Words } from '@siccam/contract';
import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Not } from 'typeorm';
import { type Fair, FairService } from '../fair';
import { FeedGateway, Tail } from '../feed';
import { Database, LOG, type Log, Metrics } from '../platform';
import { type Prepared, Refusal } from '../wire';
import { Session, SessionPerson, Stage } from './programme.entity';

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);

/**
 * The programme as visitors read it: built once per version into ready bytes, so that a reader costs no query.
 * What readers see changes only when the fair's topic says so.
 */
@Injectable()
export class ProgrammeService implements OnApplicationBootstrap {
  private prepared: Prepared | undefined;
  private programme: Programme | undefined;
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
    feed.allow('fair', (id) => this.programme?.fair.id === id);
    feed.allow('session', (id) => this.programme?.sessions.some((session) => session.id === id) ?? false);
  }

  async onApplicationBootstrap(): Promise<void> {
    const fair = await this.fairs.current();
    if (!fair) throw new Error('there is no current fair: run the prepare step first');
    // The topic is followed before the first build, so that no change can fall between the two.
    await this.tail.follow(`fair:${fair.id}`);
    this.tail.onFrame((frame) => this.onFrame(frame, fair.id));
    await this.rebuild();
  }

  /** The ready bytes. */
  bytes(): Prepared {
    if (!this.prepared) throw new Refusal('wire.unavailable', 1);
    return this.prepared;
  }

  /** The same as values, for pages and rules. */
  current(): Programme {
    if (!this.programme) throw new Refusal('wire.unavailable', 1);
    return this.programme;
  }

  /** A released session by its slug, or null. */
  session(slug: string): SessionView | null {
    return this.current().sessions.find((session) => session.slug === slug) ?? null;
  }

  private onFrame(frame: Frame, fairId: string): void {
    if (frame.topic !== `fair:${fairId}`) return;
    this.stale = true;
    void this.rebuild().catch((error: unknown) => this.log.error({ error: String(error) }, 'programme could not be built'));
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
        const programme = await this.read();
        this.prepared = await prepare(programme);
        this.programme = programme;
        this.metrics.rebuilds.inc();
      } catch (error) {
        this.stale = true;
        throw error;
      }
    }
  }

  private async read(): Promise<Programme> {
    const fair = await this.fairs.current();
    if (!fair) throw new Error('the current fair is gone');
    const { source } = this.database;
    const [stages, sessions, people] = await Promise.all([
      source.getRepository(Stage).find({ where: { fairId: fair.id }, order: { position: 'ASC' } }),
      source.getRepository(Session).find({ where: { fairId: fair.id, state: Not('draft') }, order: { starts: 'ASC', slug: 'ASC' } }),
      source.getRepository(SessionPerson).find({
        where: { session: { fairId: fair.id, state: Not('draft') } },
        order: { position: 'ASC' },
      }),
    ]);
    const bySession = grouped(people);
    // Parsing keeps what the contract names and nothing else.
    return Programme.parse({
      version: fair.programmeVersion,
      fair: { ...fair, offset: offsetOn(fair.days[0] ?? new Date().toISOString().slice(0, 10), fair.zone), clock: clockOf(fair) },
      stages,
      sessions: sessions.map((session) => ({
        ...session,
        since: session.since.toISOString(),
        seats: session.capacity === null ? null : session,
        people: bySession.get(session.id) ?? [],
      })),
    });
  }
}

function grouped(people: readonly SessionPerson[]): Map<string, SessionPerson[]> {
  const groups = new Map<string, SessionPerson[]>();
  for (const person of people) groups.set(person.sessionId, [...(groups.get(person.sessionId) ?? []), person]);
  return groups;
}

/** Without a set clock the fair's is the machine's. */
function clockOf({ clockFairAt, clockMachineAt }: Fair) {
  const same = new Date(0);
  return { fairAt: (clockFairAt ?? same).toISOString(), machineAt: (clockMachineAt ?? same).toISOString() };
}

async function prepare(programme: Programme): Promise<Prepared> {
  const identity = Buffer.from(JSON.stringify(programme));
  const [br, gz] = await Promise.all([brotli(identity, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }), zip(identity)]);
  const etag = `W/"${createHash('sha256').update(identity).digest('base64url').slice(0, 22)}"`;
  return { etag, type: 'application/json; charset=utf-8', identity, br, gzip: gz };
}

/** Plain words of a value for a page's head, in the wanted language or the first there is. */
export const plain = (words: Words, language: keyof Words): string => words[language] ?? words.ar ?? words.fr ?? words.en ?? '';
