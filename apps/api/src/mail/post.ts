import type { Language } from '@siccam/contract';
import { enqueue, type Tx, type Vault } from '../platform';

/** What a mail is about; each has a template in three languages. */
export const mailKinds = ['signIn', 'proveMail', 'invitation', 'letBack', 'roleChanged', 'addressKnown', 'secondFactorSet', 'deleted'] as const;
/** See `mailKinds`. */
export type MailKind = (typeof mailKinds)[number];

/** A mail to be sent. `secret`: the link's token and the code, which leave the database once it was sent. `values`: what the template says besides. The same `key` twice is one mail. */
export type Letter = {
  kind: MailKind;
  fair: string;
  person: string | null;
  to: string;
  language: Language;
  values?: Record<string, string>;
  secret?: { token: string; code?: string | null };
  link?: string;
  key: string;
};

/** Leaves a mail in a decision: it waits in the outbox, and a job sends it. Nobody ever waits for it. */
export async function post(tx: Tx, vault: Vault, { kind, fair, person, to, language, values = {}, secret, link, key }: Letter): Promise<void> {
  const sealed = secret ? vault.seal(JSON.stringify(secret), `mail:${key}`) : null;
  const rows = await tx.sql.query<{ id: string }[]>(
    `insert into mail (fair_id, person_id, kind, language, to_address, "values", secret, link_id, key) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     on conflict (key) do nothing returning id`,
    [fair, person, kind, language, to, JSON.stringify(values), sealed, link ?? null, key],
  );
  const mail = rows[0]?.id;
  if (mail) await enqueue(tx, 'mail.send', { mail }, { key: `mail.send:${mail}` });
}
