import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { lifetimes, type Right, type Role, secondFactorRoles } from '@siccam/contract';
import { Inject, Injectable } from '@nestjs/common';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { CONFIG, type Config, Database, MachineClock, type Tx, Vault } from '../platform';
import { type AskedOn, type Caller, Gate, Refusal, take } from '../wire';
import { Cookies, same } from './cookie';
import { type Holding, rightsTable } from './rights';
import { Standing } from './standing';

const botRoles: Record<string, Role> = { 'stage-manager': 'stageManager', speaker: 'speaker' };
// New guests a minute from an address that a banned guest was seen at.
const heldBackPerMinute = 10;

type Row = { two: boolean; factor: boolean; fresh: boolean; role: Role | null; objectKind: string | null; objectId: string | null; fairId: string; wanted: string | null };

/** Says who calls and what they may do. An anonymous guest is an opaque id, signed into a cookie; nothing about them is stored. */
@Injectable()
export class PeopleService extends Gate {
  readonly cookies: Cookies;
  private readonly heldBack = new RateLimiterMemory({ points: heldBackPerMinute, duration: 60 });

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly database: Database,
    private readonly standing: Standing,
    private readonly clock: MachineClock,
    private readonly vault: Vault,
  ) {
    super();
    this.cookies = new Cookies(config);
    standing.onOut((out) => this.sockets?.close(out));
  }

  override caller(headers: IncomingHttpHeaders): Caller | null {
    const bot = this.bot(headers.authorization);
    if (bot) return bot;
    const said = this.cookies.read(headers);
    if (!said) return null;
    if (this.standing.isBanned(said.id)) return { kind: 'banned', id: said.id };
    // A sign-in that ended leaves a stranger.
    if (said.kind === 'person' && this.standing.hasEnded(said.signIn)) return null;
    return said;
  }

  override async welcome(address: string): Promise<{ caller: Caller; cookie: string }> {
    await this.mayBringGuests(address);
    const id = randomUUID();
    return { caller: { kind: 'guest', id }, cookie: this.cookies.write({ kind: 'guest', id, named: false }) };
  }

  /** With `tx`: inside a decision and on its connection; what was true at the door may have ended while the decision waited. */
  override async mustHold(caller: Caller, needs: 'account' | 'confirmed' | Right, on: AskedOn, tx?: Tx): Promise<void> {
    if (caller.kind === 'guest' && needs === 'confirmed') {
      // An older cookie of a guest who has an account by now confirms nothing about it.
      const account = `select 1 from person where id = $1 and kind = 'account'`;
      const [row] = tx ? await tx.sql.query<object[]>(account, [caller.id]) : await this.database.rows(account, [caller.id]);
      if (row) throw new Refusal('wire.forbidden');
      return;
    }
    if (needs === 'account' || needs === 'confirmed') {
      const [row] = await this.standingOf(caller, on, tx);
      if (!row) throw new Refusal('wire.forbidden');
      // Or whoever knows a password alone could take the second factor off.
      if (needs === 'confirmed' && row.factor && !row.two) throw new Refusal('people.secondFactorNeeded');
      if (needs === 'confirmed' && !row.fresh) throw new Refusal('people.confirmNeeded');
      return;
    }
    const { by, confirmed } = rightsTable[needs];
    if (caller.kind === 'bot') return await this.mustBeGivenToBots(caller, by);
    const rows = await this.standingOf(caller, on, tx);
    const held = rows.filter((row) => by.some((holding) => holds(row, holding, on)));
    const [first] = held;
    if (!first) throw new Refusal('wire.forbidden');
    const enough = held.find(({ role, two }) => two || !secondFactorRoles.includes(role ?? 'press'));
    if (!enough) throw new Refusal('people.secondFactorNeeded');
    if (confirmed && !enough.fresh) throw new Refusal('people.confirmNeeded');
  }

  /** Whether a person has a socket open on this server. */
  isHere(person: string): boolean {
    return this.sockets?.has(person) ?? false;
  }

  /** Keyed hashes of the addresses a person's sockets came from. */
  addressesOf(person: string): string[] {
    return (this.sockets?.addressesOf(person) ?? []).map((address) => this.addressHash(address));
  }

  /** One row a role of the caller's account, or a single one without a role; none where the sign-in is not in force. Read anew each time. */
  private async standingOf(caller: Caller, on: AskedOn, tx?: Tx): Promise<Row[]> {
    if (caller.kind !== 'person' || !caller.signIn) return [];
    const now = this.clock.now();
    const sql = `select coalesce(s.second_factor > $2, false) as two, p.factor_since is not null as factor, coalesce(s.confirmed > $3, false) as fresh, f.id as "fairId",
         r.role, r.object_kind as "objectKind", r.object_id as "objectId",
         case $5::text when 'person' then $6::text when 'session' then (select x.id::text from session x where x.fair_id = f.id and x.slug = $6) end as wanted
       from sign_in s join person p on p.id = s.person_id join fair f on f.id = p.fair_id and f.current
       left join role_held r on r.holder = p.id::text and r.fair_id = f.id
       where s.id = $1 and s.person_id = $7 and s.ended is null and s.expires > $4 and not exists (select 1 from ban b where b.person = p.id and b.lifted is null)`;
    const values = [caller.signIn, new Date(now - lifetimes.secondFactor), new Date(now - lifetimes.confirmation), new Date(now), on?.kind ?? null, on?.name ?? null, caller.id];
    return tx ? await tx.sql.query<Row[]>(sql, values) : await this.database.rows<Row>(sql, values);
  }

  private async mustBeGivenToBots(caller: Caller, by: readonly Holding[]): Promise<void> {
    // A bot acts in one role a call, and only where that role was given to bots: in the demonstration.
    const role = botRoles[caller.id];
    if (!role || !by.some((holding) => holding.role === role && holding.on === 'fair')) throw new Refusal('wire.forbidden');
    const held = await this.database.rows(
      `select 1 from role_held r join fair f on f.id = r.fair_id
       where f.current and f.demo and r.holder = 'bot' and r.role = $1 and r.object_kind = 'fair'`,
      [role],
    );
    if (held.length === 0) throw new Refusal('wire.forbidden');
  }

  /** Where a banned guest was seen, new guests come in slowly for a day: many people may stand behind one address, so it is never closed. */
  private async mayBringGuests(address: string): Promise<void> {
    if (!this.standing.isHeldBack(this.addressHash(address), this.clock.now())) return;
    await take(this.heldBack, address);
  }

  private addressHash(address: string): string {
    return this.vault.hash('address', address).toString('base64url');
  }

  private bot(authorization: string | undefined): Caller | null {
    const key = this.config.BOT_KEY;
    const [, given, role] = /^Bot ([^:\s]{1,200}):([a-z-]{1,40})$/.exec(authorization ?? '') ?? [];
    if (!key || !given || !role || !(role in botRoles) || !same(given, key)) return null;
    return { kind: 'bot', id: role };
  }
}

function holds({ role, objectKind, objectId, fairId, wanted }: Row, holding: Holding, on: AskedOn): boolean {
  if (role !== holding.role || objectKind !== holding.on) return false;
  if (holding.on === 'fair') return objectId === fairId;
  return on !== null && on.kind === holding.on && wanted !== null && objectId === wanted;
}
