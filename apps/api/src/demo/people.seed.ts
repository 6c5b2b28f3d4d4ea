import { createHash, randomBytes } from 'node:crypto';
import { consentTexts, heldOn, momentOf, type RoleOn } from '@siccam/contract';
import type { EntityManager } from 'typeorm';
import type { Fair } from '../fair';
import { hashOfText } from '../people';
import { demoId, type InventedPerson, inventedPeople } from './demo.people';

const [hour, day] = [3_600_000, 86_400_000];

/** Puts invented people back as they were invented, whatever became of them since the last start; whoever is missing comes back. `only`: some of them, by slug. */
export async function sowPeople(sql: EntityManager, fair: Pick<Fair, 'id' | 'days' | 'zone'>, now: number, only: readonly string[] = inventedPeople.map(({ slug }) => slug)): Promise<void> {
  const ids = only.map(demoId);
  const sessions = await sql.query<{ id: string; slug: string }[]>('select id, slug from session where fair_id = $1', [fair.id]);
  await sql.query('update ban set lifted = $2 where person = any($1) and lifted is null', [ids, new Date(now)]);
  await sql.query(`delete from role_held where holder = any($1::text[])`, [ids]);
  for (const [place, person] of inventedPeople.entries()) {
    if (!only.includes(person.slug)) continue;
    await writePerson(sql, fair.id, person, now - 9 * day + place * hour);
    for (const { role, on } of rolesOf(person, fair.id, new Map(sessions.map(({ id, slug }) => [slug, id])))) {
      await sql.query(`insert into role_held (holder, role, fair_id, object_id, object_kind, given_by) values ($1, $2, $3, $4, $5, 'demo')`, [demoId(person.slug), role, fair.id, on.id, on.kind]);
    }
    await writeInvitation(sql, fair, person, now - 8 * day + place * hour);
  }
}

/** What an invented person holds, on what the slugs stand for. */
function rolesOf({ roles }: InventedPerson, fairId: string, sessions: ReadonlyMap<string, string>): RoleOn[] {
  return roles.map(({ role, on }) => {
    const id = on === undefined ? fairId : 'session' in on ? sessions.get(on.session) : demoId(on.person);
    if (id === undefined) throw new Error(`${role} is held on nothing`);
    return { role, on: { kind: heldOn[role], id } };
  });
}

const mailOf = ({ slug }: InventedPerson) => `${slug}@example.com`;
const written = (value: object | undefined) => (value === undefined ? null : JSON.stringify(value));

async function writePerson(sql: EntityManager, fairId: string, person: InventedPerson, created: number): Promise<void> {
  const { slug, name, language, official, invitation = 'opened', factor } = person;
  const known = invitation === 'opened';
  // A factor that somebody set up or took off while trying things out is as it was; its secret is the server's to make. An address that another account proved stays theirs.
  await sql.query(
    `insert into person as p (id, fair_id, kind, name, language, mail, mail_proven, official_name, title, capacity, official_confirmed, factor_since, demo, created, seen)
     values ($1, $2, 'account', $3, $4, $5, case when not exists (select 1 from person o where o.fair_id = $2 and o.mail = $5 and o.id <> $1 and o.mail_proven is not null) then $6::timestamptz end,
       $7, $8, $9, $10, $11, true, $12, $13)
     on conflict (id) do update set name = excluded.name, language = excluded.language, zone = null, mail = excluded.mail, mail_proven = excluded.mail_proven, password = null,
       official_name = excluded.official_name, title = excluded.title, capacity = excluded.capacity, official_confirmed = excluded.official_confirmed, demo = true,
       factor_secret = case when excluded.factor_since is not null then p.factor_secret end, factor_since = case when excluded.factor_since is not null then coalesce(p.factor_since, excluded.factor_since) end, recovery = '{}'`,
    [
      demoId(slug),
      fairId,
      JSON.stringify(name),
      language,
      mailOf(person),
      known ? new Date(created) : null,
      written(official?.name),
      written(official?.title),
      written(official?.capacity),
      official?.confirmed ? new Date(created + hour) : null,
      factor ? new Date(created + hour) : null,
      new Date(created),
      known ? new Date(created + 6 * day) : null,
    ],
  );
  if (!known) return;
  await sql.query(`insert into consent (id, person_id, what, version, text_hash, language, given) values ($1, $2, 'terms', $3, $4, $5, $6) on conflict (id) do nothing`, [
    demoId(`terms ${slug}`),
    demoId(slug),
    consentTexts.terms.version,
    hashOfText('terms', language),
    language,
    new Date(created),
  ]);
}

/** An invitation that nobody can use: its token was never told to anyone. */
async function writeInvitation(sql: EntityManager, { id: fairId, days, zone }: Pick<Fair, 'id' | 'days' | 'zone'>, person: InventedPerson, created: number): Promise<void> {
  const { slug, language, invitation } = person;
  if (!invitation) return;
  const [link, mail] = [demoId(`invitation ${slug}`), demoId(`invitation mail ${slug}`)];
  const at = (done: boolean) => (done ? new Date(created + hour) : null);
  const expires = new Date(momentOf(`${days.toSorted().at(-1) ?? ''}T00:00`, zone) + 8 * day);
  await sql.query(
    `insert into link (id, fair_id, kind, person_id, mail, hash, created, expires, used, revoked) values ($1, $2, 'invitation', $3, $4, $5, $6, $7, $8, $9)
     on conflict (id) do update set expires = excluded.expires, used = excluded.used, revoked = excluded.revoked`,
    [link, fairId, demoId(slug), mailOf(person), createHash('sha256').update(randomBytes(32)).digest(), new Date(created), expires, at(invitation === 'opened'), at(invitation === 'revoked')],
  );
  const state = invitation === 'waiting' ? 'waiting' : invitation === 'refused' ? 'failed' : 'sent';
  await sql.query(
    `insert into mail (id, fair_id, person_id, kind, language, to_address, link_id, key, state, attempts, created, sent, error) values ($1, $2, $3, 'invitation', $4, $5, $6, $7, $8, $9, $10, $11, $12)
     on conflict do nothing`,
    [
      mail,
      fairId,
      demoId(slug),
      language,
      mailOf(person),
      link,
      `invitation:${link}`,
      state,
      state === 'waiting' ? 0 : 1,
      new Date(created),
      state === 'sent' ? new Date(created + 60_000) : null,
      state === 'failed' ? '550 5.1.1 mailbox unavailable' : null,
    ],
  );
}
