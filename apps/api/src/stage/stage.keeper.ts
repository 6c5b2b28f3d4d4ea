import type { SessionState } from '@siccam/contract';
import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { FeedGateway, append } from '../feed';
import { Standing } from '../people';
import { Beat, type Connected, Database, LOG, LiveKit, type Log, type Rest, type Tx, isUnreachable } from '../platform';
import { StageBouncer } from './stage.bouncer';
import { openStates, personIdentity, personOf, stageRoom, visitorOf } from './stage.rules';

/** What LiveKit's own list of a stage says; nulls while LiveKit does not answer. */
export type Reading = { lit: boolean | null; present: string[]; listeners: number | null };

type OpenSession = { id: string; fairId: string; state: SessionState; onAir: string[]; lit: boolean | null };

const unknown: Reading = { lit: null, present: [], listeners: null };
// Figures are told at most once a second; a webhook or a decision only brings the next look forward.
const atMostEvery = 1000;
const lookEvery = 5000;

/**
 * Looks at LiveKit's rooms: makes those that open sessions need (again after LiveKit was restarted), ends the others,
 * enforces what was decided, reads who is there, and writes as a fact whether the stage is seen or heard. It moves no session.
 */
@Injectable()
export class StageKeeper implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly readings = new Map<string, Reading>();
  private answers = false;
  private saidUnknown = false;
  private looked: () => void = () => undefined;
  /** Over once this server has looked for the first time: what is written about its stages is then no older than that. */
  readonly firstLook = new Promise<void>((over) => (this.looked = over));
  private readonly beat = new Beat(() => this.look());

  constructor(
    private readonly database: Database,
    private readonly livekit: LiveKit,
    private readonly feed: FeedGateway,
    private readonly standing: Standing,
    private readonly bouncer: StageBouncer,
    @Inject(LOG) private readonly log: Log,
  ) {}

  onApplicationBootstrap(): void {
    // Whoever lost their standing is taken out of the rooms even if no webhook ever comes.
    this.standing.onOut(() => this.wake());
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
    try {
      const open = await this.openSessions();
      const seen = await this.seen(open);
      for (const { id } of open) this.note(id, seen?.get(id) ?? unknown);
      await this.write(open, seen);
    } catch (error) {
      // The database is away: nothing may be decided from here, and health says so.
      if (!isUnreachable(error)) this.log.error({ error: String(error) }, 'the stages could not be kept');
      return { atLeast: atMostEvery, atMost: 0 };
    } finally {
      this.looked();
    }
    return { atLeast: atMostEvery, atMost: this.answers ? lookEvery - atMostEvery : 0 };
  }

  /** What LiveKit's list says of each open session; null when it does not answer. */
  private async seen(open: readonly OpenSession[]): Promise<Map<string, Reading> | null> {
    try {
      await this.keepRooms(open);
      const seen = new Map<string, Reading>();
      for (const session of open) seen.set(session.id, await this.read(session));
      if (!this.answers) this.log.info('livekit answers');
      this.answers = true;
      return seen;
    } catch (error) {
      if (this.answers) this.log.warn({ error: String(error) }, 'livekit does not answer');
      this.answers = false;
      return null;
    }
  }

  /**
   * Writes what changed. Of several servers that see the same, one writes it. One that cannot reach LiveKit says so once:
   * another that can corrects it at its next look, and the two do not contradict each other every second.
   */
  private async write(open: readonly OpenSession[], seen: ReadonlyMap<string, Reading> | null): Promise<void> {
    if (seen || !this.saidUnknown) {
      const changed = open.map(({ id, lit }) => ({ id, before: lit, lit: seen?.get(id)?.lit ?? null })).filter(({ before, lit }) => before !== lit);
      if (changed.length > 0) {
        await this.database.decide(async (tx) => {
          for (const { id, lit } of changed) await writeLit(tx, id, lit);
        });
      }
    }
    this.saidUnknown = seen === null;
  }

  private openSessions(): Promise<OpenSession[]> {
    return this.database.rows<OpenSession>(
      `select s.id, s.fair_id as "fairId", s.state, s.on_air as "onAir", s.lit from session s join fair f on f.id = s.fair_id
       where f.current and s.state = any($1) order by s.id`,
      [openStates],
    );
  }

  private async keepRooms(open: readonly OpenSession[]): Promise<void> {
    const there = new Set(await this.livekit.names());
    const wanted = new Set(open.map(({ fairId, id }) => stageRoom(fairId, id)));
    for (const room of wanted) if (!there.has(room)) await this.livekit.open(room);
    for (const room of there) if (!wanted.has(room) && room.endsWith('_stage')) await this.livekit.close(room);
  }

  private async read({ id, fairId, state, onAir }: OpenSession): Promise<Reading> {
    const room = stageRoom(fairId, id);
    const everyone = await this.withoutThoseOut(room, await this.livekit.connected(room));
    await this.enforce(room, everyone, state === 'live' ? onAir : []);
    return readingOf(everyone, onAir);
  }

  /** Takes out whoever was banned and whose sign-in has ended, again when they come back with a ticket of before; answers who may stay. */
  private async withoutThoseOut(room: string, everyone: readonly Connected[]): Promise<Connected[]> {
    const out = everyone.filter(({ identity }) => this.bouncer.isOut(identity));
    await Promise.all(out.map(({ identity }) => this.bouncer.putOut(room, identity)));
    return everyone.filter((one) => !out.includes(one));
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
    const { present, listeners } = reading;
    const before = this.readings.get(id);
    this.readings.set(id, reading);
    if (JSON.stringify([before?.present, before?.listeners]) === JSON.stringify([present, listeners])) return;
    this.feed.pulse(`session:${id}`, { session: id, present, listeners });
  }
}

/** Writes whether a session is seen or heard, and leaves a fact where that is a change. Only a session with a room can be lit: it may have ended since the look. */
export async function writeLit(tx: Tx, session: string, lit: boolean | null): Promise<void> {
  const [changed] = await tx.sql.query<[{ since: Date }[], number]>(
    `update session set lit = $2, lit_since = now()
     where id = $1 and lit is distinct from $2 and ($2 is false or state = any($3)) returning lit_since as since`,
    [session, lit, openStates],
  );
  const since = changed[0]?.since;
  if (since) append(tx, `session:${session}`, 'stage.lit', { session, lit, since: since.toISOString() });
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
