import type { Fact, Frame } from '@siccam/contract';
import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Beat, Database, LOG, type Log, type Rest, isUnreachable } from '../platform';
import { writeFacts } from './append';
import { SharedReads } from './shared';

type Row = { topic: string; number: string; name: string; body: object };
type Listener = (frame: Frame) => void;
/** Numbers of the last fact told and of the last one that anyone here was answered, and when the topic last spoke; before `restsUntil` it tells nothing more, and at `lookAt` it is looked at again. Milliseconds of `performance.now()`. */
type Followed = { told: number; answered: number; spokeAt: number; restsUntil: number; lookAt: number };
/** A page of a topic's facts and the number of its last fact, both of the same moment. */
export type FactPage = { facts: Fact[]; head: number };

// A commit of this node is looked for at once; another node's is seen after this long at the latest.
const lookEvery = 250;
// Topics that are due about now are looked at together.
const together = 50;
// After a frame a topic gathers, so that a busy one goes out in frames and not fact by fact; a hot one a little longer.
const gatherFor = 50;
const gatherWhenHot = 75;
const hotFrom = 4;
// What is left of a longer frame follows at once.
const perFrame = 200;

/**
 * Follows the database: reads what is new in the topics somebody here listens to, and tells it in order, each topic at its own pace.
 * A commit only wakes it; so a crash between commit and tell, or another node's commit, needs no code of its own.
 */
@Injectable()
export class Tail implements OnModuleDestroy {
  private readonly followed = new Map<string, Followed>();
  private readonly listeners: Listener[] = [];
  private readonly beat = new Beat(() => this.look());
  private readonly heads = new SharedReads<number>();
  private readonly pages = new SharedReads<FactPage>();

  constructor(
    private readonly database: Database,
    @Inject(LOG) private readonly log: Log,
  ) {
    database.keepFactsWith({ write: writeFacts, wake: (topics) => this.wake(topics) });
  }

  /** Adds someone who is told every frame of the followed topics. */
  onFrame(listener: Listener): void {
    this.listeners.push(listener);
  }

  /**
   * A number of a topic from which every later fact is told to whoever listens already; from now on the topic is followed. It costs no
   * query where the topic is followed: what was told stands for it, so a newcomer may be told once more what they have read.
   */
  async follow(topic: string): Promise<number> {
    const known = this.followed.get(topic);
    if (known) return Math.max(known.told, known.answered);
    const head = await this.heads.read(topic, () => this.head(topic));
    if (!this.followed.has(topic)) {
      this.followed.set(topic, { told: head, answered: head, spokeAt: performance.now(), restsUntil: 0, lookAt: 0 });
      // Whatever was committed since the head was read has woken nobody.
      this.beat.wake();
    }
    return head;
  }

  /** Stops following a topic that nobody here listens to any more. */
  forget(topic: string): void {
    this.followed.delete(topic);
  }

  /** The followed topics. */
  topics(): Iterable<string> {
    return this.followed.keys();
  }

  /** The topics that have not spoken for so many milliseconds, each with the number of the last fact told; naming them counts as speaking. */
  *silentFor(milliseconds: number): Iterable<[topic: string, told: number]> {
    const now = performance.now();
    for (const [topic, one] of this.followed) {
      if (one.spokeAt > now - milliseconds) continue;
      one.spokeAt = now;
      yield [topic, one.told];
    }
  }

  /** Facts after a number, oldest first, at most `limit`, read from the database after this call. */
  after(topic: string, number: number, limit: number): Promise<FactPage> {
    return this.pages.read(`${topic} ${number} ${limit}`, async () => {
      const rows = await this.database.rows<{ head: string | null; name: string | null; body: object }>(
        `select t.head, f.name, f.body from (select $1::text as name) asked
         left join topic t on t.name = asked.name
         left join lateral (select * from fact where topic = asked.name and number > $2 order by number limit $3) f on true
         order by f.number`,
        [topic, number, limit],
      );
      const head = Number(rows[0]?.head ?? 0);
      const followed = this.followed.get(topic);
      // Whoever comes back is never answered less than they know, which would look like a database of before.
      if (followed) followed.answered = Math.max(followed.answered, head);
      return { facts: rows.flatMap(({ name, body }) => (name === null ? [] : [{ name, body } as Fact])), head };
    });
  }

  start(): void {
    this.beat.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.beat.stop();
  }

  private async head(topic: string): Promise<number> {
    const [row] = await this.database.rows<{ head: string }>('select head from topic where name = $1', [topic]);
    return Number(row?.head ?? 0);
  }

  /** A topic that rests is looked at when its rest is over; any other at once. */
  private wake(topics: readonly string[]): void {
    const now = performance.now();
    let atOnce = false;
    for (const topic of topics) {
      const one = this.followed.get(topic);
      if (!one) continue;
      one.lookAt = one.restsUntil;
      atOnce ||= one.restsUntil <= now;
    }
    if (atOnce) this.beat.wake();
  }

  private async look(): Promise<Rest> {
    const now = performance.now();
    const due = [...this.followed].filter(([, { restsUntil, lookAt }]) => restsUntil <= now && lookAt <= now + together);
    // Before the read: a wake-up that comes during it asks for another.
    for (const [, one] of due) one.lookAt = now + lookEvery;
    try {
      if (due.length > 0) for (const frame of inFrames(await this.read(due))) this.tell(frame);
    } catch (error) {
      // The database's absence is told by health; the loop goes on and catches up.
      if (!isUnreachable(error)) this.log.error({ error: String(error) }, 'tail could not read');
      return { atLeast: 0, atMost: lookEvery };
    }
    return { atLeast: 0, atMost: this.untilNext() };
  }

  private read(due: readonly [string, Followed][]): Promise<Row[]> {
    return this.database.rows<Row>(
      `select f.topic, f.number, f.name, f.body from unnest($1::text[], $2::bigint[]) as told(topic, number)
       cross join lateral (select * from fact where fact.topic = told.topic and fact.number > told.number order by fact.number limit $3) f
       order by f.topic, f.number`,
      [due.map(([topic]) => topic), due.map(([, { told }]) => told), perFrame],
    );
  }

  private tell(frame: Frame): void {
    const one = this.followed.get(frame.topic);
    // A topic may have been forgotten, or forgotten and entered anew, while the statement ran.
    if (!one || frame.from <= one.told) return;
    const count = frame.facts.length;
    one.told = frame.from + count - 1;
    for (const listener of this.listeners) listener(frame);
    // From here, not from the read: where telling takes long, a rest that began before it would be over at once.
    const now = performance.now();
    one.spokeAt = now;
    one.restsUntil = one.lookAt = count === perFrame ? now : now + (count < hotFrom ? gatherFor : gatherWhenHot);
  }

  private untilNext(): number {
    let next = lookEvery;
    const now = performance.now();
    for (const { lookAt } of this.followed.values()) next = Math.min(next, lookAt - now);
    return next;
  }
}

/** Groups rows, sorted by topic and number, into one frame a topic. */
export function inFrames(rows: readonly Row[]): Frame[] {
  const frames: Frame[] = [];
  for (const { topic, number, name, body } of rows) {
    const fact = { name, body } as Fact;
    const last = frames.at(-1);
    if (last?.topic === topic) last.facts.push(fact);
    else frames.push({ topic, from: Number(number), facts: [fact] });
  }
  return frames;
}
