import { lifetimes, type Language, type Me, type PersonName, type Role, type RoleOn, secondFactorRoles } from '@siccam/contract';
import { Injectable } from '@nestjs/common';
import { Database, MachineClock, type Tx } from '../platform';
import { type Caller, Refusal } from '../wire';

type Row = {
  name: PersonName | null;
  language: Language | null;
  mail: string | null;
  kind: 'guest' | 'account';
  demo: boolean;
  factor: boolean;
  secondFactor: Date | null;
  confirmed: Date | null;
  roles: RoleOn[] | null;
};

const nobody = { name: null, language: null, mail: null, signIn: null, roles: [], demo: false };

/** Who the server takes a browser for, as it is told so. */
@Injectable()
export class MeService {
  constructor(
    private readonly database: Database,
    private readonly clock: MachineClock,
  ) {}

  /** Inside a decision: on its own connection, as it stands there. An anonymous guest costs no query. */
  async of(caller: Caller, tx?: Tx): Promise<Me> {
    if (caller.kind === 'banned') throw new Refusal('people.banned');
    if (caller.kind === 'bot') return { kind: 'bot', id: caller.id, ...nobody };
    if (caller.kind === 'guest' && !caller.named) return { kind: 'guest', id: caller.id, ...nobody };
    const sql = `select p.name, p.language, p.mail, p.kind, p.demo, p.factor_since is not null as factor, s.second_factor as "secondFactor", s.confirmed,
        (select jsonb_agg(jsonb_build_object('role', r.role, 'on', jsonb_build_object('kind', r.object_kind, 'id', r.object_id)) order by r.role, r.object_id)
         from role_held r where r.holder = p.id::text and r.fair_id = p.fair_id) as roles
      from person p join fair f on f.id = p.fair_id and f.current left join sign_in s on s.id = $2 and s.person_id = p.id and s.ended is null and s.expires > now()
      where p.id = $1`;
    const values = [caller.id, caller.signIn ?? null];
    const [row] = tx ? await tx.sql.query<Row[]>(sql, values) : await this.database.rows<Row>(sql, values);
    // A guest whose name was deleted is a guest still; a sign-in of a person who is gone is none.
    if (!row) {
      if (caller.kind === 'person') throw new Refusal('people.signedOut');
      return { kind: 'guest', id: caller.id, ...nobody };
    }
    const { name, language, demo } = row;
    if (caller.kind === 'guest') return { ...nobody, kind: 'guest', id: caller.id, name, language };
    if (!row.confirmed) throw new Refusal('people.signedOut');
    const roles = row.roles ?? [];
    const now = this.clock.now();
    const two = row.secondFactor !== null && row.secondFactor.getTime() > now - lifetimes.secondFactor;
    const until = row.confirmed.getTime() + lifetimes.confirmation;
    return {
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
  }
}

/** Whether one of these roles asks for a second factor. */
export const needsTwo = (held: readonly Role[]): boolean => held.some((role) => secondFactorRoles.includes(role));
