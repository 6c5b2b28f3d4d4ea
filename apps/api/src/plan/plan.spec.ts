import { randomUUID } from 'node:crypto';
import { consentTexts, type Plan } from '@siccam/contract';
import { PeopleService } from '../people';
import { Database } from '../platform';
import { account } from '../testing/acting';
import { type Browser, browser, mailed, terms } from '../testing/browser';
import { type TestHouse, nobody, openHouse, refusalOf } from '../testing/house';
import { until } from '../testing/until';
import { planMost } from './plan';

let house: TestHouse;
let sessions: string[];
beforeAll(async () => {
  house = await openHouse();
  sessions = (await house.programme()).sessions.map(({ id }) => id);
});
afterAll(() => house.close());

const at = (place: number): string => sessions[place] ?? '';
const planOf = async (me: Browser): Promise<Plan> => (await house.call('GET', '/api/plan', { headers: { cookie: me.cookie } })).json as Plan;
const keep = (me: { asks: Browser['asks'] }, session: string, wanted = true) => me.asks('/api/plan/keep', { session, keep: wanted });
const reminders = { version: consentTexts.reminders.version, language: 'fr' } as const;
const password = 'quatre mots au hasard';
/** A guest who keeps one session. */
async function guest(session: string): Promise<Browser> {
  const me = browser(house);
  await me.id();
  expect((await keep(me, session)).status).toBe(200);
  return me;
}
async function limited(capacity: number): Promise<string> {
  const id = randomUUID();
  await house.owner.query(`insert into session select (jsonb_populate_record(s, jsonb_build_object('id', $1::text, 'slug', $2::text, 'capacity', $3::int, 'taken', 0, 'waiting', 0))).* from session s where s.slug = 'panel-4'`, [id, `room-${id.slice(0, 8)}`, capacity]);
  return id;
}

describe('a plan', () => {
  it('is a guest’s by their cookie, in the order of the day, and nobody else’s', async () => {
    const me = await guest(at(3));
    await keep(me, at(1));
    expect((await planOf(me)).sessions).toEqual([at(1), at(3)]);
    expect((await planOf(browser(house))).sessions).toEqual([]);
    expect((await keep(me, at(3), false)).json).toEqual({ sessions: [at(1)], seats: [], calendar: false, reminders: false });
    await keep(me, at(3), false);
  });

  it('holds nothing that is unknown, a draft, or of another fair, and not without end', async () => {
    const me = await guest(at(0));
    const draft = await limited(5);
    await house.owner.query(`update session set state = 'draft' where id = $1`, [draft]);
    expect([refusalOf(await keep(me, nobody())), refusalOf(await keep(me, draft))]).toEqual(['session.unknown', 'session.unknown']);
    const { rows } = await house.owner.query<{ id: string }>(`insert into session select (jsonb_populate_record(s, jsonb_build_object('id', gen_random_uuid(), 'slug', 'filler-' || n))).* from session s, generate_series(1, $1::int) n where s.slug = 'panel-4' returning id`, [planMost]);
    await house.owner.query('delete from plan_entry where person = $1', [await me.id()]);
    await house.owner.query('insert into plan_entry (person, session_id, kept) select $1, unnest($2::uuid[]), now()', [await me.id(), rows.map(({ id }) => id)]);
    expect(refusalOf(await keep(me, at(2)))).toBe('plan.full');
    await house.owner.query(`delete from session where slug like 'filler-%'`);
    expect((await keep(me, at(2))).status).toBe(200);
    // What was released no more is not shown, and is there again with it.
    await house.owner.query(`update session set state = 'draft' where id = $1`, [at(2)]);
    expect((await planOf(me)).sessions).toEqual([]);
    await house.owner.query(`update session set state = 'released' where id = $1`, [at(2)]);
    expect((await planOf(me)).sessions).toEqual([at(2)]);
  });

  it('is not filled over its edge by many requests at once, nor by what a guest brings along', async () => {
    const { rows } = await house.owner.query<{ id: string }>(`insert into session select (jsonb_populate_record(s, jsonb_build_object('id', gen_random_uuid(), 'slug', 'edge-' || n))).* from session s, generate_series(1, $1::int) n where s.slug = 'panel-4' returning id`, [planMost + 19]);
    const ids = rows.map(({ id }) => id);
    const count = async (person: string) => (await house.owner.query('select 1 from plan_entry where person = $1', [person])).rowCount;
    const fill = (person: string, some: string[]) => house.owner.query('insert into plan_entry (person, session_id, kept) select $1, unnest($2::uuid[]), now()', [person, some]);
    const me = browser(house);
    await fill(await me.id(), ids.slice(0, planMost - 1));
    // Nobody adds anything until several have come as far as they can.
    await house.owner.query('begin');
    await house.owner.query('lock table plan_entry in share mode');
    const adding = Promise.all(ids.slice(planMost).map((id) => keep(me, id)));
    try {
      await until(async () => (await house.owner.query('select 1 from pg_locks where not granted and database = (select oid from pg_database where datname = current_database())')).rowCount ?? 0, (waiting) => waiting > 1);
    } finally {
      await house.owner.query('commit');
    }
    const said = await adding;
    expect([said.filter(({ status }) => status === 200).length, await count(await me.id())]).toEqual([1, planMost]);
    const mail = `${randomUUID()}@fair.test`;
    const home = browser(house);
    await home.asks('/api/enter/sign-up', { name: { latin: 'Salma B.' }, mail, password, language: 'fr', consents: terms });
    // Some of what either has the other has not: both together do not fit.
    await fill(await home.id(), ids.slice(3 - planMost));
    await me.asks('/api/enter/password', { mail, password });
    expect([await me.id() === await home.id(), await count(await home.id())]).toEqual([true, planMost]);
    await house.owner.query(`delete from session where slug like 'edge-%'`);
  });

  it('gives its seat back with what is taken out of it', async () => {
    const session = await limited(1);
    const [me, next] = [await guest(at(0)), await guest(at(0))];
    for (const one of [me, next]) await one.asks('/api/plan/seat', { session });
    await keep(me, session, false);
    expect((await planOf(me)).seats).toEqual([]);
    expect((await planOf(next)).seats[0]?.state).toBe('offered');
  });
});

describe('whoever enters', () => {
  const signUp = (me: Browser, mail: string) => me.asks('/api/enter/sign-up', { name: { latin: 'Salma B.' }, mail, password, language: 'fr', consents: terms });

  it('has as an account what they had as a guest, by signing up', async () => {
    const session = await limited(1);
    const me = await guest(at(1));
    await me.asks('/api/plan/seat', { session });
    const before = await planOf(me);
    await signUp(me, `${randomUUID()}@fair.test`);
    expect((await me.me()).kind).toBe('person');
    expect(await planOf(me)).toEqual(before);
  });

  it('brings it into an account that was there, by password and by a link, the better seat of both, and gives the other back', async () => {
    const mail = `${randomUUID()}@fair.test`;
    const home = browser(house);
    await signUp(home, mail);
    const [one, two, three, four] = [await limited(2), await limited(1), await limited(1), await limited(1)];
    await keep(home, at(0));
    for (const session of [one, two]) await home.asks('/api/plan/seat', { session });
    const phone = await guest(at(1));
    for (const session of [one, two, three]) await phone.asks('/api/plan/seat', { session });
    // The account asked first, and an offer went by.
    for (const [person, state] of [[await home.id(), 'waiting'], [await phone.id(), 'seat']]) await house.owner.query('insert into seat (person, session_id, state, since) values ($1, $2, $3, clock_timestamp())', [person, four, state]);
    const third = await guest(at(2));
    await third.asks('/api/plan/seat', { session: one });
    const { token } = (await phone.asks('/api/plan/calendar', { on: true })).json as { token: string };
    await phone.asks('/api/enter/password', { mail, password });
    expect((await phone.me()).kind).toBe('person');
    const plan = await planOf(phone);
    expect(plan.sessions.toSorted()).toEqual([at(0), at(1), one, two, three].toSorted());
    expect(plan.seats.map(({ session, state }) => `${session} ${state}`).toSorted()).toEqual([one, two, three, four].map((session) => `${session} seat`).toSorted());
    expect((await planOf(third)).seats).toMatchObject([{ session: one, state: 'offered' }]);
    expect(plan.calendar).toBe(true);
    expect((await house.call('GET', `/api/calendar/fr/plan/${token}`)).status).toBe(200);
    const figures = (await house.owner.query<{ n: string }>('select taken || \'/\' || waiting as n from session where id = any($1) order by array_position($1, id)', [[one, two, three]])).rows;
    expect(figures.map(({ n }) => n)).toEqual(['2/0', '1/0', '1/0']);

    const tablet = await guest(at(4));
    await tablet.asks('/api/enter/link', { mail, language: 'fr' });
    await tablet.asks('/api/enter/code', { mail, code: (await mailed(house, mail, 'signIn')).code, consents: terms });
    const entered = await planOf(tablet);
    const [here] = (await house.owner.query<{ person: string }>('select person from plan_entry where session_id = $1 order by kept desc limit 1', [at(4)])).rows;
    expect([entered.sessions.includes(at(4)), here?.person]).toEqual([true, await tablet.id()]);
  });

  it('brings nothing of another account by an older cookie of the guest it was, and reads nothing of it', async () => {
    const first = await guest(at(1));
    const old = first.cookie;
    await signUp(first, `${randomUUID()}@fair.test`);
    const mail = `${randomUUID()}@fair.test`;
    await signUp(browser(house), mail);
    const thief = browser(house);
    thief.cookie = old;
    expect((await planOf(thief)).sessions).toEqual([]);
    await thief.asks('/api/enter/password', { mail, password });
    expect((await planOf(thief)).sessions).toEqual([]);
    expect((await planOf(first)).sessions).toEqual([at(1)]);
    const writer = browser(house);
    writer.cookie = old;
    expect((await keep(writer, at(5))).status).toBe(200);
    expect([(await planOf(writer)).sessions, (await planOf(first)).sessions]).toEqual([[at(5)], [at(1)]]);
  });

  it('who is gone from the database is signed out, not somebody else', async () => {
    const cookie = house.app.get(PeopleService).cookies.write({ kind: 'person', id: randomUUID(), signIn: randomUUID() }).split(';')[0] ?? '';
    expect(refusalOf(await house.call('GET', '/api/plan', { headers: { cookie } }))).toBe('people.signedOut');
  });
});

describe('asking for mails', () => {
  it('needs an address that was proven, and is a consent with its text, version and language', async () => {
    const unproven = await account(house, { mail: `${randomUUID()}@fair.test` });
    expect(refusalOf(await unproven.asks('/api/plan/remind', { on: true, ...reminders }))).toBe('people.mailNeeded');
    const me = await account(house, { mail: `${randomUUID()}@fair.test`, proven: true });
    expect(refusalOf(await me.asks('/api/plan/remind', { on: true, ...reminders, version: 0 }))).toBe('account.consentOld');
    for (const _twice of [1, 2]) expect((await me.asks('/api/plan/remind', { on: true, ...reminders })).json).toMatchObject({ reminders: true });
    const { rows } = await house.owner.query('select version, language, withdrawn from consent where person_id = $1 and what = $2', [me.id, 'reminders']);
    expect(rows).toEqual([{ version: reminders.version, language: 'fr', withdrawn: null }]);
    expect((await me.asks('/api/plan/remind', { on: false, ...reminders })).json).toMatchObject({ reminders: false });
    await me.asks('/api/account/consents', { what: 'reminders', ...reminders });
    expect((await me.reads('/api/plan')).json).toMatchObject({ reminders: true });
  });
});

describe('one’s own data', () => {
  it('holds the plan, and erasing takes all of it', async () => {
    const me = await account(house);
    const session = await limited(1);
    await keep(me, at(2));
    await me.asks('/api/plan/seat', { session });
    await me.asks('/api/plan/calendar', { on: true });
    const { data } = (await me.asks('/api/account/data')).json as { data: Record<string, object[]> };
    expect([data['plan_entry']?.length, data['seat']?.length, data['calendar_link']]).toEqual([2, 1, [expect.objectContaining({ hash: 'secret' })]]);
    await me.asks('/api/account/delete');
    const left = await house.app.get(Database).rows('select 1 from plan_entry where person = $1 union all select 1 from seat where person = $1 union all select 1 from calendar_link where person = $1', [me.id]);
    expect(left).toEqual([]);
    await until(async () => (await house.owner.query<{ taken: number }>('select taken from session where id = $1', [session])).rows[0]?.taken, (taken) => taken === 0);
  });
});
