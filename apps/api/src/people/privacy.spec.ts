import { randomBytes, randomUUID } from 'node:crypto';
import { consentTexts } from '@siccam/contract';
import { personal } from '../personal';
import { MachineClock } from '../platform';
import { type TestHouse, openHouse, refusalOf } from '../testing/house';
import { PeopleService } from './people.service';
import { Retention } from './retention';

const logged: string[] = [];
let house: TestHouse;
let fair: string;
beforeAll(async () => {
  house = await openHouse({ LOG_LEVEL: 'debug' }, (line) => logged.push(line));
  fair = (await house.owner.query<{ id: string }>('select id from fair where current')).rows[0]?.id ?? '';
});
afterAll(() => house.close());

const day = 86_400_000;

/** Texts and bytes that nobody else has, each named after its column. */
type Canaries = ReturnType<typeof canariesOf>;
const canariesOf = (tag = randomBytes(6).toString('hex')) => ({ tag, of: (place: string) => `canary ${tag} ${place}.`, bytes: (place: string) => Buffer.from(`canary ${tag} ${place}.`) });

/** Someone with something in every column that may hold something about a person, signed in and just confirmed. */
async function seedPerson({ kind = 'account' }: { kind?: 'account' | 'guest' } = {}) {
  const canary = canariesOf();
  const { of, bytes } = canary;
  const id = randomUUID();
  const signIn = randomUUID();
  // One proven address in all places that hold it.
  const address = `${of('person.mail')} ${of('link.mail')} ${of('mail.to_address')}`;
  const words = (place: string) => JSON.stringify({ ar: of(place), fr: of(place) });
  const { owner, app } = house;
  await owner.query(
    `insert into person (id, fair_id, kind, name, language, zone, mail, mail_proven, password, factor_secret, recovery, official_name, title, capacity)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
    [id, fair, kind, words('person.name'), of('person.language'), of('person.zone'), address, new Date(), bytes('person.password'), bytes('person.factor_secret'), [bytes('person.recovery')], words('person.official_name'), words('person.title'), words('person.capacity')],
  );
  await owner.query(`insert into sign_in (id, person_id, "by", device, address, expires, confirmed) values ($1, $2, $3, $4, $5, now() + interval '1 day', now())`, [signIn, id, of('sign_in.by'), words('sign_in.device'), of('sign_in.address')]);
  const { rows } = await owner.query<{ id: string }>(`insert into link (fair_id, kind, person_id, mail, hash, asked_by, code, expires) values ($1, $2, $3, $4, $5, $3, $6, now()) returning id`, [fair, of('link.kind'), id, address, bytes('link.hash'), bytes('link.code')]);
  // Asked for by address, before anybody knew whose it is.
  await owner.query(`insert into link (fair_id, kind, mail, hash, expires) values ($1, 'signIn', $2, $3, now())`, [fair, address, bytes('another link.hash')]);
  await owner.query(`insert into consent (person_id, what, version, text_hash, language) values ($1, $2, 1, $3, $4)`, [id, of('consent.what'), of('consent.text_hash'), of('consent.language')]);
  await owner.query(`insert into role_held (holder, role, fair_id, object_id, object_kind, given_by) values ($1, $2, $3, $3, 'fair', 'terminal')`, [id, of('role_held.role'), fair]);
  await owner.query(`insert into role_held (holder, role, fair_id, object_id, object_kind, given_by) values ($1, 'assistant', $3, $2, 'person', 'terminal')`, [randomUUID(), id, fair]);
  await owner.query(`insert into ban (fair_id, person, addresses, by_whom, lifted) values ($1, $2, $3, 'terminal', now())`, [fair, id, [of('ban.addresses')]]);
  await owner.query(`insert into audit (fair_id, actor, deed, object_kind, object_id, from_address) values ($1, $2, 'signedIn', 'person', $2, $3)`, [fair, id, of('audit.from_address')]);
  await owner.query(`insert into audit (fair_id, actor, deed, object_kind, object_id, from_address) values ($1, $2, 'roleGiven', 'person', $3, '203.0.113.0/24')`, [fair, randomUUID(), id]);
  await owner.query(
    `insert into mail (fair_id, person_id, kind, language, to_address, "values", secret, link_id, key, error) values ($1, $2, 'invitation', $3, $4, $5, $6, $7, $8, $9)`,
    [fair, id, of('mail.language'), address, words('mail.values'), bytes('mail.secret'), rows[0]?.id, randomUUID(), of('mail.error')],
  );
  await owner.query(`insert into mail (fair_id, kind, language, to_address, link_id, key) values ($1, 'signIn', 'fr', $2, $3, $4)`, [fair, address, rows[0]?.id, randomUUID()]);
  await owner.query(`insert into mail (fair_id, kind, language, to_address, key) values ($1, 'addressKnown', 'fr', $2, $3)`, [fair, address, randomUUID()]);
  const session = (await owner.query<{ id: string }>('select id from session limit 1')).rows[0]?.id;
  await owner.query(`insert into plan_entry (person, session_id, kept, reminded) values ($1, $2, now(), $3)`, [id, session, of('plan_entry.reminded')]);
  await owner.query(`insert into seat (person, session_id, state, since) values ($1, $2, $3, now())`, [id, session, of('seat.state')]);
  await owner.query(`insert into calendar_link (person, fair_id, hash, made) values ($1, $2, $3, now())`, [id, fair, of('calendar_link.hash')]);
  await owner.query(`insert into tech_check (speaker, fair_id, person, at, found) values ($1, $2, $3, now(), $4)`, [randomUUID(), fair, id, words('tech_check.found')]);
  await owner.query(`insert into speaker_answer (speaker, session_id, answer, starts, person, at) values ($1, $2, $3, $4, $5, now())`, [randomUUID(), session, of('speaker_answer.answer'), of('speaker_answer.starts'), id]);
  await owner.query(`insert into file (id, fair_id, person, use, name, type, size, scan, brought, hash) values ($1, $2, $3, 'attachment', $4, 'application/pdf', 1, 'unscanned', now(), '')`, [randomUUID(), fair, id, of('file.name')]);
  const { cookies } = app.get(PeopleService);
  const cookie = cookies.write(kind === 'account' ? { kind: 'person', id, signIn } : { kind: 'guest', id, named: true });
  return { id, signIn, canary, address, headers: { cookie: cookie.split(';')[0] ?? '' } };
}

/** The whole database as text, table by table; bytes as hexadecimal. */
async function dump(): Promise<Record<string, string>> {
  const { rows } = await house.owner.query<{ name: string }>(`select table_name as name from information_schema.tables where table_schema = 'public'`);
  const tables: Record<string, string> = {};
  for (const { name } of rows) tables[name] = (await house.owner.query<{ row: string }>(`select t::text as row from "${name}" t`)).rows.map(({ row }) => row).join('\n');
  return tables;
}

const holds = (text: string, needle: string) => text.includes(needle) || text.includes(Buffer.from(needle).toString('hex'));
const tablesWith = async ({ tag }: Canaries) => Object.entries(await dump()).flatMap(([table, text]) => (holds(text, tag) ? [table] : []));

/** The columns that can hold a text of a person, by what they hold. Which kind of account it is can be only one of two. */
async function columnsThatHold(what: 'personal' | 'secret') {
  const { rows } = await house.owner.query<{ name: string }>(
    `select table_name || '.' || column_name as name from information_schema.columns where table_schema = 'public' and data_type in ('text', 'jsonb', 'bytea', 'ARRAY')`,
  );
  const texts = rows.map(({ name }) => name).filter((name) => name !== 'person.kind');
  return personal.flatMap(({ tables }) => Object.entries(tables).flatMap(([table, { columns }]) => Object.entries(columns).flatMap(([column, holding]) => (holding === what ? [`${table}.${column}`] : [])))).filter((name) => texts.includes(name));
}

type Data = { data: Record<string, Record<string, unknown>[]> };

describe('one\'s own data', () => {
  it('is told whole: every canary in every personal column, every secret only as being there, nobody else\'s id or address', async () => {
    const person = await seedPerson();
    await seedPerson();
    const said = await house.call('POST', '/api/account/data', { body: {}, headers: person.headers });
    expect(said.status).toBe(200);
    const { data } = said.json as Data;
    const text = JSON.stringify(data);
    const { of } = person.canary;
    const [told, secret] = [await columnsThatHold('personal'), await columnsThatHold('secret')];
    expect(told.length).toBeGreaterThanOrEqual(20);
    expect(told.filter((place) => !text.includes(of(place)))).toEqual([]);
    expect(secret.filter((place) => holds(text, of(place)))).toEqual([]);
    expect(data['person']?.[0]).toMatchObject({ password: 'secret', factor_secret: 'secret', recovery: 'secret' });
    // Another person's, seeded in the same way, and those who acted on this one.
    expect(text.match(/canary [0-9a-f]{12}/g)?.filter((one) => one !== `canary ${person.canary.tag}`)).toEqual([]);
    expect(text).not.toContain('203.0.113');
    expect(data['role_held']).toHaveLength(2);
    expect(data['mail']).toHaveLength(3);
    expect(data['link']).toHaveLength(2);
  });

  it('does not hold what was sent to an address that somebody only says is theirs', async () => {
    const person = await seedPerson();
    const other = await seedPerson();
    await house.owner.query('update person set mail = $2, mail_proven = null where id = $1', [other.id, person.address]);
    const { data } = (await house.call('POST', '/api/account/data', { body: {}, headers: other.headers })).json as Data;
    expect(data['mail']).toBeUndefined();
    const said = await house.call('POST', '/api/account/delete', { body: {}, headers: other.headers });
    expect((said.json as { rows: object }).rows).not.toHaveProperty('mail');
    // What the owner of the address was sent stays; what was sent because of the other is gone all the same.
    expect((await dump())['mail']).toContain(person.canary.of('person.mail'));
    expect((await dump())['mail']).not.toContain(other.canary.of('mail.language'));
  });

  it('does not tell whether an address is known here, whatever is tried with it', async () => {
    const known = `${randomUUID()}@known.test`;
    await house.owner.query(`insert into person (id, fair_id, kind, name, language, mail, mail_proven) values (gen_random_uuid(), $1, 'account', '{"latin": "K."}', 'ar', $2, now())`, [fair, known]);
    const shapeOf = async (mail: string) => {
      const { cookie } = await house.guest();
      const headers = { cookie };
      await house.call('POST', '/api/enter/link', { body: { mail, language: 'fr' }, headers });
      const asked = (await house.call('POST', '/api/account/data', { body: {}, headers })).json as Data;
      const signedUp = await house.call('POST', '/api/enter/sign-up', { body: { name: { latin: 'S.' }, mail, password: 'a phrase nobody guesses', language: 'fr', consents: [{ what: 'terms', version: consentTexts.terms.version, language: 'fr' }] }, headers });
      expect(signedUp.status).toBe(200);
      const account = { cookie: signedUp.headers.get('set-cookie')?.split(';')[0] ?? '' };
      await house.call('POST', '/api/account/mail', { body: { mail: `other.${mail}` }, headers: account });
      const told = (await house.call('POST', '/api/account/data', { body: {}, headers: account })).json as Data;
      const deleted = await house.call('POST', '/api/account/delete', { body: {}, headers: account });
      const sizes = ({ data }: Data) => Object.entries(data).map(([table, rows]) => `${table} ${rows.length}`);
      return { asked: sizes(asked), told: sizes(told), deleted: { ...(deleted.json as object), deleted: '' } };
    };
    const [one, other] = [await shapeOf(known), await shapeOf(`${randomUUID()}@unknown.test`)];
    expect(one).toEqual(other);
    expect(one.told).toContain('person 1');
  });

  it('is told to a guest who left a name, and to an anonymous one, who left nothing', async () => {
    const guest = await seedPerson({ kind: 'guest' });
    const { data } = (await house.call('POST', '/api/account/data', { body: {}, headers: guest.headers })).json as Data;
    expect(JSON.stringify(data['person'])).toContain(guest.canary.of('person.name'));
    const { cookie } = await house.guest();
    expect((await house.call('POST', '/api/account/data', { body: {}, headers: { cookie } })).json).toMatchObject({ data: {} });
  });

  it('is told and deleted only on a confirmation five minutes old at most', async () => {
    const person = await seedPerson();
    await house.owner.query(`update sign_in set confirmed = now() - interval '6 minutes' where id = $1`, [person.signIn]);
    for (const door of ['data', 'delete']) expect(refusalOf(await house.call('POST', `/api/account/${door}`, { body: {}, headers: person.headers }))).toBe('people.confirmNeeded');
  });
});

describe('deletion', () => {
  it.each(['account', 'guest'] as const)('leaves nothing of an erased %s in the database or the log but ids, a truncated address and the hash of one, and says what it kept', async (kind) => {
    const person = await seedPerson({ kind });
    const before = await tablesWith(person.canary);
    expect(before).toEqual(expect.arrayContaining(['person', 'sign_in', 'link', 'consent', 'role_held', 'ban', 'audit', 'mail']));
    const places = [...(await columnsThatHold('personal')), ...(await columnsThatHold('secret'))];
    const whole = Object.values(await dump()).join('\n');
    expect(places.filter((place) => !holds(whole, person.canary.of(place)))).toEqual(['person.factor_step'].filter((place) => places.includes(place)));

    const said = await house.call('POST', '/api/account/delete', { body: {}, headers: person.headers });
    expect(said.status).toBe(200);
    expect(said.json).toMatchObject({ rows: { person: 1, sign_in: 1, link: 2, consent: 1, role_held: 2, mail: 3 }, kept: ['audit', 'bans', 'facts'] });

    // A truncated address and a keyed hash of one, as the notice says; the name and the address of a person are nowhere.
    expect((await tablesWith(person.canary)).sort()).toEqual(['audit', 'ban']);
    const after = await dump();
    const left = places.filter((place) => holds(Object.values(after).join('\n'), person.canary.of(place)));
    expect(left.sort()).toEqual(['audit.from_address', 'ban.addresses']);
    expect(logged.filter((line) => line.includes(person.canary.tag))).toEqual([]);
  });

  it('makes the browser a stranger\'s: another id, no name, and the old cookie is worth nothing', async () => {
    const person = await seedPerson();
    const said = await house.call('POST', '/api/account/delete', { body: {}, headers: person.headers });
    const cookie = said.headers.get('set-cookie')?.split(';')[0] ?? '';
    const me = (await house.call('GET', '/api/me', { headers: { cookie } })).json as { kind: string; id: string; name: unknown };
    expect(me).toMatchObject({ kind: 'guest', name: null });
    expect(me.id).not.toBe(person.id);
    const old = await house.call('GET', '/api/account/officials', { headers: person.headers });
    expect([401, 403]).toContain(old.status);
  });

  it('closes the sockets of every browser that was signed in', async () => {
    const person = await seedPerson();
    const socket = await house.socket(person.headers);
    const gone = new Promise((done) => socket.once('disconnect', done));
    await house.call('POST', '/api/account/delete', { body: {}, headers: person.headers });
    await gone;
  });

  it('is refused to the last organiser, and then deletes nothing', async () => {
    const { owner } = house;
    const person = await seedPerson();
    const others = await owner.query(`delete from role_held where role = 'organiser' returning *`);
    const promote = (id: string) => owner.query(`insert into role_held (holder, role, fair_id, object_id, object_kind, given_by) values ($1, 'organiser', $2, $2, 'fair', 'terminal')`, [id, fair]);
    await promote(person.id);
    await owner.query('update person set factor_since = now() where id = $1', [person.id]);
    await owner.query('update sign_in set second_factor = now() where person_id = $1', [person.id]);
    expect(refusalOf(await house.call('POST', '/api/account/delete', { body: {}, headers: person.headers }))).toBe('people.lastOrganiser');
    expect(await tablesWith(person.canary)).toContain('person');

    const second = await seedPerson();
    await promote(second.id);
    await owner.query('update person set factor_since = now() where id = $1', [second.id]);
    await owner.query('update sign_in set second_factor = now() where person_id = $1', [second.id]);
    // Both at once: one of them stays.
    const said = await Promise.all([person, second].map(({ headers }) => house.call('POST', '/api/account/delete', { body: {}, headers })));
    expect(said.map(({ status }) => status).sort()).toEqual([200, 409]);
    await owner.query(`delete from role_held where role = 'organiser'`);
    for (const row of others.rows as Record<string, unknown>[]) await owner.query('insert into role_held select (jsonb_populate_record(null::role_held, $1)).*', [JSON.stringify(row)]);
  });
});

describe('what has been kept long enough', () => {
  const at = async (moment: number) => {
    const clock = Object.assign(house.app.get(MachineClock), { now: () => moment });
    try {
      return await house.app.get(Retention).letGo();
    } finally {
      Reflect.deleteProperty(clock, 'now');
    }
  };
  const count = async (table: string, where: string, id: string) => Number((await house.owner.query<{ count: string }>(`select count(*) from ${table} where ${where}`, [id])).rows[0]?.count);

  it('goes by itself: a guest\'s name after 30 days, links after 30, mails after 90, sign-ins after six months, addresses of a ban with it', async () => {
    const guest = await seedPerson({ kind: 'guest' });
    const person = await seedPerson();
    await house.owner.query(`update ban set addresses_until = now() + interval '1 day' where person = $1`, [person.id]);
    const steps: [days: number, expected: Record<string, number>][] = [
      [0.5, { guest: 1, link: 2, mail: 3, sign: 1, address: 1 }],
      [1.5, { guest: 1, link: 2, mail: 3, sign: 1, address: 0 }],
      [29, { guest: 1, link: 2, mail: 3, sign: 1, address: 0 }],
      [31, { guest: 0, link: 0, mail: 3, sign: 1, address: 0 }],
      [91, { guest: 0, link: 0, mail: 0, sign: 1, address: 0 }],
      [190, { guest: 0, link: 0, mail: 0, sign: 0, address: 0 }],
    ];
    const start = Date.now();
    for (const [days, expected] of steps) {
      // The demonstration's fair is not over meanwhile: its clock goes on from where it was set.
      await house.owner.query('update fair set clock_machine_at = $1 where current', [new Date(start + days * day)]);
      await at(start + days * day);
      const { tag } = person.canary;
      const seen = {
        guest: await count('person', 'id = $1', guest.id),
        link: await count('link', `mail like '%' || $1 || '%'`, tag),
        mail: await count('mail', `to_address like '%' || $1 || '%'`, tag),
        sign: await count('sign_in', 'person_id = $1', person.id),
        address: await count('ban', `person = $1 and cardinality(addresses) > 0`, person.id),
      };
      expect({ days, ...seen }).toEqual({ days, ...expected });
    }
  });

  it('takes accounts 90 days after the fair, but no organiser\'s, and nobody before', async () => {
    const [visitor, organiser] = [await seedPerson(), await seedPerson()];
    await house.owner.query(`insert into role_held (holder, role, fair_id, object_id, object_kind, given_by) values ($1, 'organiser', $2, $2, 'fair', 'terminal')`, [organiser.id, fair]);
    await house.owner.query(`update fair set clock_fair_at = null, clock_machine_at = null, days = '{2026-11-27,2026-11-28}', zone = 'Africa/Casablanca' where current`);
    const end = Date.parse('2026-11-28T23:00Z');
    await at(end + 89 * day);
    expect(await tablesWith(visitor.canary)).toContain('person');
    await at(end + 91 * day);
    expect((await tablesWith(visitor.canary)).sort()).toEqual(['audit']);
    expect(await tablesWith(organiser.canary)).toContain('person');
  });

  it('can be let go twice, and by two servers at once', async () => {
    const guest = await seedPerson({ kind: 'guest' });
    await Promise.all([at(Date.now() + 40 * day), at(Date.now() + 40 * day)]);
    expect(await count('person', 'id = $1', guest.id)).toBe(0);
  });
});
