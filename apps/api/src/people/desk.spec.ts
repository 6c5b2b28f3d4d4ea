import type { AnswerOf, findPeople, PersonName } from '@siccam/contract';
import { Vault } from '../platform';
import { type Acting, account, fairOf, nobodyElse, sheetOf, signedIn } from '../testing/acting';
import { type TestHouse, nobody, openHouse, refusalOf, type Said } from '../testing/house';

let house: TestHouse;
let organiser: Acting;
let fair: string;
beforeAll(async () => {
  house = await openHouse();
  await nobodyElse(house);
  fair = await fairOf(house);
});
// One organiser does not ask so much in a minute.
beforeEach(async () => (organiser = await account(house, { roles: ['organiser'], name: { latin: 'Omar L.', ar: 'عمر ل.' } })));
afterAll(() => house.close());

type Found = AnswerOf<typeof findPeople>;
const find = async (search: string, filter = 'all', page = 0) => (await organiser.asks('/api/desk/people', { search, filter, page })).json as Found;
const idsOf = ({ people }: Found) => people.map(({ id }) => id);
const invite = (asked: object, by = organiser) => by.asks('/api/desk/invitations', { name: { latin: 'Claire M.' }, mail: null, language: 'fr', roles: [], ...asked });
const linkOf = ({ json }: Said) => (json as { link: string | null }).link;
const peek = async (token: string | null) => refusalOf(await house.call('POST', '/api/enter/peek', { body: { token } }));
const deeds = async (person: string) => (await house.owner.query<{ deed: string }>('select deed from audit where object_id = $1 order by id', [person])).rows.map(({ deed }) => deed);
const facts = async (person: string) => (await house.owner.query(`select 1 from fact where topic = $1 and name = 'person.changed'`, [`person:${person}`])).rowCount ?? 0;

describe('the list of people', () => {
  it.each([
    ['احمد', { ar: 'أَحْمَـد الوالي' }],
    ['أحمد الوالى', { ar: 'احمد الوالي' }],
    ['فاطمه', { ar: 'فاطمة الزهراء' }],
    ['ايت', { ar: 'آيت بن حدو' }],
    ['زهراء فاطمه', { ar: 'فاطمة الزهراء' }],
    ['elodie', { latin: 'Élodie Façade' }],
    ['FACADE', { latin: 'Élodie Façade' }],
    ['100%_\\', { latin: 'cent 100%_\\ pour cent' }],
    ["o'hara", { latin: "O'Hara; drop table person" }],
  ] as [string, PersonName][])('finds %p by what is typed in a hurry', async (typed, name) => {
    const { id } = await account(house, { name });
    expect(idsOf(await find(typed))).toContain(id);
    await house.owner.query('delete from person where id = $1', [id]);
  });

  it('takes % and _ and \\ for what they are, and finds nobody by them', async () => {
    for (const typed of ['%', '_', '\\', '%%%', "'", 'a_b']) expect((await find(typed)).total).toBe(0);
    expect((await organiser.asks('/api/desk/people', { search: 'x\u0000y', filter: 'all', page: 0 })).status).toBe(200);
    expect((await organiser.asks('/api/desk/people', { search: 'x'.repeat(201), filter: 'all', page: 0 })).status).toBe(400);
    expect((await organiser.asks('/api/desk/people', { search: '', filter: 'all', page: -1 })).status).toBe(400);
  });

  it('finds by address and by role, and shows each role with what it is held on', async () => {
    const session = (await house.session('panel-2')).id;
    const { id } = await account(house, { name: { latin: 'Nadia F.' }, mail: 'nadia@press.example', roles: [['moderator', session]] });
    for (const typed of ['nadia@press', 'MODERATOR', 'nadia moderator']) expect(idsOf(await find(typed))).toEqual([id]);
    const [row] = (await find('nadia')).people;
    expect(row).toMatchObject({ kind: 'account', roles: [{ role: 'moderator', on: { kind: 'session', id: session } }], invitation: { state: 'none', at: null }, here: false, banned: null });
  });

  it('gives fifty a page by name, everyone once', async () => {
    const names = Array.from({ length: 120 }, (_, place) => `Zineb ${String(place).padStart(3, '0')}`);
    await house.owner.query(`insert into person (id, fair_id, kind, name) select gen_random_uuid(), $1, 'account', jsonb_build_object('latin', n) from unnest($2::text[]) n`, [fair, names.toReversed()]);
    const pages = await Promise.all([0, 1, 2, 3].map((page) => find('zineb', 'all', page)));
    expect(pages.map(({ people }) => people.length)).toEqual([50, 50, 20, 0]);
    expect(pages.every(({ total }) => total === 120)).toBe(true);
    expect(pages.flatMap(({ people }) => people.map(({ name }) => name?.latin))).toEqual(names);
    await house.owner.query(`delete from person where name->>'latin' like 'Zineb%'`);
  });

  it('counts who waits, whose second factor is absent, whose mail came back, who is banned, and the guests', async () => {
    await account(house, { roles: ['stageManager'], factor: false, name: { latin: 'Counted absent' } });
    await invite({ name: { latin: 'Counted waiting' } });
    const refused = sheetOf(await invite({ name: { latin: 'Counted refused' }, mail: 'refused@fair.test' }));
    await house.owner.query(`update mail set state = 'failed' where person_id = $1`, [refused.id]);
    const { cookie } = await house.guest();
    await house.call('POST', '/api/me', { body: { name: { latin: 'Counted guest' }, language: 'fr' }, headers: { cookie } });
    const banned = await account(house, { name: { latin: 'Counted banned' } });
    await organiser.asks(`/api/desk/people/${banned.id}/ban`);
    expect((await find('counted')).counts).toEqual({ all: 5, waiting: 1, factorAbsent: 1, mailRefused: 1, banned: 1, guests: 1 });
    for (const filter of ['waiting', 'factorAbsent', 'mailRefused', 'banned', 'guests']) expect([filter, (await find('counted', filter)).people.length]).toEqual([filter, 1]);
  });

  it('holds nobody of another fair, and such a sheet is as unknown as one that never was', async () => {
    await house.owner.query(`insert into fair select (jsonb_populate_record(f, jsonb_build_object('id', gen_random_uuid(), 'slug', 'another', 'current', false))).* from fair f where f.current`);
    const id = nobody();
    await house.owner.query(`insert into person (id, fair_id, kind, name) select $1, id, 'account', '{"latin": "Elsewhere"}' from fair where slug = 'another'`, [id]);
    expect((await find('elsewhere')).total).toBe(0);
    for (const person of [id, nobody()]) expect(refusalOf(await organiser.reads(`/api/desk/people/${person}`))).toBe('people.unknown');
    for (const path of ['ban', 'let-back', 'invitation']) expect([path, refusalOf(await organiser.asks(`/api/desk/people/${id}/${path}`))]).toEqual([path, 'people.unknown']);
  });

  it('shows a guest without a name to whoever pastes the id, while they are here', async () => {
    const { cookie, id } = await house.guest();
    expect((await find(id)).total).toBe(0);
    await house.socket({ cookie });
    expect((await find(id)).people).toMatchObject([{ id, kind: 'guest', name: null, here: true }]);
    expect(sheetOf(await organiser.reads(`/api/desk/people/${id}`))).toMatchObject({ id, kind: 'guest', name: null, history: [] });
  });
});

describe('an invitation', () => {
  it('makes an account with its roles and a link that lives until a week after the fair', async () => {
    const session = (await house.session('panel-1')).id;
    const roles = [{ role: 'speaker', on: { kind: 'session', id: session } }];
    const said = await invite({ roles });
    const sheet = sheetOf(said);
    expect(sheet).toMatchObject({ kind: 'account', mail: null, roles, invitation: { state: 'waiting' }, secondFactor: 'notRequired', version: 1, me: false });
    expect(sheet.history.map(({ deed, actor }) => [deed, actor.id])).toEqual([['role.given', organiser.id], ['person.invited', organiser.id]]);
    expect(linkOf(said)).toMatch(/^[\w-]{43}$/);
    const { rows } = await house.owner.query<{ expires: Date; hash: Buffer; days: string[] }>('select l.expires, l.hash, f.days from link l join fair f on f.id = l.fair_id where l.person_id = $1', [sheet.id]);
    const last = rows[0]?.days.at(-1) ?? '';
    const aWeekAfter = Date.parse(`${last}T00:00:00+01:00`) + 8 * 86_400_000;
    expect(Math.abs((rows[0]?.expires.getTime() ?? 0) - aWeekAfter)).toBeLessThan(1000);
    expect(JSON.stringify(rows)).not.toContain(linkOf(said));
  });

  it('leaves a mail with the sealed link where there is an address; the organiser gets the link only when no server can send it', async () => {
    const held = await invite({ mail: 'Claire@Fair.test ' });
    expect(sheetOf(held).mail).toBe('claire@fair.test');
    expect(linkOf(held)).not.toBeNull();
    const { rows } = await house.owner.query<{ key: string; secret: Buffer; to_address: string; language: string }>('select * from mail where person_id = $1', [sheetOf(held).id]);
    expect(rows).toMatchObject([{ kind: 'invitation', to_address: 'claire@fair.test', language: 'fr' }]);
    const [mail] = rows;
    expect(JSON.parse(house.app.get(Vault).open(mail?.secret ?? Buffer.of(), `mail:${mail?.key}`))).toMatchObject({ token: linkOf(held) });
    const sending = await openHouse({ SMTP_URL: 'smtp://127.0.0.1:9' });
    try {
      await sending.owner.query('update fair set demo = false');
      const there = await account(sending, { roles: ['organiser'] });
      expect(linkOf(await invite({ mail: 'claire@fair.test' }, there))).toBeNull();
      expect(linkOf(await invite({}, there))).not.toBeNull();
    } finally {
      await sending.close();
    }
  });

  it.each([
    ['people.objectUnknown', [{ role: 'speaker', on: { kind: 'session', id: nobody() } }]],
    ['people.objectUnknown', [{ role: 'press', on: { kind: 'fair', id: nobody() } }]],
    ['people.objectUnknown', [{ role: 'assistant', on: { kind: 'person', id: nobody() } }]],
    ['people.objectUnknown', [{ role: 'exhibitorStaff', on: { kind: 'booth', id: nobody() } }]],
    ['people.roleElsewhere', [{ role: 'speaker', on: { kind: 'fair', id: nobody() } }]],
    ['people.roleElsewhere', [{ role: 'organiser', on: { kind: 'session', id: nobody() } }]],
  ])('is refused as %s for %j', async (refusal, roles) => {
    expect(refusalOf(await invite({ name: { latin: 'Refused role' }, roles }))).toBe(refusal);
    expect((await find('refused role')).total).toBe(0);
  });

  it('makes nobody an organiser who signs', async () => {
    const session = (await house.session('panel-1')).id;
    const roles = [{ role: 'organiser', on: { kind: 'fair', id: fair } }, { role: 'signatory', on: { kind: 'session', id: session } }];
    expect(refusalOf(await invite({ roles }))).toBe('people.organiserSigns');
  });

  it('is refused for an address that an account has proven, not for one that anybody typed', async () => {
    await account(house, { mail: 'typed@fair.test' });
    expect((await invite({ mail: 'typed@fair.test' })).status).toBe(200);
    await account(house, { mail: 'proven@fair.test', proven: true });
    expect(refusalOf(await invite({ mail: 'proven@fair.test' }))).toBe('people.mailTaken');
  });

  it('asks for a confirmation of the last five minutes', async () => {
    expect(refusalOf(await invite({}, await account(house, { roles: ['organiser'], fresh: false })))).toBe('people.confirmNeeded');
    expect(refusalOf(await invite({}, await account(house, { roles: ['organiser'], factor: false })))).toBe('people.secondFactorNeeded');
  });

  it('is resent as a new link, and the old one is worth nothing; revoked, neither is', async () => {
    const first = await invite({});
    const { id } = sheetOf(first);
    const second = await organiser.asks(`/api/desk/people/${id}/invitation`);
    expect(linkOf(second)).not.toBe(linkOf(first));
    const open = async () => (await house.owner.query(`select 1 from link where person_id = $1 and used is null and revoked is null`, [id])).rowCount;
    expect(await open()).toBe(1);
    expect(sheetOf(second).invitation.state).toBe('waiting');
    const revoked = await organiser.asks(`/api/desk/people/${id}/invitation/revoke`);
    expect(sheetOf(revoked).invitation.state).toBe('revoked');
    expect(await open()).toBe(0);
    await organiser.asks(`/api/desk/people/${id}/invitation/revoke`);
    expect(await deeds(id)).toEqual(['person.invited', 'invitation.resent', 'invitation.revoked']);
    for (const link of [first, second]) expect(['enter.linkUnknown', 'enter.linkOver', 'enter.linkUsed', 'wire.unknown']).toContain(await peek(linkOf(link)));
  });

  it('is resent by fifty at once: one link is left', async () => {
    const { id } = sheetOf(await invite({}));
    const all = await Promise.all(Array.from({ length: 50 }, () => organiser.asks(`/api/desk/people/${id}/invitation`)));
    expect(all.filter(({ status }) => status !== 200)).toEqual([]);
    const { rows } = await house.owner.query(`select 1 from link where person_id = $1 and used is null and revoked is null`, [id]);
    expect(rows.length).toBe(1);
  });

  it('is not sent to someone who made the account themselves, nor to a guest, nor to someone banned', async () => {
    const own = await account(house, { mail: 'own@fair.test', proven: true });
    expect(refusalOf(await organiser.asks(`/api/desk/people/${own.id}/invitation`))).toBe('people.unknown');
    const { id } = sheetOf(await invite({}));
    await organiser.asks(`/api/desk/people/${id}/ban`);
    expect(refusalOf(await organiser.asks(`/api/desk/people/${id}/invitation`))).toBe('people.banned');
  });

  it.each([
    ['sent', `update mail set state = 'sent', sent = now() where person_id = $1`],
    ['refused', `update mail set state = 'failed' where person_id = $1`],
    ['opened', `update link set used = now() where person_id = $1`],
    ['over', `update link set expires = now() - interval '1 second' where person_id = $1`],
  ])('shows that it was %s', async (state, sql) => {
    const { id } = sheetOf(await invite({ mail: `${state}@fair.test` }));
    await house.owner.query(sql, [id]);
    expect(sheetOf(await organiser.reads(`/api/desk/people/${id}`)).invitation.state).toBe(state);
  });
});

describe('a lost second factor', () => {
  /** Organisers for two days. */
  const settled = async () => {
    const one = await account(house, { roles: ['organiser'] });
    await house.owner.query(`update role_held set given = now() - interval '2 days' where holder = $1`, [one.id]);
    await house.owner.query(`update person set factor_since = now() - interval '2 days' where id = $1`, [one.id]);
    return one;
  };
  const backOf = (by: Acting, { id }: Acting) => by.asks(`/api/desk/people/${id}/let-back`);

  it('is taken off by two others where no mail goes out: every sign-in ends, and a link of ten minutes lets the owner back', async () => {
    const lost = await account(house, { roles: ['stageManager'], mail: 'lost@fair.test', proven: true });
    const elsewhere = await signedIn(house, lost.id);
    const [first, other] = [await settled(), await settled()];
    for (let times = 0; times < 2; times++) expect(refusalOf(await backOf(first, lost))).toBe('people.anotherMustAsk');
    expect(sheetOf(await organiser.reads(`/api/desk/people/${lost.id}`)).secondFactor).toBe('active');
    const said = await backOf(other, lost);
    expect(sheetOf(said)).toMatchObject({ secondFactor: 'absent' });
    expect(linkOf(said)).toMatch(/^[\w-]{43}$/);
    for (const browser of [lost, elsewhere]) expect(refusalOf(await browser.reads('/api/account/officials'))).toBe('wire.forbidden');
    const { rows } = await house.owner.query<{ kind: string; minutes: number }>(`select kind, extract(epoch from expires - created) / 60 as minutes from link where person_id = $1 and revoked is null`, [lost.id]);
    expect(rows.map(({ kind, minutes }) => [kind, Number(minutes)])).toEqual([['signIn', 10]]);
    expect((await house.owner.query('select kind from mail where person_id = $1', [lost.id])).rows).toEqual([{ kind: 'letBack' }]);
    expect(await deeds(lost.id)).toEqual(['factor.offAsked', 'factor.offAsked', 'factor.takenOff']);
    expect(await facts(lost.id)).toBeGreaterThan(0);
    expect(refusalOf(await organiser.asks(`/api/desk/people/${lost.id}/let-back`))).toBe('enter.noFactor');
  });

  it.each([
    ['role', `update role_held set given = now() - interval '23 hours' where holder = $1`],
    ['second factor', `update person set factor_since = now() - interval '23 hours' where id = $1`],
    ['place', `insert into ban (fair_id, person, by_whom) select id, $1::uuid, 'terminal' from fair where current`],
  ])('is not taken off where one of the two lacks a %s of a day or more, whoever asks first', async (which, sql) => {
    const lost = await account(house);
    const [old, young] = [await settled(), await settled()];
    expect(refusalOf(await backOf(young, lost))).toBe('people.anotherMustAsk');
    await house.owner.query(sql, [young.id]);
    expect(refusalOf(await backOf(old, lost))).toBe('people.anotherMustAsk');
    if (which !== 'place') expect(refusalOf(await backOf(young, lost))).toBe('people.anotherMustAsk');
    expect(linkOf(await backOf(await settled(), lost))).not.toBeNull();
  });

  it('is not taken off by what was asked more than a day ago, or before another was set up', async () => {
    const [lost, one, other] = [await account(house), await settled(), await settled()];
    const asked = (id: string, at: string, deed = 'factor.offAsked') => house.owner.query(`insert into audit (fair_id, at, actor, deed, object_kind, object_id, detail, from_address) values ($1, now() - $4::interval, $2, $5, 'person', $3, '{}', '')`, [fair, id, lost.id, at, deed]);
    await asked(one.id, '25 hours');
    expect(refusalOf(await backOf(other, lost))).toBe('people.anotherMustAsk');
    await asked(lost.id, '0', 'factor.set');
    expect(refusalOf(await backOf(one, lost))).toBe('people.anotherMustAsk');
    expect(linkOf(await backOf(other, lost))).not.toBeNull();
  });

  it('is taken off by one where a mail brings the link to an address that was proven, and the one who asks sees no link', async () => {
    const mailing = await openHouse({ SMTP_URL: 'smtp://127.0.0.1:1' });
    try {
      await mailing.owner.query('update fair set demo = false where current');
      const by = await account(mailing, { roles: ['organiser'] });
      const lost = await account(mailing, { mail: 'lost@fair.test', proven: true });
      const typed = await account(mailing, { mail: 'typed@fair.test' });
      const said = await backOf(by, lost);
      expect([sheetOf(said).secondFactor, linkOf(said)]).toEqual(['notRequired', null]);
      expect(refusalOf(await backOf(by, typed))).toBe('people.anotherMustAsk');
    } finally {
      await mailing.close();
    }
  });

  it('is never taken off by oneself, and its link goes to no address that nobody has proven', async () => {
    expect(refusalOf(await organiser.asks(`/api/desk/people/${organiser.id}/let-back`))).toBe('people.notYourself');
    const typed = await account(house, { mail: 'somebody-else@fair.test' });
    await backOf(await settled(), typed);
    expect(linkOf(await backOf(await settled(), typed))).not.toBeNull();
    expect((await house.owner.query('select 1 from mail where person_id = $1', [typed.id])).rowCount).toBe(0);
  });
});
