import { randomUUID } from 'node:crypto';
import { type AnswerOf, type AskedOf, type enterMailCode, type Language, type Me, type openLink, type peekLink, type PersonName, type RoleOn } from '@siccam/contract';
import { Injectable } from '@nestjs/common';
import { note } from '../audit';
import { post } from '../mail';
import { Database, MachineClock, type Tx, Vault } from '../platform';
import { type Call, type Caller, Refusal } from '../wire';
import { agreed, ConsentsService } from './consents.service';
import { same } from './cookie';
import { Entrance } from './entrance';
import { hashOfToken, LinksService } from './links.service';
import { Organisers } from './organisers';
import { PeopleService } from './people.service';
import type { Link } from './person.entity';
import type { Begin } from './signIns.service';
import { SignInsService } from './signIns.service';
import { Tries } from './tries';

type Row = Pick<Link, 'id' | 'kind' | 'expires' | 'used' | 'revoked'> & { fair: string; person: string | null; mail: string | null; tries: number; code: Buffer | null; address: string | null; proven: boolean; taken: boolean };
/** What whoever enters says of themselves. */
type Says = Pick<AskedOf<typeof openLink>, 'first' | 'consents'> & { language: Language; address: string };

const columns = `l.id, l.fair_id as fair, l.kind, l.person_id as person, l.mail, l.code, l.tries, l.expires, l.used, l.revoked, p.mail as address, p.mail_proven is not null as proven,
  exists (select 1 from person o where o.fair_id = l.fair_id and o.mail = l.mail and o.mail_proven is not null and o.id <> l.person_id) as taken`;
const tables = 'link l join fair f on f.id = l.fair_id and f.current left join person p on p.id = l.person_id';
/** The account of an address: the one that proved it, else one that was invited with it, else the newest that names it. */
const accountOf = (fair: string, mail: string) =>
  `select a.id from person a where a.fair_id = ${fair} and a.kind = 'account' and a.mail = ${mail} order by a.mail_proven is null, not exists (select 1 from role_held r where r.holder = a.id::text), a.created desc limit 1`;
const mostTries = 5;
const [mostTriesADay, aDay] = [30, 86_400] as const;
const ways: Record<Link['kind'], Begin['by']> = { signIn: 'link', invitation: 'invitation', device: 'device', firstOrganiser: 'link' };

/** Links and the codes beside them: what they are for, and using them, once. */
@Injectable()
export class OpenService {
  /** Wrong codes of one address, whoever asked for them: many mails of six digits each are many guesses. Its links always let in. */
  private readonly wrongCodes = new Tries(mostTriesADay, aDay);

  constructor(
    private readonly database: Database,
    private readonly entrance: Entrance,
    private readonly organisers: Organisers,
    private readonly links: LinksService,
    private readonly consents: ConsentsService,
    private readonly people: PeopleService,
    private readonly signIns: SignInsService,
    private readonly clock: MachineClock,
    private readonly vault: Vault,
  ) {}

  /** What a link is for; it is as good afterwards as before. */
  async peek(caller: Caller, { token }: AskedOf<typeof peekLink>): Promise<AnswerOf<typeof peekLink>> {
    const [row] = await this.database.rows<Row & { name: PersonName | null; roles: RoleOn[] | null; banned: boolean; terms: boolean }>(
      `select ${columns}, p.name, exists (select 1 from ban b where b.person = l.person_id and b.lifted is null) as banned,
         l.kind <> 'device' and not ${agreed(`coalesce(l.person_id, (${accountOf('l.fair_id', 'l.mail')}))`)} as terms,
         (select jsonb_agg(jsonb_build_object('role', r.role, 'on', jsonb_build_object('kind', r.object_kind, 'id', r.object_id)) order by r.role, r.object_id)
          from role_held r where r.holder = l.person_id::text and r.fair_id = l.fair_id) as roles
       from ${tables} where l.hash = $1`,
      [hashOfToken(token)],
    );
    if (!row) throw new Refusal('enter.linkUnknown');
    if (row.banned) throw new Refusal('people.banned');
    this.mustLive(row);
    mustBeHere(row, caller);
    return { kind: changesAddress(row) ? 'address' : row.kind, name: row.name, roles: row.roles ?? [], until: row.expires.toISOString(), terms: row.terms };
  }

  /** Uses a link: of many at once one comes in, and the others hear that it was used. */
  async open(caller: Caller, { token, ...says }: AskedOf<typeof openLink>, call: Call): Promise<Me> {
    return await this.entrance.enter(call, async (tx) => {
      const [row] = await tx.sql.query<Row[]>(`select ${columns} from ${tables} where l.hash = $1 for update of l`, [hashOfToken(token)]);
      if (!row) throw new Refusal('enter.linkUnknown');
      this.mustLive(row);
      mustBeHere(row, caller);
      return await this.use(tx, row, ways[row.kind], caller, { ...says, address: call.address });
    });
  }

  /** By the code of a mail, in the browser that asked for it. */
  async byCode(caller: Caller, { mail, code, consents }: AskedOf<typeof enterMailCode>, call: Call): Promise<Me> {
    if (!(await this.wrongCodes.has(mail))) throw new Refusal('enter.linkOver');
    const wrong = await this.database.decide(async (tx) => {
      const row = await this.asked(tx, caller, mail);
      if (row.code && same(row.code, this.links.hashOfCode(mail, code))) return false;
      await tx.sql.query('update link set tries = tries + 1 where id = $1', [row.id]);
      return true;
    });
    if (wrong) {
      await this.wrongCodes.spare(mail);
      throw new Refusal('enter.wrongCode');
    }
    return await this.entrance.enter(call, async (tx) => {
      const row = await this.asked(tx, caller, mail);
      if (!row.code || !same(row.code, this.links.hashOfCode(mail, code))) throw new Refusal('enter.wrongCode');
      return await this.use(tx, row, 'code', caller, { language: consents?.[0]?.language ?? 'ar', consents, address: call.address });
    });
  }

  /** Ends this browser's sign-in; it is a guest that nobody knows. */
  async out(caller: Caller, call: Call): Promise<Record<string, never>> {
    await this.database.decide(async (tx) => {
      await this.signIns.end(tx, caller.id, { only: [caller.signIn ?? ''] });
    });
    call.keep(this.people.cookies.write({ kind: 'guest', id: randomUUID(), named: false }));
    return {};
  }

  /** The newest mail that this browser asked for. */
  private async asked(tx: Tx, caller: Caller, mail: string): Promise<Row> {
    // A bot is no browser, and asked for nothing.
    if (caller.kind === 'bot') throw new Refusal('enter.linkOver');
    const [row] = await tx.sql.query<Row[]>(
      `select ${columns} from ${tables}
       where l.mail = $1 and l.asked_by = $2 and l.kind = 'signIn' and l.code is not null order by l.created desc limit 1 for update of l`,
      [mail, caller.id],
    );
    if (!row || row.tries >= mostTries) throw new Refusal('enter.linkOver');
    if (row.used) throw new Refusal('enter.linkOver');
    this.mustLive(row);
    return row;
  }

  private mustLive({ used, revoked, expires }: Pick<Row, 'used' | 'revoked' | 'expires'>): void {
    if (used) throw new Refusal('enter.linkUsed');
    if (revoked || expires.getTime() <= this.clock.now()) throw new Refusal('enter.linkOver');
  }

  private async use(tx: Tx, row: Row, by: Begin['by'], caller: Caller, says: Says): Promise<Begin> {
    await tx.sql.query('update link set used = $2 where id = $1', [row.id, new Date(this.clock.now())]);
    const person = row.kind === 'firstOrganiser' ? await this.makeOrganiser(tx, row.fair, caller, says) : await this.letIn(tx, row, caller, says.language);
    // Whoever is in the account already has agreed, and so has whoever gives themselves a link for another device.
    if (row.kind !== 'device' && !(caller.kind === 'person' && caller.id === person)) await this.consents.agree(tx, person, says.consents ?? []);
    await note(tx, { fair: row.fair, by: person, deed: row.kind === 'invitation' ? 'invitation.opened' : 'signIn.begun', on: { kind: 'person', id: person }, detail: { by }, from: says.address });
    if (row.kind === 'invitation') await this.entrance.invited(tx, person);
    return { person, by };
  }

  private async letIn(tx: Tx, { id, fair, person: named, mail, kind }: Row, caller: Caller, language: Language): Promise<string> {
    const [known] = named === null ? await tx.sql.query<{ id: string }[]>(accountOf('$1', '$2'), [fair, mail]) : [{ id: named }];
    const person = known?.id ?? (await this.entrance.newAccount(tx, caller, { fair, name: null, language, mail }));
    await this.entrance.mustBeLetIn(tx, person);
    const [before] = await tx.sql.query<{ mail: string; language: Language | null }[]>(`select mail, language from person where id = $1 and mail <> $2 and mail_proven is not null for update`, [person, mail]);
    const proven = mail === null || (await this.entrance.prove(tx, person, mail, caller));
    // Somebody else has shown meanwhile that the address is theirs; an invitation is to a person all the same.
    if (!proven && kind === 'signIn') throw new Refusal('enter.linkOver');
    if (proven && before) await post(tx, this.vault, { kind: 'addressChanged', fair, person, to: before.mail, language: before.language ?? language, key: `addressChanged:${id}` });
    await this.entrance.carryOver(tx, caller, person);
    return person;
  }

  private async makeOrganiser(tx: Tx, fair: string, caller: Caller, { first, language }: Says): Promise<string> {
    if (!first) throw new Refusal('enter.nameMissing');
    await this.organisers.lock(tx, fair);
    const [there] = await tx.sql.query<object[]>(`select 1 from role_held where fair_id = $1 and role = 'organiser'`, [fair]);
    if (there) throw new Refusal('enter.linkOver');
    const person = await this.entrance.newAccount(tx, caller, { fair, name: first.name, language, mail: first.mail });
    await tx.sql.query(`insert into role_held (holder, role, fair_id, object_id, object_kind, given_by) values ($1, 'organiser', $2, $2, 'fair', 'terminal')`, [person, fair]);
    await note(tx, { fair, by: 'terminal', deed: 'role.given', on: { kind: 'person', id: person }, detail: { role: 'organiser' } });
    return person;
  }
}

/** Whether a link would give an account another address than it has. */
const changesAddress = ({ kind, person, mail, address }: Row): boolean => kind === 'signIn' && person !== null && mail !== null && mail !== address;

/** A mailbox alone lets nobody into an account of another address: only whoever is in it already confirms a new one, and an invitation sent to the one it had before is over. */
function mustBeHere(row: Row, caller: Caller): void {
  const mine = caller.kind === 'person' && caller.id === row.person;
  if (changesAddress(row)) {
    if (row.taken) throw new Refusal('enter.linkOver');
    if (!mine) throw new Refusal('enter.linkElsewhere');
  } else if (row.person !== null && row.mail !== null && row.mail !== row.address && row.proven && !mine) throw new Refusal('enter.linkOver');
}
