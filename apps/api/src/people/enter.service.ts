import { type AnswerOf, type AskedOf, type askLink, lifetimes, type Me, type signIn, type signUp } from '@siccam/contract';
import { Inject, Injectable } from '@nestjs/common';
import { note, truncated } from '../audit';
import { post } from '../mail';
import { CONFIG, type Config, Database, MachineClock, Vault } from '../platform';
import { type Call, type Caller, Refusal } from '../wire';
import { ConsentsService, isTerms } from './consents.service';
import { same } from './cookie';
import { Entrance } from './entrance';
import { LinksService } from './links.service';
import { Organisers } from './organisers';
import { Passwords } from './passwords';
import { Tries } from './tries';

const tenMinutes = 600;
const aMinute = 60_000;

/** Entering with an address: a new account, a password, or a link by mail. Nothing told here says whether an address is known. */
@Injectable()
export class EnterService {
  /** Wrong passwords of one address of a person from one network address, and from everywhere. */
  private readonly wrongHere = new Tries(10, tenMinutes);
  private readonly wrong = new Tries(100, tenMinutes);
  /** Wrong passwords of one network address, and what else it may ask for: a university is one. */
  private readonly wrongFrom = new Tries(600, tenMinutes);
  private readonly arrivals = new Tries(3000, tenMinutes);
  /** Passwords of one address of a person from one network address, and all of one network address, right or wrong: each is computed. */
  private readonly typedHere = new Tries(40, tenMinutes);
  private readonly typed = new Tries(3000, tenMinutes);
  private readonly mails = new Tries(6, tenMinutes);
  private readonly asked = new Map<string, number>();

  constructor(
    private readonly database: Database,
    private readonly entrance: Entrance,
    private readonly organisers: Organisers,
    private readonly consents: ConsentsService,
    private readonly links: LinksService,
    private readonly passwords: Passwords,
    private readonly clock: MachineClock,
    private readonly vault: Vault,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** A new account, signed in to at once. Its address is proven later or never; until then another account may name it too. */
  async signUp(caller: Caller, { name, mail, password, language, consents }: AskedOf<typeof signUp>, call: Call): Promise<Me> {
    if (!consents.some(isTerms)) throw new Refusal('enter.consentMissing');
    await this.arrivals.take(call.address);
    const hash = await this.passwords.hash(password, mail, [name.ar ?? '', name.latin ?? ''].filter(Boolean), call.address);
    const written = await this.links.mayWriteTo(mail);
    return await this.entrance.enter(call, async (tx) => {
      const { id: fair } = await this.organisers.fair(tx);
      const person = await this.entrance.newAccount(tx, caller, { fair, name, language, mail, password: hash });
      for (const consent of consents) await this.consents.give(tx, person, consent);
      const [known] = await tx.sql.query<object[]>('select 1 from person where fair_id = $1 and mail = $2 and mail_proven is not null', [fair, mail]);
      const letter = { fair, by: signedIn(caller), to: mail, language } as const;
      if (written && known) await post(tx, this.vault, { ...letter, kind: 'addressKnown', person: null, key: `addressKnown:${person}` });
      else if (written) {
        const { id, token } = await this.links.make(tx, { kind: 'signIn', fair, person, mail, lives: lifetimes.link });
        await post(tx, this.vault, { ...letter, kind: 'proveMail', person, secret: { token }, link: id, key: `proveMail:${id}` });
      }
      await note(tx, { fair, by: person, deed: 'account.made', on: { kind: 'person', id: person }, from: call.address });
      return { person, by: 'signUp' };
    });
  }

  /** By address and password. One computation, whoever is known. */
  async signIn(caller: Caller, { mail, password }: AskedOf<typeof signIn>, call: Call): Promise<Me> {
    const here = `${mail}\0${call.address}`;
    await this.typedHere.take(here);
    await this.typed.take(call.address);
    return await this.wrongFrom.of(call.address, () =>
      this.wrongHere.of(here, () => this.againstStuffing(mail, call.address, () => this.byPassword(caller, mail, password, call))),
    );
  }

  /** Many wrong passwords from many addresses must not lock a person out: whoever comes from a network that was signed in to the account before goes on, and a link by mail always does. */
  private async againstStuffing(mail: string, address: string, work: () => Promise<Me>): Promise<Me> {
    try {
      return await this.wrong.of(mail, work);
    } catch (error) {
      if (!(error instanceof Refusal && error.code === 'wire.tooMany')) throw error;
      const [here] = await this.database.rows(
        `select 1 from sign_in s join person p on p.id = s.person_id join fair f on f.id = p.fair_id and f.current where p.mail = $1 and s.address = $2 limit 1`,
        [mail, truncated(address)],
      );
      if (!here) throw error;
      return await work();
    }
  }

  private async byPassword(caller: Caller, mail: string, password: string, call: Call): Promise<Me> {
    const hash = await this.passwords.compute(password, mail, call.address);
    const candidates = await this.database.rows<{ id: string; fair: string; password: Buffer }>(
      `select p.id, p.fair_id as fair, p.password from person p join fair f on f.id = p.fair_id and f.current
       where p.kind = 'account' and p.mail = $1 and p.password is not null order by p.mail_proven is null, p.created`,
      [mail],
    );
    const found = candidates.find((one) => same(one.password, hash));
    if (!found) {
      await this.database.decide(async (tx) => {
        const { id: fair } = await this.organisers.fair(tx);
        await note(tx, { fair, by: 'unknown', deed: 'signIn.refused', on: { kind: 'mail', id: this.vault.hash('mail', mail).toString('hex').slice(0, 16) }, from: call.address });
      });
      throw new Refusal('enter.wrong');
    }
    return await this.entrance.enter(call, async (tx) => {
      // While it was looked at, it may have changed.
      const [still] = await tx.sql.query<object[]>('select 1 from person where id = $1 and password = $2 for update', [found.id, hash]);
      if (!still) throw new Refusal('enter.wrong');
      await this.entrance.mustBeLetIn(tx, found.id);
      await this.entrance.carryOver(tx, caller, found.id);
      await note(tx, { fair: found.fair, by: found.id, deed: 'signIn.begun', on: { kind: 'person', id: found.id }, detail: { by: 'password' }, from: call.address });
      return { person: found.id, by: 'password' };
    });
  }

  /** A link and a code by mail: to an account that the address belongs to, else to a new one. */
  async askLink(caller: Caller, { mail, language }: AskedOf<typeof askLink>, call: Call): Promise<AnswerOf<typeof askLink>> {
    const now = this.clock.now();
    const mine = `${caller.id} ${mail}`;
    const before = this.asked.get(mine);
    // Asked again at once, it is the mail that is on its way.
    const mailed = this.config.SMTP_URL !== undefined;
    if (before !== undefined && before > now - aMinute) return answered(before, now, mailed);
    await this.arrivals.take(call.address);
    await this.mails.take(mail);
    await this.database.decide(async (tx) => {
      const { id: fair } = await this.organisers.fair(tx);
      const [known] = await tx.sql.query<{ language: 'ar' | 'fr' | 'en' | null }[]>(`select language from person where fair_id = $1 and kind = 'account' and mail = $2 order by mail_proven is null, created desc limit 1`, [fair, mail]);
      // Whose account it opens is found when it is opened: so asking is the same work for every address, and takes nobody's link away.
      const { id, token, code } = await this.links.make(tx, { kind: 'signIn', fair, person: null, mail, lives: lifetimes.link, ...(caller.kind === 'bot' ? {} : { askedBy: caller.id }), withCode: true });
      await post(tx, this.vault, { kind: 'signIn', fair, person: null, by: signedIn(caller), to: mail, language: known?.language ?? language, secret: { token, code }, link: id, key: `signIn:${id}` });
    });
    this.remember(mine, now);
    return answered(now, now, mailed);
  }

  private remember(mine: string, now: number): void {
    this.asked.set(mine, now);
    if (this.asked.size > 5000) for (const [one, at] of this.asked) if (at < now - aMinute) this.asked.delete(one);
  }
}

const signedIn = (caller: Caller): string | null => (caller.kind === 'person' ? caller.id : null);
const answered = (sent: number, now: number, mailed: boolean): AnswerOf<typeof askLink> => ({
  mailed,
  sent: new Date(sent).toISOString(),
  until: new Date(sent + lifetimes.link).toISOString(),
  againAfter: Math.max(0, Math.ceil((sent + aMinute - now) / 1000)),
});

