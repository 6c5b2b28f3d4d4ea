import { randomUUID } from 'node:crypto';
import { type AnswerOf, type AskedOf, type invitePerson, type Language, type letBackIn, lifetimes, type PersonSheet, type resendInvitation, type RoleOn } from '@siccam/contract';
import { Inject, Injectable } from '@nestjs/common';
import { note } from '../audit';
import { append } from '../feed';
import { type MailKind, post } from '../mail';
import { CONFIG, type Config, Database, MachineClock, type Tx, Vault } from '../platform';
import { Refusal } from '../wire';
import { DirectoryService } from './directory.service';
import { LinksService } from './links.service';
import { type Actor, type DeskFair, invitationLives, Organisers } from './organisers';
import { mustBeApart, unique } from './role.rules';
import { RoleService } from './role.service';
import { SignInsService } from './signIns.service';

/** Someone to be invited. */
export type Invited = Omit<AskedOf<typeof invitePerson>, 'roles'> & { roles: readonly RoleOn[] };

type Sending = { kind: MailKind; link: 'invitation' | 'signIn'; fair: string; person: string; mail: string | null; language: Language | null; lives: number };

const offAsked = 'factor.offAsked';
// Kept, although it is refused: what was asked stays written.
const notYet = Symbol('not yet');

/** Brings people in by a link that is theirs alone. */
@Injectable()
export class InvitationService {
  constructor(
    private readonly database: Database,
    private readonly organisers: Organisers,
    private readonly roles: RoleService,
    private readonly directory: DirectoryService,
    private readonly links: LinksService,
    private readonly signIns: SignInsService,
    private readonly clock: MachineClock,
    private readonly vault: Vault,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async invite(by: Actor, asked: AskedOf<typeof invitePerson>): Promise<AnswerOf<typeof invitePerson>> {
    const { person, link } = await this.database.decide(async (tx) => {
      const fair = await this.organisers.inTurn(tx, by, 'people.change');
      const roles = unique(asked.roles);
      await this.roles.mustFit(tx, fair.id, roles);
      mustBeApart(roles);
      const taken = asked.mail === null ? [] : await tx.sql.query<object[]>('select 1 from person where fair_id = $1 and mail = $2 and mail_proven is not null', [fair.id, asked.mail]);
      if (taken.length > 0) throw new Refusal('people.mailTaken');
      return await this.create(tx, by, fair, { ...asked, roles });
    });
    return { person: await this.directory.sheet(person, by.caller.id), link };
  }

  /** Makes an account with its roles and its link, inside a decision that has looked at them. */
  async create(tx: Tx, by: Actor, fair: DeskFair, { name, mail, language, roles }: Invited): Promise<{ person: string; link: string | null }> {
    const person = randomUUID();
    await tx.sql.query(`insert into person (id, fair_id, kind, name, mail, language) values ($1, $2, 'account', $3, $4, $5)`, [person, fair.id, JSON.stringify(name), mail, language]);
    await note(tx, { fair: fair.id, by: by.caller.id, deed: 'person.invited', on: { kind: 'person', id: person }, detail: { mail: mail !== null, roles: roles.map(({ role }) => role) }, from: by.address });
    await this.roles.give(tx, { fair: fair.id, person, by }, roles);
    return { person, link: await this.send(tx, { kind: 'invitation', link: 'invitation', fair: fair.id, person, mail, language, lives: invitationLives(fair, this.clock.now()) }) };
  }

  /** A new link in place of the old one. Only for those who were invited: a link into an account that somebody made is theirs alone to ask for. */
  async resend(by: Actor, person: string): Promise<AnswerOf<typeof resendInvitation>> {
    const link = await this.database.decide(async (tx) => {
      const fair = await this.organisers.fair(tx);
      const { mail, language, banned } = await this.invited(tx, fair.id, person);
      if (banned) throw new Refusal('people.banned');
      await note(tx, { fair: fair.id, by: by.caller.id, deed: 'invitation.resent', on: { kind: 'person', id: person }, from: by.address });
      return await this.send(tx, { kind: 'invitation', link: 'invitation', fair: fair.id, person, mail, language, lives: invitationLives(fair, this.clock.now()) });
    });
    return { person: await this.directory.sheet(person, by.caller.id), link };
  }

  async revoke(by: Actor, person: string): Promise<PersonSheet> {
    await this.database.decide(async (tx) => {
      const fair = await this.organisers.fair(tx);
      await this.invited(tx, fair.id, person);
      const [revoked] = await tx.sql.query<[object[], number]>(`update link set revoked = $2 where person_id = $1 and kind = 'invitation' and used is null and revoked is null returning id`, [person, new Date(this.clock.now())]);
      if (revoked.length > 0) await note(tx, { fair: fair.id, by: by.caller.id, deed: 'invitation.revoked', on: { kind: 'person', id: person }, from: by.address });
    });
    return await this.directory.sheet(person, by.caller.id);
  }

  /**
   * Takes a lost second factor off; the person comes back by a link of ten minutes and sets up another. The one who asks and the mailbox
   * are two; where no mail brings the link, whoever asks would hold it, so a second organiser must have asked before.
   */
  async letBack(by: Actor, person: string): Promise<AnswerOf<typeof letBackIn>> {
    const link = await this.database.decide(async (tx) => {
      const fair = await this.organisers.inTurn(tx, by, 'people.change');
      if (person === by.caller.id) throw new Refusal('people.notYourself');
      const [known] = await tx.sql.query<{ mail: string | null; language: Language | null; proven: boolean; active: boolean; demo: boolean }[]>(
        `select p.mail, p.language, p.mail_proven is not null as proven, p.factor_since is not null as active, f.demo from person p join fair f on f.id = p.fair_id where p.id = $1 and p.fair_id = $2 and p.kind = 'account'`,
        [person, fair.id],
      );
      if (!known) throw new Refusal('people.unknown');
      if (!known.active) throw new Refusal('enter.noFactor');
      const byMail = known.proven && !known.demo && this.config.SMTP_URL !== undefined;
      if (!byMail && !(await this.organisers.hasAsked(tx, by, fair.id, { deed: offAsked, person }))) {
        await note(tx, { fair: fair.id, by: by.caller.id, deed: offAsked, on: { kind: 'person', id: person }, from: by.address });
        return notYet;
      }
      const [off] = await tx.sql.query<[object[], number]>(`update person set factor_secret = null, factor_since = null, recovery = '{}' where id = $1 and factor_since is not null returning id`, [person]);
      if (off.length === 0) throw new Refusal('enter.noFactor');
      await this.signIns.end(tx, person, { allBut: null });
      append(tx, `person:${person}`, 'person.changed', {});
      await note(tx, { fair: fair.id, by: by.caller.id, deed: 'factor.takenOff', on: { kind: 'person', id: person }, from: by.address });
      // An address that nobody has proven may be somebody else's.
      return await this.send(tx, { kind: 'letBack', link: 'signIn', fair: fair.id, person, mail: known.proven ? known.mail : null, language: known.language, lives: lifetimes.link });
    });
    if (link === notYet) throw new Refusal('people.anotherMustAsk');
    return { person: await this.directory.sheet(person, by.caller.id), link };
  }

  /** Makes the link and posts it; answers it where no mail can bring it. */
  private async send(tx: Tx, { kind, link, fair, person, mail, language, lives }: Sending): Promise<string | null> {
    const { id, token } = await this.links.make(tx, { kind: link, fair, person, mail, lives });
    const leaves = mail !== null && (await post(tx, this.vault, { kind, fair, person, to: mail, language: language ?? 'fr', secret: { token }, link: id, key: `${kind}:${id}` }));
    return !leaves || !this.config.SMTP_URL ? token : null;
  }

  private async invited(tx: Tx, fair: string, person: string): Promise<{ mail: string | null; language: Language | null; banned: boolean }> {
    const [known] = await tx.sql.query<{ mail: string | null; language: Language | null; banned: boolean }[]>(
      `select mail, language, exists (select 1 from ban b where b.person = p.id and b.lifted is null) as banned from person p
       where id = $1 and fair_id = $2 and kind = 'account' and exists (select 1 from link l where l.person_id = p.id and l.kind = 'invitation') for update`,
      [person, fair],
    );
    if (!known) throw new Refusal('people.unknown');
    return known;
  }
}
