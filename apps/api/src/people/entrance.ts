import { randomUUID } from 'node:crypto';
import type { Language, Me, PersonName } from '@siccam/contract';
import { Injectable } from '@nestjs/common';
import { Database, MachineClock, type Tx } from '../platform';
import { type Call, type Caller, Refusal } from '../wire';
import { proveMail } from './mails';
import { MeService } from './me.service';
import { PeopleService } from './people.service';
import { type Begin, SignInsService } from './signIns.service';

type NewAccount = { fair: string; name: PersonName | null; language: Language; mail: string | null; password?: Buffer };

/** What every way of entering ends with: an account, what the guest brings along, a sign-in, a cookie. */
@Injectable()
export class Entrance {
  private readonly carriers: ((tx: Tx, guest: string, person: string) => Promise<void>)[] = [];
  private readonly hosts: ((tx: Tx, person: string) => Promise<void>)[] = [];

  constructor(
    private readonly database: Database,
    private readonly people: PeopleService,
    private readonly signIns: SignInsService,
    private readonly me: MeService,
    private readonly clock: MachineClock,
  ) {}

  /** Decides whom to let in, signs this browser in and gives it its cookie. Whoever was signed in here before is not any more. */
  async enter(call: Call, decide: (tx: Tx) => Promise<Begin>): Promise<Me> {
    const me = await this.database.decide(async (tx) => {
      const begin = await decide(tx);
      const { caller } = call;
      if (caller?.kind === 'person' && caller.signIn) await this.signIns.end(tx, caller.id, { only: [caller.signIn] });
      const signIn = await this.signIns.begin(tx, begin, call);
      return await this.me.of({ kind: 'person', id: begin.person, signIn }, tx);
    });
    call.keep(this.people.cookies.write({ kind: 'person', id: me.id, signIn: me.signIn?.id ?? '' }));
    return me;
  }

  /** Makes an account from a guest: it has the guest's id, so that all that hangs on it carries over. From whoever is signed in already: one beside theirs. */
  async newAccount(tx: Tx, caller: Caller, { fair, name, language, mail, password }: NewAccount): Promise<string> {
    for (const id of caller.kind === 'guest' ? [caller.id, randomUUID()] : [randomUUID()]) {
      const made = await tx.sql.query<{ id: string }[]>(
        `insert into person (id, fair_id, kind, name, language, mail, password, created, seen) values ($1, $2, 'account', $3, $4, $5, $6, $7, $7)
         on conflict (id) do update set kind = 'account', name = coalesce(excluded.name, person.name), language = excluded.language, mail = excluded.mail, password = excluded.password, seen = excluded.seen
         where person.kind = 'guest' and person.fair_id = excluded.fair_id returning id`,
        [id, fair, name === null ? null : JSON.stringify(name), language, mail, password ?? null, new Date(this.clock.now())],
      );
      // An older cookie of a guest who has an account by now makes a new one.
      if (made[0]) return made[0].id;
    }
    throw new Error('an account was not written');
  }

  /** Adds who brings along what else a guest has, in the decision that lets them into an account which was there before. */
  onCarryOver(carry: (tx: Tx, guest: string, person: string) => Promise<void>): void {
    this.carriers.push(carry);
  }

  /** A guest's name and language go to the account where it has none, and all else that they have. */
  async carryOver(tx: Tx, caller: Caller, person: string): Promise<void> {
    if (caller.kind !== 'guest' || caller.id === person) return;
    // An older cookie of a guest who has an account by now brings nothing of it.
    const [other] = await tx.sql.query<object[]>(`select 1 from person where id = $1 and kind = 'account'`, [caller.id]);
    if (other) return;
    for (const carry of this.carriers) await carry(tx, caller.id, person);
    if (!caller.named) return;
    await tx.sql.query(
      `update person p set name = coalesce(p.name, g.name), language = coalesce(p.language, g.language) from person g where g.id = $2 and g.kind = 'guest' and p.id = $1`,
      [person, caller.id],
    );
    await tx.sql.query(`delete from person where id = $1 and kind = 'guest'`, [caller.id]);
  }

  /** Adds who is told that somebody came by their invitation, in the decision that lets them in. */
  onInvited(meet: (tx: Tx, person: string) => Promise<void>): void {
    this.hosts.push(meet);
  }

  async invited(tx: Tx, person: string): Promise<void> {
    for (const meet of this.hosts) await meet(tx, person);
  }

  /** Refuses whoever is banned. */
  async mustBeLetIn(tx: Tx, person: string): Promise<void> {
    const [banned] = await tx.sql.query<object[]>('select 1 from ban where person = $1 and lifted is null', [person]);
    if (banned) throw new Refusal('people.banned');
  }

  /**
   * Whoever opens a link that was sent to an address proves it. What was set before that proof may be somebody else's, who signed up with
   * an address that is not theirs, or changed to one, or signed its owner in to their own account, and waits: so there stays only what the
   * sign-in that opens the link has shown itself, the password it came in by and the second factor it brought. Every other sign-in goes,
   * and so does the rest (but the second factor of an account with a role, which was invited: a mailbox alone must never take one off).
   * Other accounts that name the address without proof lose it. False: another account has proven it.
   */
  async prove(tx: Tx, person: string, mail: string, by: Caller): Promise<boolean> {
    const [before] = await tx.sql.query<{ proven: boolean; fair: string }[]>(`select mail_proven is not null and mail = $2 as proven, fair_id as fair from person where id = $1 and kind = 'account' for update`, [person, mail]);
    if (!before || !(await proveMail(tx, { person, mail }, new Date(this.clock.now())))) return false;
    if (!before.proven) {
      await tx.sql.query(
        `update person p set password = case when h.typed then p.password end,
           factor_secret = case when h.kept then p.factor_secret end, factor_since = case when h.kept then p.factor_since end, recovery = case when h.kept then p.recovery else '{}' end
         from (select coalesce(bool_or(s.by in ('signUp', 'password')), false) as typed,
                 coalesce(bool_or(s.second_factor is not null), false) or exists (select 1 from role_held r where r.holder = $1::uuid::text) as kept
               from sign_in s where s.id = $2 and s.person_id = $1 and s.ended is null and s.expires > $3) h where p.id = $1`,
        [person, by.signIn ?? null, new Date(this.clock.now())],
      );
      await this.signIns.end(tx, person, { allBut: null });
    }
    await tx.sql.query('update person set mail = null, password = null where fair_id = $1 and mail = $2 and mail_proven is null and id <> $3', [before.fair, mail, person]);
    return true;
  }
}
