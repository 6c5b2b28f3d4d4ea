import type { AnswerOf, AskedOf, beginFactor, bringSecondFactor, confirmMyself, Me, newRecovery, PersonName, Role } from '@siccam/contract';
import { Inject, Injectable } from '@nestjs/common';
import { note } from '../audit';
import { append } from '../feed';
import { post } from '../mail';
import { Database, LOG, type Log, MachineClock, type Tx, Vault } from '../platform';
import { type Caller, Refusal } from '../wire';
import { asRecovery, beginOf, codeAt, newRecovery as tenCodes, newSecret, stepAt, stepOf, uriOf } from './factors';
import { MeService, needsTwo } from './me.service';
import type { Actor } from './organisers';
import { Passwords } from './passwords';
import type { SignIn } from './person.entity';
import { Tries } from './tries';

type Row = { fair: string; mail: string | null; proven: boolean; name: PersonName | null; language: Me['language']; password: Buffer | null; secret: Buffer | null; since: Date | null; step: string };
type Recovery = AnswerOf<typeof newRecovery>;

const select = `select fair_id as fair, mail, mail_proven is not null as proven, name, language, password, factor_secret as secret, factor_since as since, factor_step as step from person where id = $1 and kind = 'account'`;
const [wrongTries, within] = [5, 300] as const;
const [wrongADay, aDay] = [30, 86_400] as const;

/**
 * The second factor of an account, and the confirmation that it is still the same person. A sign-in may be wrong five times in five
 * minutes, and all sign-ins of one origin thirty times a day: those whose password alone is known, those by a link, those from a network
 * where the factor was brought before, and each that has brought it itself. So whoever knows a password, and signs in as often as they
 * like, uses up nothing of its owner's. Three codes fit at any moment: thirty guesses find one with a probability of 0.00009 a day, on
 * each server; a recovery code has fifty bits.
 */
@Injectable()
export class FactorService {
  private readonly tries = new Tries(wrongTries, within);
  private readonly triesADay = new Tries(wrongADay, aDay);

  constructor(
    private readonly database: Database,
    private readonly me: MeService,
    private readonly passwords: Passwords,
    private readonly clock: MachineClock,
    private readonly vault: Vault,
    @Inject(LOG) private readonly log: Log,
  ) {}

  /** The second factor of this sign-in; it also confirms. */
  async bring(by: Actor, { code }: AskedOf<typeof bringSecondFactor>): Promise<Me> {
    return await this.counted(by, () =>
      this.database.decide(async (tx) => {
        const row = await this.row(tx, by.caller);
        if (!row.since || !row.secret) throw new Refusal('enter.noFactor');
        const recovery = asRecovery(code);
        if (recovery) await this.useRecovery(tx, by, row, recovery);
        else await this.useStep(tx, by, row, code);
        return await this.confirmed(tx, by.caller, { two: true });
      }),
    );
  }

  /** By a code where a second factor is in force, else by the password; who has neither enters anew. */
  async confirm(by: Actor, { code, password }: AskedOf<typeof confirmMyself>): Promise<Me> {
    const { caller } = by;
    const row = await this.database.decide((tx) => this.row(tx, caller));
    if (row.since) {
      if (code === undefined) throw new Refusal('enter.wrongCode');
      return await this.bring(by, { code });
    }
    const { mail, password: hash } = row;
    if (!hash || !mail) throw new Refusal('enter.noFactor');
    if (password === undefined) throw new Refusal('enter.wrong');
    return await this.counted(by, async () => {
      if (!(await this.passwords.fits(password, { mail, hash }))) throw new Refusal('enter.wrong');
      return await this.database.decide(async (tx) => {
        // While the password was looked at, it or the factor may have changed.
        const [still] = await tx.sql.query<object[]>('select 1 from person where id = $1 and password = $2 and factor_since is null', [caller.id, hash]);
        if (!still) throw new Refusal('enter.wrong');
        return await this.confirmed(tx, caller, { two: false });
      });
    });
  }

  /** A secret, not in force until a code of it came back; begun again, the one before is worth nothing. */
  async begin({ caller }: Actor): Promise<AnswerOf<typeof beginFactor>> {
    const secret = newSecret();
    return await this.database.decide(async (tx) => {
      const { mail, name } = await this.row(tx, caller);
      const [begun] = await tx.sql.query<[object[], number]>('update person set factor_secret = $2, factor_step = 0 where id = $1 and factor_since is null returning id', [caller.id, this.sealed(caller.id, secret)]);
      if (begun.length === 0) throw new Refusal('account.factorThere');
      return { secret, uri: uriOf(secret, mail ?? name?.latin ?? name?.ar ?? '') };
    });
  }

  /** Puts it in force. */
  async prove(by: Actor, { code }: AskedOf<typeof bringSecondFactor>): Promise<Recovery> {
    const { caller } = by;
    return await this.counted(by, () =>
      this.database.decide(async (tx) => {
        const row = await this.row(tx, caller);
        if (!row.secret || row.since) throw new Refusal('enter.noFactor');
        const now = this.clock.now();
        const step = stepOf(this.opened(caller.id, row.secret), code, now, 0);
        if (step === null) throw new Refusal('enter.wrongCode');
        const recovery = tenCodes();
        const [proven] = await tx.sql.query<[object[], number]>(
          'update person set factor_since = $3, factor_step = $4, recovery = $5 where id = $1 and factor_since is null and factor_secret = $2 returning id',
          [caller.id, row.secret, new Date(now), step, this.hashes(caller.id, recovery)],
        );
        if (proven.length === 0) throw new Refusal('enter.noFactor');
        await this.confirmed(tx, caller, { two: true });
        await this.write(tx, by, row, 'factor.set');
        if (row.mail && row.proven) await post(tx, this.vault, { kind: 'secondFactorSet', fair: row.fair, person: caller.id, to: row.mail, language: row.language ?? 'fr', key: `secondFactorSet:${caller.id}:${now}` });
        return { recovery };
      }),
    );
  }

  /** Ten new recovery codes in place of those that are left. */
  async renewRecovery(by: Actor): Promise<Recovery> {
    const recovery = tenCodes();
    await this.database.decide(async (tx) => {
      const row = await this.row(tx, by.caller);
      const [renewed] = await tx.sql.query<[object[], number]>('update person set recovery = $2 where id = $1 and factor_since is not null returning id', [by.caller.id, this.hashes(by.caller.id, recovery)]);
      if (renewed.length === 0) throw new Refusal('enter.noFactor');
      append(tx, `person:${by.caller.id}`, 'person.changed', {});
      await this.write(tx, by, row, 'recovery.renewed');
    });
    return { recovery };
  }

  /** Gives it up, inside a decision; refused where a role asks for it. */
  async drop(tx: Tx, by: Actor): Promise<void> {
    const { id } = by.caller;
    const row = await this.row(tx, by.caller);
    if (await this.isAskedOf(tx, id)) throw new Refusal('account.factorRequired');
    const [dropped] = await tx.sql.query<[object[], number]>(`update person set factor_secret = null, factor_since = null, factor_step = 0, recovery = '{}' where id = $1 and factor_since is not null returning id`, [id]);
    if (dropped.length === 0) throw new Refusal('enter.noFactor');
    append(tx, `person:${id}`, 'person.changed', {});
    await this.write(tx, by, row, 'factor.dropped');
  }

  /** Whether a role of someone asks for a second factor. */
  async isAskedOf(tx: Tx, person: string): Promise<boolean> {
    const held = await tx.sql.query<{ role: Role }[]>('select r.role from role_held r join person p on p.id::text = r.holder and p.fair_id = r.fair_id where p.id = $1', [person]);
    return needsTwo(held.map(({ role }) => role));
  }

  /** Makes sure that an invented person whose roles ask for it has a second factor, and one whose secret this server can read. */
  async lend(tx: Tx, person: string): Promise<void> {
    const [row] = await tx.sql.query<Row[]>(`${select} and demo for update`, [person]);
    if (!row || (row.since ? this.readable(person, row.secret) : !(await this.isAskedOf(tx, person)))) return;
    await tx.sql.query('update person set factor_secret = $2, factor_since = coalesce(factor_since, $3), factor_step = 0 where id = $1', [person, this.sealed(person, newSecret()), new Date(this.clock.now())]);
  }

  /** The next code of an invented person that is not used yet, or from when on there is one (milliseconds); null: they have no second factor. */
  async codeOf(tx: Tx, person: string): Promise<{ code: string } | { code: null; from: number } | null> {
    const [row] = await tx.sql.query<Row[]>(`${select} and demo and factor_since is not null`, [person]);
    const secret = row && this.readable(person, row.secret);
    if (!row || !secret) return null;
    const now = stepAt(this.clock.now());
    const step = Math.max(now, Number(row.step) + 1);
    return step <= now + 1 ? { code: codeAt(secret, step) } : { code: null, from: beginOf(step - 1) };
  }

  private async useStep(tx: Tx, { caller }: Actor, { secret, step: used }: Row, code: string): Promise<void> {
    if (!secret) throw new Refusal('enter.noFactor');
    const step = stepOf(this.opened(caller.id, secret), code, this.clock.now(), Number(used));
    if (step === null) throw new Refusal('enter.wrongCode');
    // Of many at once, one moves the step.
    const [moved] = await tx.sql.query<[object[], number]>('update person set factor_step = $2 where id = $1 and factor_step < $2 and factor_secret = $3 and factor_since is not null returning id', [caller.id, step, secret]);
    if (moved.length === 0) throw new Refusal('enter.codeUsed');
  }

  private async useRecovery(tx: Tx, by: Actor, row: Row, code: string): Promise<void> {
    const [taken] = await tx.sql.query<[{ left: number }[], number]>('update person set recovery = array_remove(recovery, $2) where id = $1 and $2 = any(recovery) and factor_since is not null returning cardinality(recovery) as left', [
      by.caller.id,
      this.hashOf(by.caller.id, code),
    ]);
    const left = taken[0]?.left;
    if (left === undefined) throw new Refusal('enter.wrongCode');
    await this.write(tx, by, row, 'recovery.used', { left });
  }

  private async confirmed(tx: Tx, caller: Caller, { two }: { two: boolean }): Promise<Me> {
    const [rows] = await tx.sql.query<[object[], number]>('update sign_in set confirmed = $3, second_factor = case when $4 then $3 else second_factor end where id = $1 and person_id = $2 and ended is null returning id', [
      caller.signIn,
      caller.id,
      new Date(this.clock.now()),
      two,
    ]);
    if (rows.length === 0) throw new Refusal('people.signedOut');
    append(tx, `person:${caller.id}`, 'person.changed', {});
    return await this.me.of(caller, tx);
  }

  private async row(tx: Tx, caller: Caller): Promise<Row> {
    if (caller.kind !== 'person') throw new Refusal('wire.forbidden');
    const [row] = await tx.sql.query<Row[]>(select, [caller.id]);
    if (!row) throw new Refusal('people.signedOut');
    return row;
  }

  private async write(tx: Tx, { caller, address }: Actor, { fair }: Row, deed: string, detail: Record<string, unknown> = {}): Promise<void> {
    await note(tx, { fair, by: caller.id, deed, on: { kind: 'person', id: caller.id }, detail, from: address });
  }

  private async counted<T>({ caller }: Actor, work: () => Promise<T>): Promise<T> {
    try {
      const origin = await this.originOf(caller);
      return await this.tries.of(caller.signIn ?? caller.id, () => this.triesADay.of(origin, work));
    } catch (error) {
      if (error instanceof Refusal) this.log.info({ person: caller.id, refusal: error.code }, 'not confirmed');
      throw error;
    }
  }

  /** With whom a sign-in shares its tries of a day. */
  private async originOf({ id, signIn }: Caller): Promise<string> {
    const [row] = await this.database.rows<{ by: SignIn['by']; brought: boolean; home: boolean; address: string }>(
      `select s.by, s.second_factor is not null as brought, s.address,
         exists (select 1 from sign_in o where o.person_id = s.person_id and o.address = s.address and o.second_factor is not null) as home
       from sign_in s where s.id = $1 and s.person_id = $2`,
      [signIn, id],
    );
    if (!row) throw new Refusal('people.signedOut');
    if (row.brought) return `${id} ${signIn}`;
    if (row.home) return `${id} ${row.address}`;
    return `${id} ${['signUp', 'password'].includes(row.by) ? 'password' : 'link'}`;
  }

  private sealed(person: string, secret: string): Buffer {
    return this.vault.seal(secret, `factor:${person}`);
  }

  private opened(person: string, secret: Buffer): string {
    return this.vault.open(secret, `factor:${person}`);
  }

  private readable(person: string, secret: Buffer | null): string | null {
    if (!secret) return null;
    try {
      return this.opened(person, secret);
    } catch {
      // Sealed under another key: by a server that kept other secrets beside the same data.
      return null;
    }
  }

  /** Fifty bits are found from an open hash in an afternoon; not from one under the server's key. */
  private hashOf(person: string, code: string): Buffer {
    return this.vault.hash('recovery code', `${person}\0${code}`);
  }

  private hashes(person: string, codes: readonly string[]): Buffer[] {
    return codes.map((code) => this.hashOf(person, code));
  }
}
