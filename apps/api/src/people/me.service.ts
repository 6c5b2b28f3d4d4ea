import { lifetimes, type Language, type Me, type PersonName, type Role, type RoleOn, secondFactorRoles } from '@siccam/contract';
import { Injectable } from '@nestjs/common';
import { GatheredReads } from '../feed';
import { Database, MachineClock, type Tx } from '../platform';
import { type Caller, Refusal } from '../wire';

type Row = {
  place: number;
  name: PersonName | null;
  language: Language | null;
  mail: string | null;
  kind: 'guest' | 'account';
  demo: boolean;
  banned: boolean;
  factor: boolean;
  secondFactor: Date | null;
  confirmed: Date | null;
  seen: Date | null;
  roles: RoleOn[] | null;
};

// How exactly it is kept when someone was last heard of.
const seenWithin = 60_000;
// Nobody notices it, and a crowd that comes at a thousand a second costs a hundred readings.
const gatherFor = 10;

const nobody = { name: null, language: null, mail: null, signIn: null, roles: [], demo: false };

/** What is known of each of these callers, in their order; nothing of who is not there. */
async function rowsOf(callers: readonly Caller[], query: (sql: string, values: unknown[]) => Promise<Row[]>): Promise<(Row | undefined)[]> {
  const rows = await query(
    `select a.place::int, p.name, p.language, p.mail, p.kind, p.demo, exists (select 1 from ban b where b.person = p.id and b.lifted is null) as banned, p.factor_since is not null as factor, s.second_factor as "secondFactor", s.confirmed, coalesce(s.seen, p.seen) as seen,
       (select jsonb_agg(jsonb_build_object('role', r.role, 'on', jsonb_build_object('kind', r.object_kind, 'id', r.object_id)) order by r.role, r.object_id)
        from role_held r where r.holder = p.id::text and r.fair_id = p.fair_id) as roles
     from unnest($1::uuid[], $2::uuid[]) with ordinality a(person, sign_in, place) join person p on p.id = a.person join fair f on f.id = p.fair_id and f.current
     left join sign_in s on s.id = a.sign_in and s.person_id = p.id and s.ended is null and s.expires > now()`,
    [callers.map(({ id }) => id), callers.map(({ signIn }) => signIn ?? null)],
  );
  const found = new Map(rows.map((row) => [row.place, row]));
  return callers.map((_caller, at) => found.get(at + 1));
}

/** Who the server takes a browser for, as it is told so. */
@Injectable()
export class MeService {
  private readonly rows = new GatheredReads((callers: readonly Caller[]) => rowsOf(callers, (sql, values) => this.database.rows<Row>(sql, values)), gatherFor);

  constructor(
    private readonly database: Database,
    private readonly clock: MachineClock,
  ) {}

  /** Inside a decision: on its own connection, as it stands there. An anonymous guest costs no query. */
  async of(caller: Caller, tx?: Tx): Promise<Me> {
    return (await this.look(caller, tx)).me;
  }

  /** The same for a browser that comes, which is thereby heard of. */
  async arrive(caller: Caller): Promise<Me> {
    const { me, seen } = await this.look(caller);
    if (seen && seen.getTime() <= this.clock.now() - seenWithin) await this.seen(caller);
    return me;
  }

  /** Keeps that someone was heard of; at most once a minute. */
  async seen(caller: Caller, tx?: Tx): Promise<void> {
    if (caller.kind !== 'person' && caller.kind !== 'guest') return;
    const now = this.clock.now();
    const sql = `with here as (update sign_in set seen = $2 where id = $4 and person_id = $1 and ended is null and seen <= $3)
      update person set seen = $2 where id = $1 and (seen is null or seen <= $3)`;
    const values = [caller.id, new Date(now), new Date(now - seenWithin), caller.signIn ?? null];
    await (tx ? tx.sql.query(sql, values) : this.database.rows(sql, values));
  }

  private async look(caller: Caller, tx?: Tx): Promise<{ me: Me; seen: Date | null }> {
    if (caller.kind === 'banned') throw new Refusal('people.banned');
    if (caller.kind === 'bot') return { me: { kind: 'bot', id: caller.id, ...nobody }, seen: null };
    if (caller.kind === 'guest' && !caller.named) return { me: { kind: 'guest', id: caller.id, ...nobody }, seen: null };
    const row = tx ? (await rowsOf([caller], (sql, values) => tx.sql.query<Row[]>(sql, values)))[0] : await this.rows.read(caller);
    // A guest whose name was deleted is a guest still; a sign-in of a person who is gone is none.
    if (!row) {
      if (caller.kind === 'person') throw new Refusal('people.signedOut');
      return { me: { kind: 'guest', id: caller.id, ...nobody }, seen: null };
    }
    // A ban ends sign-ins too; whoever asks before this server has heard of it must not be told of the sign-in alone, and be a new guest.
    if (row.banned) throw new Refusal('people.banned');
    const { name, language, demo, seen } = row;
    // An older cookie of a guest who has an account by now tells nothing of it.
    if (caller.kind === 'guest') return { me: { ...nobody, kind: 'guest', id: caller.id, ...(row.kind === 'guest' ? { name, language } : {}) }, seen };
    if (!row.confirmed) throw new Refusal('people.signedOut');
    const roles = row.roles ?? [];
    const now = this.clock.now();
    const two = row.secondFactor !== null && row.secondFactor.getTime() > now - lifetimes.secondFactor;
    const until = row.confirmed.getTime() + lifetimes.confirmation;
    const me: Me = {
      kind: 'person',
      id: caller.id,
      name,
      language,
      mail: row.mail,
      signIn: {
        id: caller.signIn ?? '',
        factors: two ? 'two' : 'one',
        secondFactorNeeded: !two && needsTwo(roles.map(({ role }) => role)),
        secondFactorReady: row.factor,
        confirmedUntil: until > now ? new Date(until).toISOString() : null,
      },
      roles,
      demo,
    };
    return { me, seen };
  }
}

/** Whether one of these roles asks for a second factor. */
export const needsTwo = (held: readonly Role[]): boolean => held.some((role) => secondFactorRoles.includes(role));
