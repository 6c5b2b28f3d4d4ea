import type { Language } from '@siccam/contract';
import { enqueueAll, type Tx, type Vault } from '../platform';

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

/** What became of a letter: on its way, kept in the house, or there already. */
export type Posted = 'leaves' | 'stays' | 'known';

/**
 * Leaves a mail in a decision: it waits in the outbox, and a job sends it. Nobody ever waits for it. False: it stays in the house. In a
 * demonstration anybody is an organiser, and whom they invite is one too: no mail of its desks, of its invented people or to them goes out.
 */
export async function post(tx: Tx, vault: Vault, letter: Letter): Promise<boolean> {
  const [posted] = await postAll(tx, vault, [letter]);
  return posted !== 'stays';
}

/** The same for as many as there are, in two statements however many they are; answers in their order. */
export async function postAll(tx: Tx, vault: Vault, letters: readonly Letter[]): Promise<Posted[]> {
  if (letters.length === 0) return [];
  const rows = letters.map(({ secret, ...letter }) => ({ ...letter, secret: secret ? vault.seal(JSON.stringify(secret), `mail:${letter.key}`).toString('hex') : null, desk: ofDesks.includes(letter.kind) }));
  // In the order of keys, so that two who write the same mails never wait for each other.
  const made = await tx.sql.query<{ id: string; key: string; demo: boolean }[]>(
    `insert into mail (fair_id, person_id, kind, language, to_address, "values", secret, link_id, key, demo)
     select l.fair, l.person, l.kind, l.language, l."to", coalesce(l."values", '{}'), decode(l.secret, 'hex'), l.link, l.key,
       exists (select 1 from fair f where f.id = l.fair and f.demo and (l.desk or exists (select 1 from person p where p.fair_id = f.id and p.demo and (p.id in (l.person, l.by) or p.mail = l."to"))))
     from jsonb_to_recordset($1::jsonb) as l(fair uuid, person uuid, kind text, language text, "to" text, "values" jsonb, secret text, link uuid, key text, by uuid, desk boolean) order by l.key
     on conflict (key) do nothing returning id, key, demo`,
    [JSON.stringify(rows)],
  );
  await enqueueAll(tx, 'mail.send', made.map(({ id }) => ({ body: { mail: id }, key: `mail.send:${id}` })));
  const news = new Map(made.map(({ key, demo }) => [key, demo ? 'stays' : 'leaves'] as const));
  return letters.map(({ key }) => news.get(key) ?? 'known');
}
