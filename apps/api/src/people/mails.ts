import type { Tx } from '../platform';

/**
 * Makes an address a person's, who has just opened a link that was sent to it; false: another account of the fair proved it before, and
 * nothing changed. A password is salted by the address it was chosen under, so with another address it is gone.
 */
export async function proveMail(tx: Tx, { person, mail }: { person: string; mail: string }, now: Date): Promise<boolean> {
  // Two who prove the same address at once come one after the other.
  await tx.sql.query(`select pg_advisory_xact_lock(hashtextextended('mail ' || $1, 0))`, [mail]);
  const [rows] = await tx.sql.query<[object[], number]>(
    `update person p set mail = $2, mail_proven = case when p.mail = $2 then coalesce(p.mail_proven, $3) else $3 end, password = case when p.mail = $2 then p.password end
     where id = $1 and kind = 'account' and not exists (select 1 from person o where o.fair_id = p.fair_id and o.mail = $2 and o.mail_proven is not null and o.id <> p.id) returning id`,
    [person, mail, now],
  );
  return rows.length > 0;
}
