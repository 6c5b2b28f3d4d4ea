import type { Language } from '@siccam/contract';
import { enqueue, type Tx, type Vault } from '../platform';

/** What a mail is about; each has a template in three languages. */
export const mailKinds = ['signIn', 'proveMail', 'invitation', 'letBack', 'roleChanged', 'addressKnown', 'secondFactorSet', 'addressChanged', 'sessionsChanged', 'reminder', 'planChanged', 'seatOffered', 'speakersTold'] as const;
/** See `mailKinds`. */
export type MailKind = (typeof mailKinds)[number];

/** A mail to be sent. `by`: who caused it, where that is not its reader. `secret`: the link's token and the code, which leave the database once it was sent. `values`: what the template says besides; with `until` (a moment) it is not sent later, `page` is where its button leads. The same `key` twice is one mail. */
export type Letter = {
  kind: MailKind;
  fair: string;
  person: string | null;
  by?: string | null;
  to: string;
  language: Language;
  values?: Record<string, string>;
  secret?: { token: string; code?: string | null };
  link?: string;
  key: string;
};

/** Mails that desks cause, to whomever they like, or whose words they choose: titles are theirs. */
const ofDesks: readonly MailKind[] = ['invitation', 'letBack', 'roleChanged', 'sessionsChanged', 'reminder', 'planChanged', 'seatOffered', 'speakersTold'];

/**
 * Leaves a mail in a decision: it waits in the outbox, and a job sends it. Nobody ever waits for it. False: it stays in the house. In a
 * demonstration anybody is an organiser, and whom they invite is one too: no mail of its desks, of its invented people or to them goes out.
 */
export async function post(tx: Tx, vault: Vault, { kind, fair, person, by = null, to, language, values = {}, secret, link, key }: Letter): Promise<boolean> {
  const sealed = secret ? vault.seal(JSON.stringify(secret), `mail:${key}`) : null;
  const [row] = await tx.sql.query<{ id: string; demo: boolean }[]>(
    `insert into mail (fair_id, person_id, kind, language, to_address, "values", secret, link_id, key, demo)
     select $1, $2, $3, $4, $5, $6, $7, $8, $9, exists (select 1 from fair f where f.id = $1 and f.demo and ($10 or exists (select 1 from person p where p.fair_id = f.id and p.demo and (p.id in ($2, $11) or p.mail = $5))))
     on conflict (key) do nothing returning id, demo`,
    [fair, person, kind, language, to, JSON.stringify(values), sealed, link ?? null, key, ofDesks.includes(kind), by],
  );
  if (!row) return true;
  await enqueue(tx, 'mail.send', { mail: row.id }, { key: `mail.send:${row.id}` });
  return !row.demo;
}
