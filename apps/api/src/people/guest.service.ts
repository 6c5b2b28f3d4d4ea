import { randomUUID } from 'node:crypto';
import type { AskedOf, Me, nameGuest } from '@siccam/contract';
import { Injectable } from '@nestjs/common';
import { append } from '../feed';
import { Database } from '../platform';
import { type Call, type Caller } from '../wire';
import { MeService } from './me.service';
import { PeopleService } from './people.service';

/** What a guest leaves here: a name and a language, kept under the id of the cookie, so that an account made from it is the same person. */
@Injectable()
export class GuestService {
  constructor(
    private readonly database: Database,
    private readonly people: PeopleService,
    private readonly me: MeService,
  ) {}

  /** Makes this browser a guest that nobody knows. */
  forget(call: Call): void {
    call.keep(this.people.cookies.write({ kind: 'guest', id: randomUUID(), named: false }));
  }

  async name(caller: Caller, { name, language }: AskedOf<typeof nameGuest>, call: Call): Promise<Me> {
    const guest = caller.kind === 'guest';
    const me = await this.database.decide(async (tx) => {
      if (guest && name === null) await tx.sql.query(`delete from person where id = $1 and kind = 'guest'`, [caller.id]);
      else if (guest) {
        await tx.sql.query(
          `insert into person (id, fair_id, kind, name, language, seen) select $1, f.id, 'guest', $2, $3, now() from fair f where f.current
           on conflict (id) do update set name = excluded.name, language = excluded.language, seen = now() where person.kind = 'guest'`,
          [caller.id, JSON.stringify(name), language],
        );
      } else if (caller.kind === 'person') {
        await tx.sql.query('update person set name = coalesce($2, name), language = $3, seen = now() where id = $1', [caller.id, name === null ? null : JSON.stringify(name), language]);
        append(tx, `person:${caller.id}`, 'person.changed', {});
      }
      return await this.me.of(guest ? { ...caller, named: name !== null } : caller, tx);
    });
    if (guest) call.keep(this.people.cookies.write({ kind: 'guest', id: caller.id, named: name !== null }));
    return me;
  }
}
