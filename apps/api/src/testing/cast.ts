import { randomUUID } from 'node:crypto';
import { heldOn } from '@siccam/contract';
import { PeopleService } from '../people/people.service';
import { tellStanding } from '../people/standing';
import { Database } from '../platform';
import type { Who } from '../wire/doors.expected';
import type { TestHouse } from './house';
import { until } from './until';

/** What the walk asks about: one session, one official, one mail, and the same things of another fair. */
export type Stage = { fair: string; otherFair: string; session: string; otherSession: string; sessionId: string; otherSessionId: string; official: string; otherOfficial: string; otherMail: string };

/** One of those who walk, with the headers of their browser, and somebody else for each that a door may be asked about. */
export type Walker = { who: Who; person: string; signIn: string; headers: Record<string, string>; target: string; mail: string; secondSignIn: string };

const hour = 3_600_000;

/** Makes a second fair, two officials and what else the walk asks about. */
export async function openStage({ owner }: TestHouse): Promise<Stage> {
  const [otherFair, official, otherOfficial, otherMail] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  const [session, otherSession] = ['panel-1', 'panel-2'];
  await owner.query(`insert into fair select (jsonb_populate_record(f, jsonb_build_object('id', $1::text, 'slug', 'another', 'current', false))).* from fair f where f.current`, [otherFair]);
  const { rows } = await owner.query<{ id: string; slug: string; fair_id: string }>('select s.id, s.slug, s.fair_id from session s join fair f on f.id = s.fair_id where f.current and s.slug = any($1)', [[session, otherSession]]);
  const idOf = (slug: string) => rows.find((row) => row.slug === slug)?.id ?? '';
  const words = JSON.stringify({ fr: 'Mme la ministre' });
  await owner.query(
    `insert into person (id, fair_id, kind, name, language, official_name, title, capacity) select id, $2, 'account', '{"latin": "N. B."}', 'fr', $3, $3, $3 from unnest($1::uuid[]) id`,
    [[official, otherOfficial], rows[0]?.fair_id, words],
  );
  await owner.query(`insert into mail (id, fair_id, kind, language, to_address, key, state) values ($1, $2, 'invitation', 'fr', 'somebody@fair.test', 'other', 'failed')`, [otherMail, otherFair]);
  return { fair: rows[0]?.fair_id ?? '', otherFair, session, otherSession, sessionId: idOf(session), otherSessionId: idOf(otherSession), official, otherOfficial, otherMail };
}

/** Signs everyone in anew, straight in the database; `strike` removes them again. */
export async function castOf(house: TestHouse, stage: Stage, everyone: readonly Who[]): Promise<{ walkers: Walker[]; strike: () => Promise<void> }> {
  const { app, owner } = house;
  const { cookies } = app.get(PeopleService);
  const now = Date.now();
  const cast = everyone.map((who) => ({ who, person: randomUUID(), signIn: randomUUID(), secondSignIn: randomUUID(), target: randomUUID(), mail: randomUUID() }));
  const accounts = cast.filter(({ who }) => who.is === 'account' || (who.role && who.is === 'stranger'));
  const fairOf = ({ on }: Who) => (on === 'otherFair' ? stage.otherFair : stage.fair);

  const people = [...accounts.map(({ who, person }) => ({ id: person, fair: fairOf(who) })), ...cast.map(({ target }) => ({ id: target, fair: stage.fair }))];
  await owner.query(`insert into person (id, fair_id, kind, name, language, mail) select (p->>'id')::uuid, (p->>'fair')::uuid, 'account', '{"latin": "Salma B."}', 'fr', (p->>'id') || '@fair.test' from jsonb_array_elements($1) p`, [JSON.stringify(people)]);
  await owner.query(
    `insert into sign_in (id, person_id, "by", device, address, expires, second_factor, confirmed)
     select (s->>'id')::uuid, (s->>'person')::uuid, 'password', '{"kind": "computer", "browser": "Firefox"}', '127.0.0.0/24', now() + interval '1 day', (s->>'two')::timestamptz, (s->>'confirmed')::timestamptz from jsonb_array_elements($1) s`,
    [
      JSON.stringify(
        accounts.flatMap(({ who, person, signIn, secondSignIn }) =>
          [signIn, secondSignIn].map((id) => ({ id, person, two: who.two ? new Date(now) : null, confirmed: new Date(who.fresh ? now : now - hour) })),
        ),
      ),
    ],
  );
  await owner.query(
    `insert into role_held (holder, role, fair_id, object_id, object_kind, given_by)
     select r->>'holder', r->>'role', (r->>'fair')::uuid, (r->>'object')::uuid, r->>'kind', 'terminal' from jsonb_array_elements($1) r`,
    [JSON.stringify(accounts.flatMap(({ who, person }) => (who.role ? [{ holder: person, role: who.role, fair: fairOf(who), kind: heldOn[who.role], object: objectOf(who, stage) }] : [])))],
  );
  await owner.query(
    `insert into mail (id, fair_id, person_id, kind, language, to_address, key, state) select (m->>'id')::uuid, $2, (m->>'person')::uuid, 'invitation', 'fr', 'somebody@fair.test', m->>'id', 'failed' from jsonb_array_elements($1) m`,
    [JSON.stringify(cast.map(({ mail, target }) => ({ id: mail, person: target }))), stage.fair],
  );

  const banned = cast.filter(({ who }) => who.banned);
  const ended = accounts.filter(({ who }) => who.is === 'stranger');
  await app.get(Database).decide(async (tx) => {
    for (const { person } of banned) {
      await tx.sql.query(`insert into ban (fair_id, person, by_whom) values ($1, $2, 'terminal')`, [stage.fair, person]);
      tellStanding(tx, { person, banned: true, ended: [] });
    }
    for (const { person, signIn } of ended) {
      await tx.sql.query('update sign_in set ended = now() where id = $1', [signIn]);
      tellStanding(tx, { person, banned: false, ended: [signIn] });
    }
  });

  const walkers = cast.map(({ who, ...ids }): Walker => {
    if (who.bot) return { who, ...ids, headers: house.bot(who.bot, who.is === 'bot' ? undefined : 'x'.repeat(48)) };
    if (who.is === 'stranger' && !who.role) return { who, ...ids, headers: who.proxied ? { 'x-forwarded-for': '127.0.0.1' } : {} };
    const cookie = cookies.write(who.is === 'guest' ? { kind: 'guest', id: ids.person, named: false } : { kind: 'person', id: ids.person, signIn: ids.signIn });
    return { who, ...ids, headers: { cookie: cookie.split(';')[0] ?? '' } };
  });
  // What the standing is not told yet would be asked too early.
  const gate = app.get(PeopleService);
  const settled = () => walkers.every(({ who, headers }) => (!who.banned && who.is !== 'stranger') || [null, 'banned'].includes(gate.caller(headers)?.kind ?? null));
  await until(settled, Boolean);

  return {
    walkers,
    async strike() {
      const all = cast.flatMap(({ person, target }) => [person, target]);
      await owner.query('delete from mail where person_id = any($1)', [all]);
      await owner.query('delete from role_held where holder = any($1)', [all]);
      await owner.query('delete from ban where person = any($1)', [all]);
      await owner.query('delete from person where id = any($1)', [all]);
    },
  };
}

function objectOf({ role, on }: Who, stage: Stage): string {
  const kind = role ? heldOn[role] : 'fair';
  // Whoever holds it in another fair holds it there on the very same object, where that is no fair.
  if (kind === 'fair') return on === 'here' ? stage.fair : stage.otherFair;
  if (kind === 'session') return on === 'elsewhere' ? stage.otherSessionId : stage.sessionId;
  if (kind === 'person') return on === 'elsewhere' ? stage.otherOfficial : stage.official;
  return randomUUID();
}
