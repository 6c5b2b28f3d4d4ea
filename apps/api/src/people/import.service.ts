import type { AnswerOf, AskedOf, importPeople } from '@siccam/contract';
import { Injectable } from '@nestjs/common';
import { note } from '../audit';
import { Database, type Tx } from '../platform';
import { Refusal } from '../wire';
import { type Known, type Plan, plan, type Read, readTable } from './import.rules';
import { InvitationService } from './invitation.service';
import { type Actor, type DeskFair, Organisers } from './organisers';
import { RoleService } from './role.service';

/** Invites many at once, from a table. */
@Injectable()
export class ImportService {
  constructor(
    private readonly database: Database,
    private readonly organisers: Organisers,
    private readonly invitations: InvitationService,
    private readonly roles: RoleService,
  ) {}

  /** Says what a table would do; with `apply` it is done, all of it or nothing. */
  async import(by: Actor, { csv, apply }: AskedOf<typeof importPeople>): Promise<AnswerOf<typeof importPeople>> {
    const read = readTable(csv);
    if (!read) throw new Refusal('people.csvUnreadable');
    return await this.database.decide(async (tx) => {
      if (!apply) return { lines: (await this.plan(tx, by, await this.organisers.fair(tx), read)).lines, applied: false };
      const fair = await this.organisers.inTurn(tx, by, 'people.change');
      const { lines, create, give } = await this.plan(tx, by, fair, read);
      if (lines.some(({ does }) => does === 'refuse')) throw new Refusal('people.csvRefused');
      for (const invited of create) await this.invitations.create(tx, by, fair, invited);
      for (const { person, roles } of give) {
        await this.roles.give(tx, { fair: fair.id, person, by }, roles);
        await this.roles.tell(tx, { fair: fair.id, person, by }, roles);
      }
      if (create.length + give.length > 0) await note(tx, { fair: fair.id, by: by.caller.id, deed: 'people.imported', on: { kind: 'fair', id: fair.id }, detail: { created: create.length, given: give.length }, from: by.address });
      return { lines, applied: true };
    });
  }

  private async plan(tx: Tx, by: Actor, fair: DeskFair, read: readonly Read[]): Promise<Plan> {
    const mails = read.flatMap((one) => (one.why === null && one.mail !== null ? [one.mail] : []));
    const sessions = await tx.sql.query<{ slug: string; id: string }[]>('select slug, id from session where fair_id = $1', [fair.id]);
    // An address means the account that proved it, or one that was invited by it: anybody may name any address when they sign up.
    const known = await tx.sql.query<Known[]>(
      `select p.id, p.name, p.mail, exists (select 1 from ban b where b.person = p.id and b.lifted is null) as banned,
         coalesce((select jsonb_agg(jsonb_build_object('role', r.role, 'on', jsonb_build_object('kind', r.object_kind, 'id', r.object_id))) from role_held r where r.holder = p.id::text and r.fair_id = p.fair_id), '[]') as roles
       from person p where p.fair_id = $1 and p.kind = 'account' and (p.mail is null or p.mail = any($2))
         and (p.mail_proven is not null or exists (select 1 from link l where l.person_id = p.id and l.kind = 'invitation'))
       order by p.mail_proven is null, p.created, p.id`,
      [fair.id, mails],
    );
    return plan(read, { fair: fair.id, me: by.caller.id, sessions: new Map(sessions.map(({ slug, id }) => [slug, id])), known });
  }
}
