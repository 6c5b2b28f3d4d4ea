import { randomUUID } from 'node:crypto';
import { heldOn, type PersonName, type PersonSheet, type Role } from '@siccam/contract';
import { PeopleService } from '../people/people.service';
import type { Said, TestHouse } from './house';

/** How an account of a test is to be. `roles`: on the fair, or on the object that is named. */
export type Wanted = { roles?: readonly (Role | [Role, string])[]; name?: PersonName; mail?: string | null; proven?: boolean; factor?: boolean; fresh?: boolean };
/** An account that is signed in, and its ways to call. */
export type Acting = { id: string; signIn: string; cookie: string; headers: { cookie: string }; asks: (path: string, body?: object) => Promise<Said>; reads: (path: string) => Promise<Said> };

/** The current fair's id. */
export async function fairOf({ owner }: TestHouse): Promise<string> {
  const { rows } = await owner.query<{ id: string }>('select id from fair where current');
  return rows[0]?.id ?? '';
}

/** Makes an account that is signed in with two factors a moment ago, unless told otherwise. */
export async function account(house: TestHouse, { roles = [], name = { latin: 'Salma B.' }, mail = null, proven = false, factor = true, fresh = true }: Wanted = {}): Promise<Acting> {
  const fair = await fairOf(house);
  const id = randomUUID();
  await house.owner.query(
    `insert into person (id, fair_id, kind, name, language, mail, mail_proven, factor_secret, factor_since) values ($1, $2, 'account', $3, 'fr', $4, case when $5::boolean then now() end, case when $6::boolean then '\\x00'::bytea end, case when $6::boolean then now() end)`,
    [id, fair, JSON.stringify(name), mail, proven, factor],
  );
  for (const one of roles) {
    const [role, object] = typeof one === 'string' ? [one, fair] : one;
    await house.owner.query(`insert into role_held (holder, role, fair_id, object_id, object_kind, given_by) values ($1, $2, $3, $4, $5, 'terminal')`, [id, role, fair, object, heldOn[role]]);
  }
  return await signedIn(house, id, { two: factor, fresh });
}

/** One more browser that is signed in to an account. */
export async function signedIn(house: TestHouse, id: string, { two = true, fresh = true }: { two?: boolean; fresh?: boolean } = {}): Promise<Acting> {
  const signIn = randomUUID();
  await house.owner.query(
    `insert into sign_in (id, person_id, "by", device, address, expires, second_factor, confirmed) values ($1, $2, 'password', '{"kind": "phone", "browser": "Firefox"}', '127.0.0.0/24', now() + interval '1 day', case when $3::boolean then now() end, now() - case when $4::boolean then interval '0' else interval '1 hour' end)`,
    [signIn, id, two, fresh],
  );
  const cookie = house.app.get(PeopleService).cookies.write({ kind: 'person', id, signIn }).split(';')[0] ?? '';
  const headers = { cookie };
  return { id, signIn, cookie, headers, asks: (path, body = {}) => house.call('POST', path, { body, headers }), reads: (path) => house.call('GET', path, { headers }) };
}

/** The sheet of an answer, alone or beside something else. */
export const sheetOf = ({ json }: Said): PersonSheet => {
  const said = json as PersonSheet | { person: PersonSheet };
  return 'person' in said ? said.person : said;
};
