import type { SessionState } from '@siccam/contract';
import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { FeedGateway } from '../feed';
import { Beat, type Connected, Database, LOG, LiveKit, type Log, type Rest } from '../platform';
import { openStates, personIdentity, personOf, stageRoom, visitorOf } from './stage.rules';

/** What LiveKit's own list of a stage says; nulls while LiveKit does not answer. */
export type Reading = { lit: boolean | null; present: string[]; listeners: number | null };

type OpenSession = { id: string; fairId: string; state: SessionState; onAir: string[] };

const unknown: Reading = { lit: null, present: [], listeners: null };
// Figures are told at most once a second; a webhook or a decision only brings the next look forward.
const atMostEvery = 1000;
const lookEvery = 5000;

/**
 * Looks at LiveKit's rooms: makes those that open sessions need (again after LiveKit was restarted), ends the others,
 * enforces what was decided, and reads who is there. It decides nothing about a session.
 */
@Injectable()
export class StageKeeper implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly readings = new Map<string, Reading>();
  private answers = false;
  private readonly beat = new Beat(() => this.look());

  constructor(
    private readonly database: Database,
    private readonly livekit: LiveKit,
    private readonly feed: FeedGateway,
    @Inject(LOG) private readonly log: Log,
  ) {}

  onApplicationBootstrap(): void {
    this.beat.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.beat.stop();
  }

  /** Whether LiveKit answered at the last look. */
  get up(): boolean {
    return this.answers;
  }

  /** What the last look saw on a session's stage. */
  reading(sessionId: string): Reading {
    return this.readings.get(sessionId) ?? unknown;
  }

  /** Asks for a look soon. */
  wake(): void {
    this.beat.wake();
  }

  private async look(): Promise<Rest> {
    let open: OpenSession[];
    try {
      open = await this.openSessions();
    } catch {
      // The database is away: nothing may be decided from here, and health says so.
      return { atLeast: atMostEvery, atMost: 0 };
    }
    try {
      await this.keepRooms(open);
      for (const session of open) await this.read(session);
      if (!this.answers) this.log.info('livekit answers');
      this.answers = true;
    } catch (error) {
      if (this.answers) this.log.warn({ error: String(error) }, 'livekit does not answer');
      this.answers = false;
      for (const { id } of open) this.note(id, unknown);
    }
    return { atLeast: atMostEvery, atMost: this.answers ? lookEvery - atMostEvery : 0 };
  }

  private openSessions(): Promise<OpenSession[]> {
    return this.database.rows<OpenSession>(
      `select s.id, s.fair_id as "fairId", s.state, s.on_air as "onAir" from session s join fair f on f.id = s.fair_id
       where f.current and s.state = any($1)`,
      [openStates],
    );
  }

  private async keepRooms(open: readonly OpenSession[]): Promise<void> {
    const there = new Set(await this.livekit.names());
    const wanted = new Set(open.map(({ fairId, id }) => stageRoom(fairId, id)));
    for (const room of wanted) if (!there.has(room)) await this.livekit.open(room);
    for (const room of there) if (!wanted.has(room) && room.endsWith('_stage')) await this.livekit.close(room);
  }

  private async read({ id, fairId, state, onAir }: OpenSession): Promise<void> {
    const room = stageRoom(fairId, id);
    const everyone = await this.livekit.connected(room);
    await this.enforce(room, everyone, state === 'live' ? onAir : []);
    this.note(id, readingOf(everyone, onAir));
  }

  /** A re-join with an old ticket falls back to its old grants, so what was decided is applied again whenever it differs. */
  private async enforce(room: string, everyone: readonly Connected[], onAir: readonly string[]): Promise<void> {
    for (const { identity, canPublish, hidden } of everyone) {
      const person = personOf(identity);
      const may = person !== null && onAir.includes(person);
      if (canPublish !== may || (may && hidden)) await this.livekit.permit(room, identity, may);
    }
  }

  private note(id: string, reading: Reading): void {
    const before = this.readings.get(id);
    this.readings.set(id, reading);
    if (JSON.stringify(before) !== JSON.stringify(reading)) this.feed.pulse(`session:${id}`, { session: id, ...reading });
  }
}

/** Reads LiveKit's list: who of the session's people is there, whether someone on air is really sending, how many persons listen. */
export function readingOf(everyone: readonly Connected[], onAir: readonly string[]): Reading {
  const sending = new Set(onAir.map(personIdentity));
  const present: string[] = [];
  const visitors = new Set<string>();
  for (const { identity } of everyone) {
    const person = personOf(identity);
    if (person === null) visitors.add(visitorOf(identity));
    else present.push(person);
  }
  return {
    lit: everyone.some(({ identity, publishing }) => publishing && sending.has(identity)),
    present: present.sort(),
    listeners: visitors.size,
  };
}
