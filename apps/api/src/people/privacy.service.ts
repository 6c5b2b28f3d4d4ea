import { randomUUID } from 'node:crypto';
import type { AnswerOf, deleteMe, myData } from '@siccam/contract';
import { Injectable } from '@nestjs/common';
import { note } from '../audit';
import { Database, MachineClock, PersonalData, type Subject, type Tx } from '../platform';
import type { Call, Caller } from '../wire';
import { Organisers } from './organisers';
import { PeopleService } from './people.service';
import { SignInsService } from './signIns.service';

/** What is kept about a person, told to them and erased at their word. */
@Injectable()
export class PrivacyService {
  constructor(
    private readonly database: Database,
    private readonly clock: MachineClock,
    private readonly personal: PersonalData,
    private readonly people: PeopleService,
    private readonly signIns: SignInsService,
    private readonly organisers: Organisers,
  ) {}

  /** Everything that is kept about the caller, all of one moment. */
  async tell({ id }: Caller): Promise<AnswerOf<typeof myData>> {
    const data = await this.database.decide(async (tx) => {
      await tx.sql.query('set transaction isolation level repeatable read, read only');
      return await this.personal.tell(tx.sql, await subject(tx, id));
    });
    return { made: new Date(this.clock.now()).toISOString(), data };
  }

  /** Erases the caller, guest or account; the browser is a stranger's from then on. */
  async erase(caller: Caller, call: Pick<Call, 'keep'>): Promise<AnswerOf<typeof deleteMe>> {
    const done = await this.database.decide(async (tx) => {
      if (caller.kind === 'person') {
        const { id: fair } = await this.organisers.fair(tx);
        await this.organisers.lock(tx, fair);
        await this.organisers.mustDoWithout(tx, fair, caller.id);
        await note(tx, { fair, by: caller.id, deed: 'person.deleted', on: { kind: 'person', id: caller.id } });
      }
      return await this.eraseIn(tx, caller.id);
    });
    call.keep(this.people.cookies.write({ kind: 'guest', id: randomUUID(), named: false }));
    return { deleted: new Date(this.clock.now()).toISOString(), ...done };
  }

  /** Erases a person in a decision: first their sign-ins end, so that every server closes their sockets. */
  async eraseIn(tx: Tx, id: string): Promise<{ rows: Record<string, number>; kept: string[] }> {
    // Whatever else is decided about this person meanwhile waits, and then finds nobody.
    await tx.sql.query('select 1 from person where id = $1 for update', [id]);
    const whose = await subject(tx, id);
    const ended = await this.signIns.end(tx, id, { allBut: null });
    // A link to somebody else's account stays theirs; who asked for it is forgotten.
    await tx.sql.query('update link set asked_by = null where asked_by = $1', [id]);
    const { rows, kept } = await this.personal.erase(tx.sql, whose);
    // That they ended is a fact too, written last in the transaction.
    return { rows, kept: ended.length > 0 ? [...new Set([...kept, 'facts'])].sort() : kept };
  }
}

/** A link belongs to the person it lets in; one that lets in whoever has the address, to who proved that address or asked for it. */
async function subject(tx: Tx, id: string): Promise<Subject> {
  const [row] = await tx.sql.query<{ mail: string | null }[]>('select mail from person where id = $1 and mail_proven is not null', [id]);
  const mail = row?.mail ?? null;
  const links = await tx.sql.query<{ id: string }[]>('select id from link where person_id = $1 or (person_id is null and (asked_by = $1 or mail = $2))', [id, mail]);
  return { id, mail, links: links.map((link) => link.id) };
}
