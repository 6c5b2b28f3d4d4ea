import type { FactBody } from '@siccam/contract';
import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { append, Tail } from '../feed';
import { Database, LOG, type Log, patiently, type Tx } from '../platform';
import type { Out } from '../wire';

/** The topic that every server follows for itself; no browser can enter it. */
const topic = 'standing';
const whileStarting = 30_000;

/**
 * Who may not come in any more, kept in memory on every server: bans, and sign-ins that ended before their time. A decision leaves a
 * fact; the tail brings it here at once on the server that decided, within a quarter of a second on the others.
 */
@Injectable()
export class Standing implements OnApplicationBootstrap {
  private readonly banned = new Set<string>();
  private readonly ended = new Set<string>();
  /** The same by person. */
  private readonly endedOf = new Map<string, string[]>();
  /** Keyed hash of an address, and until when it is held back. */
  private readonly heldBack = new Map<string, number>();
  private readonly listeners: ((out: Out) => void)[] = [];

  constructor(
    private readonly database: Database,
    private readonly tail: Tail,
    @Inject(LOG) private readonly log: Log,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await patiently(async () => {
      // Followed before it is read, so that nothing falls between the two.
      await this.tail.follow(topic);
      const banned = await this.database.rows<{ person: string }>('select person from ban where lifted is null');
      const ended = await this.database.rows<{ id: string; person: string }>('select id, person_id as person from sign_in where ended is not null and expires > now()');
      for (const { person } of banned) this.banned.add(person);
      await this.readHeldBack();
      for (const { id, person } of ended) this.end(person, id);
    }, whileStarting);
    this.tail.onFrame((frame) => {
      if (frame.topic !== topic) return;
      for (const { body } of frame.facts) this.apply(body as FactBody<'standing.changed'>);
    });
  }

  /** Adds someone who is told whom to close. */
  onOut(listener: (out: Out) => void): void {
    this.listeners.push(listener);
  }

  isBanned(person: string): boolean {
    return this.banned.has(person);
  }

  hasEnded(signIn: string): boolean {
    return this.ended.has(signIn);
  }

  /** Whether someone may not stay who is known by the beginning of a sign-in's id (in a room of media; among one person's few it is enough); null: a guest, who has none. */
  isOut(person: string, signInBegins: string | null): boolean {
    return this.banned.has(person) || (signInBegins !== null && (this.endedOf.get(person) ?? []).some((signIn) => signIn.startsWith(signInBegins)));
  }

  /** Whether new guests of an address come in slowly. */
  isHeldBack(addressHash: string, now: number): boolean {
    return this.heldBack.size > 0 && (this.heldBack.get(addressHash) ?? 0) > now;
  }

  private end(person: string, signIn: string): void {
    this.ended.add(signIn);
    this.endedOf.set(person, [...(this.endedOf.get(person) ?? []), signIn]);
  }

  private async readHeldBack(): Promise<void> {
    const rows = await this.database.rows<{ address: string; until: Date }>('select unnest(addresses) as address, addresses_until as until from ban where lifted is null and addresses_until > now()');
    this.heldBack.clear();
    for (const { address, until } of rows) this.heldBack.set(address, until.getTime());
  }

  private apply({ person, banned, ended }: FactBody<'standing.changed'>): void {
    if (banned) this.banned.add(person);
    else this.banned.delete(person);
    for (const id of ended) this.end(person, id);
    this.log.info({ person, banned, ended: ended.length }, 'standing changed');
    for (const listener of this.listeners) listener({ person, banned, ended });
    // Without the database nobody is decided to be banned either; the next change reads it again.
    void this.readHeldBack().catch((error: unknown) => this.log.warn({ error: String(error) }, 'addresses held back could not be read'));
  }
}

/** Tells every server that someone's standing changed, in the decision that changes it. */
export function tellStanding(tx: Tx, change: FactBody<'standing.changed'>): void {
  append(tx, topic, 'standing.changed', change);
}
