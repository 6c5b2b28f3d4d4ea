import type { Fact, Frame } from '@siccam/contract';
import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Beat, Database, LOG, type Log, type Rest, isUnreachable } from '../platform';
import { writeFacts } from './append';

type Row = { topic: string; number: string; name: string; body: object };
type Listener = (frame: Frame) => void;

// A commit of this node wakes the loop at once; another node's is seen after this long at the latest.
const lookEvery = 250;
// After telling something, gather for this long, so that a busy topic goes out in frames and not fact by fact.
const gatherFor = 50;

/**
 * Follows the database: reads what is new in the topics somebody here listens to, and tells it in order.
 * A commit only wakes it; so a crash between commit and tell, or another node's commit, needs no code of its own.
 */
@Injectable()
export class Tail implements OnModuleDestroy {
  private readonly toldUpTo = new Map<string, number>();
  private readonly listeners: Listener[] = [];
  private readonly beat = new Beat(() => this.look());

  constructor(
    private readonly database: Database,
    @Inject(LOG) private readonly log: Log,
  ) {
    database.keepFactsWith({ write: writeFacts, wake: () => this.beat.wake() });
  }

  /** Adds someone who is told every frame of the followed topics. */
  onFrame(listener: Listener): void {
    this.listeners.push(listener);
  }

  /** Number of the last fact of a topic, straight from the database; from now on the topic is followed. */
  async follow(topic: string): Promise<number> {
    const [row] = await this.database.rows<{ head: string }>('select head from topic where name = $1', [topic]);
    const head = Number(row?.head ?? 0);
    if (!this.toldUpTo.has(topic)) this.toldUpTo.set(topic, head);
    return head;
  }

  /** Stops following a topic that nobody here listens to any more. */
  forget(topic: string): void {
    this.toldUpTo.delete(topic);
  }

  /** The followed topics with the number of the last fact told. */
  heads(): ReadonlyMap<string, number> {
    return this.toldUpTo;
  }

  /** Facts after a number, oldest first, at most `limit`. */
  async after(topic: string, number: number, limit = 500): Promise<Fact[]> {
    const rows = await this.database.rows<Row>(
      'select topic, number, name, body from fact where topic = $1 and number > $2 order by number limit $3',
      [topic, number, limit],
    );
    return rows.map(asFact);
  }

  start(): void {
    this.beat.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.beat.stop();
  }

  private async look(): Promise<Rest> {
    try {
      const rows = await this.database.rows<Row>(
        `select f.topic, f.number, f.name, f.body
         from unnest($1::text[], $2::bigint[]) as told(topic, number)
         join fact f on f.topic = told.topic and f.number > told.number
         order by f.topic, f.number limit 2000`,
        [[...this.toldUpTo.keys()], [...this.toldUpTo.values()]],
      );
      for (const frame of inFrames(rows)) this.tell(frame);
      if (rows.length > 0) return { atLeast: gatherFor, atMost: 0 };
    } catch (error) {
      // The database's absence is told by health; the loop goes on and catches up.
      if (!isUnreachable(error)) this.log.error({ error: String(error) }, 'tail could not read');
    }
    return { atLeast: 0, atMost: lookEvery };
  }

  private tell(frame: Frame): void {
    // A topic may have been forgotten while the statement ran.
    if (!this.toldUpTo.has(frame.topic)) return;
    this.toldUpTo.set(frame.topic, frame.from + frame.facts.length - 1);
    for (const listener of this.listeners) listener(frame);
  }
}

const asFact = ({ name, body }: Row): Fact => ({ name, body }) as Fact;

/** Groups rows, sorted by topic and number, into one frame a topic. */
export function inFrames(rows: readonly Row[]): Frame[] {
  const frames: Frame[] = [];
  for (const row of rows) {
    const last = frames.at(-1);
    if (last?.topic === row.topic) last.facts.push(asFact(row));
    else frames.push({ topic: row.topic, from: Number(row.number), facts: [asFact(row)] });
  }
  return frames;
}
