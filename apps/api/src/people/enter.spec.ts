import { randomUUID } from 'node:crypto';
import { consentTexts } from '@siccam/contract';
import { browser, mailed } from '../testing/browser';
import { nobody, openHouse, refusalOf, type Said, type TestHouse } from '../testing/house';

let house: TestHouse;
beforeAll(async () => (house = await openHouse({ TRUST_PROXY: '1' })));
afterAll(() => house.close());

const password = 'quatre mots au hasard';
const terms = { what: 'terms', version: consentTexts.terms.version, language: 'ar' };
const address = () => `${randomUUID()}@fair.test`;
const signUp = (mail: string, more: object = {}) => ({ name: { latin: 'Salma B.' }, mail, password, language: 'ar', consents: [terms], ...more });
const heard = (said: Said) => (said.status === 200 ? 'in' : refusalOf(said));
const rows = async <T extends object>(sql: string, values: unknown[]) => (await house.owner.query<T>(sql, values)).rows;

describe('signing up', () => {
  it('makes the guest an account with the same id, signed in, and nothing is left of the guest', async () => {
    const [me, mail] = [browser(house), address()];
    await me.asks('/api/me', { name: { ar: 'سلمى' }, language: 'fr' });
    const guest = await me.id();
    const said = await me.asks('/api/enter/sign-up', signUp(mail));
    expect(said.json).toMatchObject({ kind: 'person', id: guest, mail, name: { latin: 'Salma B.' }, language: 'ar', roles: [], demo: false, signIn: { factors: 'one', secondFactorNeeded: false } });
    expect(await me.me()).toMatchObject({ kind: 'person', id: guest });
    expect(await rows('select kind, mail_proven from person where id = $1', [guest])).toEqual([{ kind: 'account', mail_proven: null }]);
    expect(await rows('select what, version, language from consent where person_id = $1', [guest])).toEqual([terms]);
    expect((await mailed(house, mail, 'proveMail')).language).toBe('ar');
  });

  it('beside an account that is signed in makes another one', async () => {
    const me = browser(house);
    const first = (await me.asks('/api/enter/sign-up', signUp(address()))).json as { id: string };
    const second = (await me.asks('/api/enter/sign-up', signUp(address()))).json as { id: string };
    expect(second.id).not.toBe(first.id);
  });

  it('with the cookie of a guest who has an account by now makes another one, and that cookie tells nothing of it', async () => {
    const me = browser(house);
    await me.asks('/api/me', { name: { latin: 'Guest' }, language: 'fr' });
    const old = me.cookie;
    const first = (await me.asks('/api/enter/sign-up', signUp(address()))).json as { id: string };
    const again = browser(house);
    again.cookie = old;
    expect(await again.me()).toMatchObject({ kind: 'guest', id: first.id, name: null, mail: null });
    expect((await again.asks('/api/enter/sign-up', signUp(address()))).json).not.toMatchObject({ id: first.id });
  });

  it.each([
    ['enter.consentMissing', { consents: [] }],
    ['enter.consentMissing', { consents: [{ ...terms, version: 0 }] }],
    ['enter.consentMissing', { consents: [{ what: 'news', version: 1, language: 'fr' }] }],
    ['enter.passwordShort', { password: 'short' }],
    ['enter.passwordLong', { password: 'ab'.repeat(65) }],
    ['enter.passwordCommon', { password: 'password123' }],
    ['enter.passwordCommon', { password: 'Salma   B.', name: { latin: 'Salma B.' } }],
    ['wire.malformed', { password: 'ab'.repeat(500) }],
    ['wire.malformed', { mail: 'no address' }],
    ['wire.malformed', { name: {} }],
    ['wire.malformed', { role: 'organiser' }],
  ])('is refused with %s for %j, and nobody is made', async (code, more) => {
    const [me, mail] = [browser(house), address()];
    // A password of one's own name is as long as any.
    const wrong = code === 'enter.passwordCommon' && 'name' in more ? { ...more, name: { latin: 'Salma Benn' }, password: 'salma benn' } : more;
    expect(heard(await me.asks('/api/enter/sign-up', signUp(mail, wrong)))).toBe(code);
    expect(await rows('select 1 from person where mail = $1', [mail])).toEqual([]);
    expect((await me.me()).kind).toBe('guest');
  });

  it('takes an address that is known like any other, and tells its owner by mail', async () => {
    const mail = address();
    const owner = browser(house);
    await owner.asks('/api/enter/sign-up', signUp(mail));
    await owner.asks('/api/enter/open', { token: (await mailed(house, mail, 'proveMail')).token, language: 'ar' });
    const stranger = browser(house);
    const said = await stranger.asks('/api/enter/sign-up', signUp(mail, { password: 'another pass phrase' }));
    const fresh = await browser(house).asks('/api/enter/sign-up', signUp(address()));
    expect(said.status).toBe(200);
    expect(Object.keys(said.json as object)).toEqual(Object.keys(fresh.json as object));
    expect(await rows(`select person_id, secret from mail where to_address = $1 and kind = 'addressKnown'`, [mail])).toEqual([{ person_id: null, secret: null }]);
    // The address stays with whoever proved it.
    const back = browser(house);
    expect(await (await back.asks('/api/enter/password', { mail, password })).json).toMatchObject({ id: await owner.id() });
  });
});

describe('a password', () => {
  it('lets in, with the address in any letters; the guest brings what the account lacks and is gone', async () => {
    const mail = address();
    const { id } = (await browser(house).asks('/api/enter/sign-up', signUp(mail))).json as { id: string };
    await house.owner.query('update person set name = null, language = null where id = $1', [id]);
    const me = browser(house);
    await me.asks('/api/me', { name: { ar: 'سلمى' }, language: 'fr' });
    const guest = await me.id();
    const said = await me.asks('/api/enter/password', { mail: ` ${mail.toUpperCase()} `, password });
    expect(said.json).toMatchObject({ kind: 'person', id, name: { ar: 'سلمى' }, language: 'fr' });
    expect(await rows('select 1 from person where id = $1', [guest])).toEqual([]);
    expect(await rows('select "by", device, address from sign_in where person_id = $1 and "by" = \'password\'', [id])).toEqual([{ by: 'password', device: { kind: 'computer', browser: 'Firefox' }, address: '203.0.113.0/24' }]);
  });

  it('ends the sign-in that this browser had', async () => {
    const me = browser(house);
    const mail = address();
    const first = (await me.asks('/api/enter/sign-up', signUp(mail))).json as { signIn: { id: string } };
    await me.asks('/api/enter/password', { mail, password });
    expect(await rows('select ended is not null as ended from sign_in where id = $1', [first.signIn.id])).toEqual([{ ended: true }]);
  });

  it.each(['wrong pass phrase', 'Quatre mots au hasard', ' quatre mots au hasard', 'x'.repeat(512), '\u0000'])('that is wrong lets nobody in: %j', async (wrong) => {
    const mail = address();
    await browser(house).asks('/api/enter/sign-up', signUp(mail));
    const me = browser(house);
    expect(heard(await me.asks('/api/enter/password', { mail, password: wrong }))).toBe('enter.wrong');
    expect((await me.me()).kind).toBe('guest');
  });

  it('of someone who is banned is told so, and only to whoever knows it', async () => {
    const mail = address();
    const { id } = (await browser(house).asks('/api/enter/sign-up', signUp(mail))).json as { id: string };
    await house.owner.query(`insert into ban (fair_id, person, by_whom) select id, $1, 'terminal' from fair where current`, [id]);
    expect(heard(await browser(house).asks('/api/enter/password', { mail, password: 'wrong pass phrase' }))).toBe('enter.wrong');
    expect(heard(await browser(house).asks('/api/enter/password', { mail, password }))).toBe('people.banned');
  });

  it('of an account of another fair is worth nothing here', async () => {
    const mail = address();
    const { id } = (await browser(house).asks('/api/enter/sign-up', signUp(mail))).json as { id: string };
    const other = nobody();
    await house.owner.query(`insert into fair select (jsonb_populate_record(f, jsonb_build_object('id', $1::text, 'slug', $1::text, 'current', false))).* from fair f where f.current`, [other]);
    await house.owner.query('update person set fair_id = $2 where id = $1', [id, other]);
    expect(heard(await browser(house).asks('/api/enter/password', { mail, password }))).toBe('enter.wrong');
  });

  it('leaves a line in the audit, right or wrong, without the address', async () => {
    const mail = address();
    const { id } = (await browser(house).asks('/api/enter/sign-up', signUp(mail))).json as { id: string };
    const before = await rows<{ id: string }>('select coalesce(max(id), 0) as id from audit', []);
    await browser(house).asks('/api/enter/password', { mail, password: 'wrong pass phrase' });
    await browser(house).asks('/api/enter/password', { mail, password });
    const lines = await rows<{ deed: string; object_id: string }>('select deed, object_id, from_address from audit where id > $1 order by id', [before[0]?.id]);
    expect(lines).toMatchObject([{ deed: 'signIn.refused', from_address: '203.0.113.0/24' }, { deed: 'signIn.begun', object_id: id, from_address: '203.0.113.0/24' }]);
    expect(JSON.stringify(lines)).not.toContain(mail);
  });
});

describe('whether an address is known', () => {
  const known = address();
  beforeAll(async () => {
    const owner = browser(house);
    await owner.asks('/api/enter/sign-up', signUp(known));
    await owner.asks('/api/enter/open', { token: (await mailed(house, known, 'proveMail')).token, language: 'ar' });
  });

  it.each([
    ['a wrong password', '/api/enter/password', { password: 'wrong pass phrase' }],
    ['a link that is asked for', '/api/enter/link', { language: 'fr' }],
    ['a wrong code', '/api/enter/code', { code: '000000' }],
  ])('is not told by the answer to %s', async (_what, path, more) => {
    const both = await Promise.all([known, address()].map((mail) => browser(house).asks(path, { mail, ...more })));
    const [one, other] = both.map(({ status, text, headers }) => ({ status, text: text.replace(/\d{4}-[\d-]+T[\d:.]+Z/g, 'then'), names: [...headers.keys()] }));
    expect(one).toEqual(other);
  });

  it('is not told by the time that a wrong password takes', async () => {
    // Asked in pairs, so that what else the machine does weighs on both alike, and until it is sure between which bounds the middle one of all pairs lies
    // (99 in 100, by order statistics).
    const apart: number[] = [];
    let [from, to] = [0, 2];
    const sure = () => (isAlike(from) && isAlike(to)) || to < 0.9 || from > 1 / 0.9;
    for (let at = 0; at < 400 && !(apart.length >= 50 && sure()); at++) {
      const took = { known: 0, unknown: 0 };
      for (const which of at % 2 ? (['known', 'unknown'] as const) : (['unknown', 'known'] as const)) {
        // From somewhere else each time, and few for each address, so that no limit speaks first.
        const me = browser(house, `198.51.${at % 250}.${7 + Math.floor(at / 250)}`);
        const mail = which === 'known' ? await knownFor(at) : address();
        await me.me();
        const began = performance.now();
        expect(heard(await me.asks('/api/enter/password', { mail, password: 'wrong pass phrase' }))).toBe('enter.wrong');
        took[which] = performance.now() - began;
      }
      // The first ones are cold.
      if (at < 5) continue;
      apart.push(took.known / took.unknown);
      const sorted = apart.toSorted((one, other) => one - other);
      const half = 1.29 * Math.sqrt(sorted.length);
      from = sorted[Math.max(0, Math.floor(sorted.length / 2 - half))] ?? 0;
      to = sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length / 2 + half))] ?? 2;
    }
    expect({ from, to, alike: isAlike(from) && isAlike(to) }).toMatchObject({ alike: true });
  });
  const isAlike = (ratio: number) => ratio > 0.9 && ratio < 1 / 0.9;
  const more: string[] = [];
  /** Another known address every fifty tries. */
  const knownFor = async (at: number): Promise<string> => {
    const place = Math.floor(at / 50);
    while (more.length <= place) {
      const mail = address();
      await browser(house).asks('/api/enter/sign-up', signUp(mail));
      more.push(mail);
    }
    return more[place] ?? '';
  };
});

describe('signing out', () => {
  it('ends this sign-in alone and leaves a guest whom nobody knows', async () => {
    const [me, mail] = [browser(house), address()];
    const { id } = (await me.asks('/api/enter/sign-up', signUp(mail))).json as { id: string };
    const elsewhere = browser(house);
    await elsewhere.asks('/api/enter/password', { mail, password });
    const old = me.cookie;
    expect(await me.asks('/api/enter/out')).toMatchObject({ status: 200, json: {} });
    expect(await me.me()).toMatchObject({ kind: 'guest', name: null });
    expect(await me.id()).not.toBe(id);
    expect(await elsewhere.id()).toBe(id);
    const kept = browser(house);
    kept.cookie = old;
    expect((await kept.me()).kind).toBe('guest');
    expect(heard(await browser(house).asks('/api/enter/out'))).toBe('wire.forbidden');
  });
});
