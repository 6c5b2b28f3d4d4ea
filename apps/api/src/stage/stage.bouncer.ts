import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { LOG, LiveKit, type Log, MachineClock } from '../platform';
import { Standing } from '../people';
import { Refusal } from '../wire';
import { personOf, signInOf, visitorOf } from './stage.rules';

// LiveKit says that someone has come once they hear already, and an old ticket opens its door for minutes: whoever lost their standing
// is turned away again this often, under each name they hold a ticket for, for this long after they last tried, so that they are out
// before the first sound.
const againEvery = 60;
const watchedFor = 30_000;
const watchedAtOnce = 100;
// A ticket's five minutes, and the minute by which LiveKit's clock may differ.
const ticketLives = 6 * 60_000;
const sweepEvery = 60_000;
const namesEach = 20;

type Named = { room: string; identity: string; until: number };

/** Keeps out of LiveKit's rooms whoever may not come in any more, although their ticket is still good. */
@Injectable()
export class StageBouncer implements OnModuleDestroy {
  private readonly watched = new Map<string, Named>();
  /** Tickets that are good still, by the person who holds them. */
  private readonly held = new Map<string, Map<string, Named>>();
  private sweptAt = 0;
  private timer: NodeJS.Timeout | undefined;
  private busy = false;

  constructor(
    private readonly livekit: LiveKit,
    private readonly standing: Standing,
    private readonly clock: MachineClock,
    @Inject(LOG) private readonly log: Log,
  ) {
    standing.onOut(({ person }) => this.watch(person));
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  /** Whether someone by this name may not be in any room. */
  isOut(identity: string): boolean {
    return personOf(identity) === null && this.standing.isOut(visitorOf(identity), signInOf(identity));
  }

  /** Remembers that someone is given a ticket; refuses more names than anyone has tabs, or not all could be watched. */
  gives(room: string, identity: string): void {
    const now = this.clock.now();
    const person = visitorOf(identity);
    const mine = this.held.get(person) ?? new Map<string, Named>();
    const key = `${room} ${identity}`;
    for (const [other, { until }] of mine) if (until < now) mine.delete(other);
    if (mine.size >= namesEach && !mine.has(key)) throw new Refusal('wire.tooMany', 60);
    this.held.set(person, mine.set(key, { room, identity, until: now + ticketLives }));
    // Banned while they were asking.
    if (this.isOut(identity)) this.watch(person);
    if (now - this.sweptAt < sweepEvery) return;
    this.sweptAt = now;
    for (const [one, tickets] of this.held) {
      for (const [key, { until }] of tickets) if (until < now) tickets.delete(key);
      if (tickets.size === 0) this.held.delete(one);
    }
  }

  /** Takes someone out, and watches for a while that they stay out. */
  async putOut(room: string, identity: string): Promise<void> {
    this.watchOne({ room, identity });
    this.watch(visitorOf(identity));
    await this.livekit.remove(room, identity);
  }

  private watch(person: string): void {
    for (const one of this.held.get(person)?.values() ?? []) if (this.isOut(one.identity)) this.watchOne(one);
  }

  private watchOne({ room, identity }: { room: string; identity: string }): void {
    this.watched.set(`${room} ${identity}`, { room, identity, until: this.clock.now() + watchedFor });
    const [oldest] = this.watched.keys();
    if (this.watched.size > watchedAtOnce && oldest !== undefined) this.watched.delete(oldest);
    this.timer ??= setInterval(() => void this.again(), againEvery);
  }

  /** Someone has come into a room, as LiveKit says: out again if they may not. */
  async cameIn(room: string, identity: string): Promise<void> {
    if (!this.isOut(identity)) return;
    await this.putOut(room, identity).catch((error: unknown) => this.log.warn({ error: String(error) }, 'someone who may not be in a room could not be taken out; the next look does it'));
  }

  private async again(): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    try {
      const now = this.clock.now();
      for (const [key, { until, identity }] of this.watched) if (until < now || !this.isOut(identity)) this.watched.delete(key);
      await Promise.all([...this.watched.values()].map(async (one) => (await this.livekit.remove(one.room, one.identity)) && (one.until = now + watchedFor)));
    } catch {
      // LiveKit is away: nobody comes in either.
    } finally {
      this.busy = false;
    }
    if (this.watched.size > 0) return;
    clearInterval(this.timer);
    this.timer = undefined;
  }
}
