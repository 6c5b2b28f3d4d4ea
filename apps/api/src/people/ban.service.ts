import type { AnswerOf, banPerson, PersonSheet } from '@siccam/contract';
import { Injectable } from '@nestjs/common';
import { note } from '../audit';
import { append } from '../feed';
import { Database, MachineClock } from '../platform';
import { Refusal } from '../wire';
import { DirectoryService } from './directory.service';
import { type Actor, Organisers } from './organisers';
import { PeopleService } from './people.service';
import { SignInsService } from './signIns.service';
import { tellStanding } from './standing';

const heldBackFor = 24 * 3_600_000;

type Known = { kind: 'guest' | 'account'; here: boolean; organiser: boolean };
type Covered = AnswerOf<typeof banPerson>['covers'];

/** Keeps someone out, and lets them in again. */
@Injectable()
export class BanService {
  constructor(
    private readonly database: Database,
    private readonly organisers: Organisers,
    private readonly directory: DirectoryService,
    private readonly people: PeopleService,
    private readonly signIns: SignInsService,
    private readonly clock: MachineClock,
  ) {}

  /** Bans an account, or a guest by their id alone. Banned already: nothing is added. */
  async ban(by: Actor, person: string): Promise<AnswerOf<typeof banPerson>> {
    const now = this.clock.now();
    // Read before the sockets close.
    const seenAt = this.people.addressesOf(person);
    const covers = await this.database.decide(async (tx) => {
      const fair = await this.organisers.fair(tx);
      const [known] = await tx.sql.query<Known[]>(
        `select kind, fair_id = $2 as here, exists (select 1 from role_held r where r.holder = p.id::text and r.fair_id = $2 and r.role = 'organiser') as organiser from person p where id = $1`,
        [person, fair.id],
      );
      if (known && !known.here) throw new Refusal('people.unknown');
      if (person === by.caller.id) throw new Refusal('people.notYourself');
      // Only organisers wait for each other: whoever must be stopped is stopped now, whatever else is being decided.
      if (known?.organiser) {
        await this.organisers.inTurn(tx, by, 'people.ban');
        await this.organisers.mustDoWithout(tx, fair.id, person);
      }
      const guest = known?.kind !== 'account';
      const addresses = guest ? seenAt : [];
      const [banned] = await tx.sql.query<{ id: string }[]>(
        `insert into ban (fair_id, person, addresses, addresses_until, since, by_whom) values ($1, $2, $3, $4, $5, $6) on conflict (person) where lifted is null do nothing returning id`,
        [fair.id, person, addresses, addresses.length > 0 ? new Date(now + heldBackFor) : null, new Date(now), by.caller.id],
      );
      await tx.sql.query('update link set revoked = $2 where (person_id = $1 or asked_by = $1) and used is null and revoked is null', [person, new Date(now)]);
      const ended = await this.signIns.end(tx, person, { allBut: null });
      tellStanding(tx, { person, banned: true, ended });
      append(tx, `person:${person}`, 'person.changed', {});
      const [{ held } = { held: false }] = await tx.sql.query<{ held: boolean }[]>('select addresses_until > $2 as held from ban where person = $1 and lifted is null', [person, new Date(now)]);
      const covered: Covered = ['cookie', ...(guest ? [] : (['account'] as const)), 'links', ...(held ? (['address'] as const) : [])];
      if (banned) await note(tx, { fair: fair.id, by: by.caller.id, deed: 'person.banned', on: { kind: 'person', id: person }, detail: { covers: covered, signIns: ended.length }, from: by.address });
      return covered;
    });
    return { person: await this.directory.sheet(person, by.caller.id, true), covers };
  }

  /** Lifts a ban; what it ended stays ended. */
  async unban(by: Actor, person: string): Promise<PersonSheet> {
    const lifted = await this.database.decide(async (tx) => {
      const fair = await this.organisers.fair(tx);
      const [rows] = await tx.sql.query<[{ id: string }[], number]>('update ban set lifted = $3 where person = $1 and fair_id = $2 and lifted is null returning id', [person, fair.id, new Date(this.clock.now())]);
      if (rows.length === 0) return false;
      tellStanding(tx, { person, banned: false, ended: [] });
      append(tx, `person:${person}`, 'person.changed', {});
      await note(tx, { fair: fair.id, by: by.caller.id, deed: 'person.unbanned', on: { kind: 'person', id: person }, from: by.address });
      return true;
    });
    return await this.directory.sheet(person, by.caller.id, lifted);
  }
}
