import { type Account, type AnswerOf, type AskedOf, type anotherDevice, type changeMail, type changePassword, type Language, lifetimes, type PersonName, type saveAccount, type SignInView } from '@siccam/contract';
import { Injectable } from '@nestjs/common';
import { note } from '../audit';
import { append } from '../feed';
import { post } from '../mail';
import { Database, MachineClock, type Tx, Vault } from '../platform';
import { type Caller, Refusal } from '../wire';
import { ConsentsService } from './consents.service';
import { LinksService } from './links.service';
import { MeService, needsTwo } from './me.service';
import type { Actor } from './organisers';
import { Passwords } from './passwords';
import { SignInsService } from './signIns.service';
import { Tries } from './tries';

type Row = { fair: string; name: PersonName | null; zone: string | null; mail: string | null; proven: Date | null; language: Language | null; password: boolean; since: Date | null; recoveryLeft: number; created: Date };
type SignInRow = Omit<SignInView, 'created' | 'seen' | 'here'> & { created: Date; seen: Date };

const mailsAnHour = 5;

/** An account as its owner sees and changes it. */
@Injectable()
export class AccountService {
  private readonly mails = new Tries(mailsAnHour, 3600);

  constructor(
    private readonly database: Database,
    private readonly me: MeService,
    private readonly signIns: SignInsService,
    private readonly consents: ConsentsService,
    private readonly links: LinksService,
    private readonly passwords: Passwords,
    private readonly clock: MachineClock,
    private readonly vault: Vault,
  ) {}

  /** The caller's account as it stands in this decision. */
  async of(caller: Caller, tx: Tx): Promise<Account> {
    const me = await this.me.of(caller, tx);
    const { zone, proven, password, since, recoveryLeft, created } = await this.row(tx, caller);
    const signIns = await tx.sql.query<SignInRow[]>(`select id, device, by, address, created, seen from sign_in where person_id = $1 and ended is null and expires > $2 order by id = $3 desc, seen desc, id`, [
      caller.id,
      new Date(this.clock.now()),
      caller.signIn,
    ]);
    const required = needsTwo(me.roles.map(({ role }) => role));
    return {
      me,
      zone,
      mailProven: proven !== null,
      password,
      secondFactor: since && { since: since.toISOString(), recoveryLeft, required },
      secondFactorRequired: required,
      signIns: signIns.map((one) => ({ ...one, created: one.created.toISOString(), seen: one.seen.toISOString(), here: one.id === caller.signIn })),
      consents: await this.consents.of(tx, caller.id),
      created: created.toISOString(),
    };
  }

  /** Decides something about the caller's account, and answers how it then stands. */
  async decide(caller: Caller, work: (tx: Tx) => Promise<void>): Promise<Account> {
    return await this.database.decide(async (tx) => {
      await work(tx);
      return await this.of(caller, tx);
    });
  }

  async read(caller: Caller): Promise<Account> {
    return await this.decide(caller, (tx) => this.me.seen(caller, tx));
  }

  async save({ caller }: Actor, { name, language, zone }: AskedOf<typeof saveAccount>): Promise<Account> {
    const known = zone === null ? null : zoneOf(zone);
    return await this.decide(caller, async (tx) => {
      await tx.sql.query(`update person set name = $2, language = $3, zone = $4 where id = $1 and kind = 'account'`, [caller.id, JSON.stringify(name), language, known]);
      append(tx, `person:${caller.id}`, 'person.changed', {});
    });
  }

  /** Every other sign-in ends: whoever knew the old password must not stay in. */
  async changePassword(by: Actor, { password }: AskedOf<typeof changePassword>): Promise<Account> {
    const { caller } = by;
    const { mail, name } = await this.database.decide((tx) => this.row(tx, caller));
    if (!mail) throw new Refusal('wire.forbidden');
    const hash = await this.passwords.hash(password, mail, [name?.ar ?? '', name?.latin ?? ''].filter(Boolean));
    return await this.decide(caller, async (tx) => {
      const [changed] = await tx.sql.query<[{ fair: string }[], number]>(`update person set password = $2 where id = $1 and mail = $3 returning fair_id as fair`, [caller.id, hash, mail]);
      const fair = changed[0]?.fair;
      // The address changed meanwhile, and with it what the password is salted by.
      if (!fair) throw new Refusal('people.changedMeanwhile');
      const ended = await this.signIns.end(tx, caller.id, { allBut: caller.signIn ?? null });
      append(tx, `person:${caller.id}`, 'person.changed', {});
      await note(tx, { fair, by: caller.id, deed: 'password.changed', on: { kind: 'person', id: caller.id }, detail: { signIns: ended.length }, from: by.address });
    });
  }

  /** Sends a link to another address, which counts once it is opened in a browser of this account. An address that somebody proved is theirs: it is told so, and nobody else is. */
  async changeMail(by: Actor, { mail }: AskedOf<typeof changeMail>): Promise<AnswerOf<typeof changeMail>> {
    const { caller } = by;
    if (caller.kind !== 'person') throw new Refusal('wire.forbidden');
    await this.mails.take(caller.id);
    const written = await this.links.mayWriteTo(mail);
    const now = this.clock.now();
    await this.database.decide(async (tx) => {
      const { fair, language } = await this.row(tx, caller);
      const letter = { fair, by: caller.id, to: mail, language: language ?? 'fr' } as const;
      const [taken] = await tx.sql.query<object[]>('select 1 from person where fair_id = $1 and mail = $2 and mail_proven is not null and id <> $3', [fair, mail, caller.id]);
      if (written && taken) await post(tx, this.vault, { ...letter, kind: 'addressKnown', person: null, key: `addressKnown:${caller.id}:${now}` });
      else if (written) {
        const { id, token } = await this.links.make(tx, { kind: 'signIn', fair, person: caller.id, mail, lives: lifetimes.link });
        await post(tx, this.vault, { ...letter, kind: 'proveMail', person: caller.id, secret: { token }, link: id, key: `proveMail:${id}` });
      }
      await note(tx, { fair, by: caller.id, deed: 'mail.asked', on: { kind: 'person', id: caller.id }, from: by.address });
    });
    return { sent: new Date(now).toISOString() };
  }

  /** Ends one of the caller's sign-ins; this one too. */
  async endSignIn(by: Actor, signIn: string): Promise<Account> {
    const { caller } = by;
    const here = signIn.toLowerCase() === caller.signIn;
    return await this.database.decide(async (tx) => {
      const before = await this.of(caller, tx);
      await this.end(tx, by, { only: [signIn] });
      // Nobody can be told how an account stands that they have just left.
      return here ? { ...before, signIns: before.signIns.filter((one) => !one.here) } : await this.of(caller, tx);
    });
  }

  async endOthers(by: Actor): Promise<Account> {
    return await this.decide(by.caller, (tx) => this.end(tx, by, { allBut: by.caller.signIn ?? null }));
  }

  /** A link for another browser of the same person. */
  async anotherDevice({ caller }: Actor): Promise<AnswerOf<typeof anotherDevice>> {
    return await this.database.decide(async (tx) => {
      const { fair } = await this.row(tx, caller);
      const { token, expires } = await this.links.make(tx, { kind: 'device', fair, person: caller.id, mail: null, lives: lifetimes.link });
      return { token, until: expires.toISOString() };
    });
  }

  private async end(tx: Tx, { caller, address }: Actor, which: { only: readonly string[] } | { allBut: string | null }): Promise<void> {
    const { fair } = await this.row(tx, caller);
    const ended = await this.signIns.end(tx, caller.id, which);
    if (ended.length === 0 && 'only' in which) throw new Refusal('people.unknown');
    if (ended.length > 0) await note(tx, { fair, by: caller.id, deed: 'signIn.ended', on: { kind: 'person', id: caller.id }, detail: { signIns: ended.length }, from: address });
  }

  private async row(tx: Tx, caller: Caller): Promise<Row> {
    if (caller.kind !== 'person') throw new Refusal('wire.forbidden');
    const [row] = await tx.sql.query<Row[]>(
      `select fair_id as fair, name, zone, mail, mail_proven as proven, language, password is not null as password, factor_since as since, cardinality(recovery) as "recoveryLeft", created from person where id = $1 and kind = 'account'`,
      [caller.id],
    );
    if (!row) throw new Refusal('people.signedOut');
    return row;
  }
}

/** A zone under the name that the server knows it by; an offset is no zone. */
export function zoneOf(text: string): string {
  try {
    if (!/^[a-z]/i.test(text)) throw new RangeError(text);
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone;
  } catch {
    throw new Refusal('wire.malformed');
  }
}
