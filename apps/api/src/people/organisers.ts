import { momentOf, type Right } from '@siccam/contract';
import { Injectable } from '@nestjs/common';
import { MachineClock, type Tx } from '../platform';
import { type Caller, Refusal } from '../wire';
import { PeopleService } from './people.service';

/** Who acts at a desk, and from which address. */
export type Actor = { caller: Caller; address: string };
/** The fair that a desk is of. */
export type DeskFair = { id: string; days: string[]; zone: string };

const day = 86_400_000;
const afterTheFair = 7;

/** When an invitation ends: a week after the fair's last day; whoever invites later than that means it, so it then lives a day. */
export function invitationLives({ days, zone }: DeskFair, now: number): number {
  const last = [...days].sort().at(-1);
  return Math.max(last ? momentOf(`${last}T00:00`, zone) + (1 + afterTheFair) * day - now : 0, day);
}

/** Keeps a fair in the hands of someone who can act. */
@Injectable()
export class Organisers {
  constructor(
    private readonly people: PeopleService,
    private readonly clock: MachineClock,
  ) {}

  /** The current fair. */
  async fair(tx: Tx): Promise<DeskFair> {
    const [fair] = await tx.sql.query<DeskFair[]>('select id, days, zone from fair where current');
    if (!fair) throw new Refusal('wire.forbidden');
    return fair;
  }

  /**
   * Begins a decision about who may do what: they wait for each other, or two who take each other's role away would leave nobody.
   * The actor must hold the right still once it is their turn.
   */
  async inTurn(tx: Tx, { caller }: Actor, right: Right): Promise<DeskFair> {
    const fair = await this.fair(tx);
    await this.lock(tx, fair.id);
    await this.people.mustHold(caller, right, null, tx);
    return fair;
  }

  /** Waits until no other decision about this fair's organisers is under way. */
  async lock(tx: Tx, fair: string): Promise<void> {
    await tx.sql.query(`select pg_advisory_xact_lock(hashtextextended('organisers ' || $1, 0))`, [fair]);
  }

  /**
   * Whether another organiser has asked for the same about someone within a day, and nothing was done about their second factor since.
   * Both must have held the role, and set up their own second factor, a day ago or more: one alone could make another account an
   * organiser, or open the invitation of one who has not come yet, but not without standing in the list and the journal for a day.
   */
  async hasAsked(tx: Tx, { caller }: Actor, fair: string, { deed, person }: { deed: string; person: string }): Promise<boolean> {
    const [asked] = await tx.sql.query<object[]>(
      `with settled as (
         select r.holder from role_held r join person p on p.id::text = r.holder
         where r.fair_id = $1 and r.role = 'organiser' and r.object_id = $1 and r.given <= $5 and p.factor_since <= $5 and not exists (select 1 from ban b where b.person = p.id and b.lifted is null))
       select 1 from audit a where a.fair_id = $1 and a.object_kind = 'person' and a.object_id = $2 and a.deed = $4 and a.at > $5 and a.actor not in ($2, $3)
         and a.actor in (select holder from settled) and $3 in (select holder from settled)
         and not exists (select 1 from audit o where o.object_id = $2 and o.deed in ('factor.set', 'factor.takenOff') and o.id > a.id) limit 1`,
      [fair, person, caller.id, deed, new Date(this.clock.now() - day)],
    );
    return asked !== undefined;
  }

  /** Refuses to do without someone who is the last to be able to act as organiser. To be asked inside `lock`. */
  async mustDoWithout(tx: Tx, fair: string, person: string): Promise<void> {
    // Whoever has no second factor yet, or may not come in, can give nobody a role.
    const rows = await tx.sql.query<{ id: string }[]>(
      `select p.id from person p join role_held r on r.holder = p.id::text and r.fair_id = p.fair_id and r.role = 'organiser'
       where p.fair_id = $1 and p.kind = 'account' and not exists (select 1 from ban b where b.person = p.id and b.lifted is null)
         and (p.factor_since is not null or exists (select 1 from sign_in s where s.person_id = p.id and s.second_factor is not null and s.ended is null and s.expires > $2))`,
      [fair, new Date(this.clock.now())],
    );
    if (rows.length > 0 && rows.every(({ id }) => id === person)) throw new Refusal('people.lastOrganiser');
  }
}
