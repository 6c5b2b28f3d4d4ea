import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { type Role, heldOn } from '@siccam/contract';
import type { Client } from 'pg';

/** Someone of the fair as a browser carries them. */
export type Somebody = { person: string; signIn: string; cookie: string };

/** A secret for a server's cookies that the benchmark knows, so that it can sign people in without entering. */
export const cookieSecret = (): string => randomBytes(24).toString('hex');

const signed = (secret: string, text: string): string => `siccam=${text}.${createHmac('sha256', secret).update(`siccam cookie ${text}`).digest('base64url')}`;

/** The cookie of a guest who has not been here yet. */
export function someGuest(secret: string): Somebody {
  const person = randomUUID();
  return { person, signIn: '', cookie: signed(secret, `g.${person}`) };
}

/** Signs people in straight in the database: accounts, each with a fresh confirmation and two factors, and a role of the whole fair if one is named. */
export async function signIn(database: Client, secret: string, count: number, role?: Role): Promise<Somebody[]> {
  const all = Array.from({ length: count }, () => ({ person: randomUUID(), signIn: randomUUID() }));
  const list = JSON.stringify(all);
  await database.query(`insert into person (id, fair_id, kind, name, language) select (p->>'person')::uuid, f.id, 'account', '{"latin": "Salma B."}', 'fr' from jsonb_array_elements($1) p, fair f where f.current`, [list]);
  await database.query(
    `insert into sign_in (id, person_id, "by", device, address, expires, second_factor, confirmed)
     select (p->>'signIn')::uuid, (p->>'person')::uuid, 'password', '{"kind": "computer", "browser": "Firefox"}', '127.0.0.0/24', now() + interval '1 day', now(), now() from jsonb_array_elements($1) p`,
    [list],
  );
  if (role) {
    if (heldOn[role] !== 'fair') throw new Error(`${role} is not held on a fair`);
    await database.query(`insert into role_held (holder, role, fair_id, object_id, object_kind, given_by) select p->>'person', $2, f.id, f.id, 'fair', 'terminal' from jsonb_array_elements($1) p, fair f where f.current`, [list, role]);
  }
  return all.map(({ person, signIn: id }) => ({ person, signIn: id, cookie: signed(secret, `s.${person}.${id}`) }));
}
