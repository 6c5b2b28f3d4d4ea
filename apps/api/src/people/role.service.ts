import { type AskedOf, type changeRoles, heldOn, type ObjectKind, type PersonSheet, type RoleOn } from '@siccam/contract';
import { Injectable } from '@nestjs/common';
import { note } from '../audit';
import { append } from '../feed';
import { post } from '../mail';
import { Database, type Tx, Vault } from '../platform';
import { Refusal } from '../wire';
import { DirectoryService } from './directory.service';
import { type Actor, Organisers } from './organisers';
import { keyOf, mustBeApart, unique, without } from './role.rules';

/** Whose roles change, and who does it. */
export type Giving = { fair: string; person: string; by: Actor };

type Row = { kind: 'guest' | 'account'; version: number };
type Reader = { mail: string; language: 'ar' | 'fr' | 'en' | null; version: number };

const tableOf: Record<ObjectKind, string | null> = {
  fair: 'select id from fair where id = $1 and id = any($2::uuid[])',
  session: 'select id from session where fair_id = $1 and id = any($2::uuid[])',
  person: `select id from person where fair_id = $1 and kind = 'account' and id = any($2::uuid[])`,
  booth: null,
  agreement: null,
};

/** Gives and takes roles. */
@Injectable()
export class RoleService {
  constructor(
    private readonly database: Database,
    private readonly organisers: Organisers,
    private readonly directory: DirectoryService,
    private readonly vault: Vault,
  ) {}

  async change(by: Actor, { person, version, give, take }: AskedOf<typeof changeRoles>): Promise<PersonSheet> {
    await this.database.decide(async (tx) => {
      const fair = await this.organisers.inTurn(tx, by, 'people.change');
      if (person === by.caller.id) throw new Refusal('people.notYourself');
      const [row] = await tx.sql.query<Row[]>('select kind, version from person where id = $1 and fair_id = $2 for update', [person, fair.id]);
      if (!row) throw new Refusal('people.unknown');
      if (row.kind === 'guest') throw new Refusal('people.noAccount');
      if (row.version !== version) throw new Refusal('people.changedMeanwhile');
      const held = await this.held(tx, fair.id, person);
      const given = without(unique(give), held);
      const taken = without(unique(take).filter((one) => held.some((its) => keyOf(its) === keyOf(one))), give);
      await this.mustFit(tx, fair.id, given);
      mustBeApart([...without(held, taken), ...given]);
      if (taken.some(({ role }) => role === 'organiser')) await this.organisers.mustDoWithout(tx, fair.id, person);
      if (given.length + taken.length === 0) return;
      const giving = { fair: fair.id, person, by };
      await this.take(tx, giving, taken);
      await this.give(tx, giving, given);
      await this.tell(tx, giving, given, taken);
    });
    return await this.directory.sheet(person, by.caller.id);
  }

  /** What someone holds at a fair. */
  async held(tx: Tx, fair: string, person: string): Promise<RoleOn[]> {
    const rows = await tx.sql.query<{ role: RoleOn['role']; kind: ObjectKind; id: string }[]>('select role, object_kind as kind, object_id as id from role_held where fair_id = $1 and holder = $2', [fair, person]);
    return rows.map(({ role, kind, id }) => ({ role, on: { kind, id } }));
  }

  /** Refuses a role on a kind of object that it is not held on, or on an object that is not of this fair. */
  async mustFit(tx: Tx, fair: string, roles: readonly RoleOn[]): Promise<void> {
    if (roles.some(({ role, on }) => heldOn[role] !== on.kind)) throw new Refusal('people.roleElsewhere');
    for (const kind of new Set(roles.map(({ on }) => on.kind))) {
      const ids = [...new Set(roles.flatMap(({ on }) => (on.kind === kind ? [on.id] : [])))];
      const sql = tableOf[kind];
      const found = sql === null ? [] : await tx.sql.query<{ id: string }[]>(sql, [fair, ids]);
      if (found.length < ids.length) throw new Refusal('people.objectUnknown');
    }
  }

  /** Writes roles that fit, each into the audit. */
  async give(tx: Tx, { fair, person, by }: Giving, roles: readonly RoleOn[]): Promise<void> {
    for (const { role, on } of roles) {
      await tx.sql.query('insert into role_held (holder, role, fair_id, object_id, object_kind, given_by) values ($1, $2, $3, $4, $5, $6)', [person, role, fair, on.id, on.kind, by.caller.id]);
      await note(tx, { fair, by: by.caller.id, deed: 'role.given', on: { kind: 'person', id: person }, detail: { role, kind: on.kind, object: on.id }, from: by.address });
    }
  }

  private async take(tx: Tx, { fair, person, by }: Giving, roles: readonly RoleOn[]): Promise<void> {
    for (const { role, on } of roles) {
      await tx.sql.query('delete from role_held where holder = $1 and role = $2 and fair_id = $3 and object_id = $4', [person, role, fair, on.id]);
      await note(tx, { fair, by: by.caller.id, deed: 'role.taken', on: { kind: 'person', id: person }, detail: { role, kind: on.kind, object: on.id }, from: by.address });
    }
  }

  /** Counts the change, and tells the person: on their screens at once, and by mail where the address is theirs. */
  async tell(tx: Tx, { fair, person }: Giving, given: readonly RoleOn[], taken: readonly RoleOn[] = []): Promise<void> {
    const [rows] = await tx.sql.query<[(Reader & { proven: boolean })[], number]>('update person set version = version + 1 where id = $1 returning mail, language, version, mail_proven is not null as proven', [person]);
    append(tx, `person:${person}`, 'person.changed', {});
    const reader = rows[0];
    if (!reader?.proven) return;
    const values = { given: given.map(({ role }) => role).join(' '), taken: taken.map(({ role }) => role).join(' ') };
    await post(tx, this.vault, { kind: 'roleChanged', fair, person, to: reader.mail, language: reader.language ?? 'fr', values, key: `roleChanged:${person}:${reader.version}` });
  }
}
