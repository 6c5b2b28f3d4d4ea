import { randomBytes } from 'node:crypto';
import type { Tx } from '../platform';
import { hashOfToken } from './links.service';

const aWeek = 7 * 86_400_000;

/** Makes the one link that lets the first organiser of the current fair in, for a week; the one made before is worth nothing. Null where the fair has an organiser. */
export async function firstOrganiserLink(tx: Tx, now: number): Promise<string | null> {
  const [fair] = await tx.sql.query<{ id: string; organised: boolean }[]>(
    `select id, exists (select 1 from role_held r where r.fair_id = f.id and r.role = 'organiser') as organised from fair f where current`,
  );
  if (!fair || fair.organised) return null;
  const token = randomBytes(32).toString('base64url');
  await tx.sql.query(`update link set revoked = $2 where fair_id = $1 and kind = 'firstOrganiser' and used is null and revoked is null`, [fair.id, new Date(now)]);
  await tx.sql.query(`insert into link (fair_id, kind, hash, created, expires) values ($1, 'firstOrganiser', $2, $3, $4)`, [fair.id, hashOfToken(token), new Date(now), new Date(now + aWeek)]);
  return token;
}
