import { Account, Me, told } from '@siccam/contract';
import { MachineClock, Vault } from '../platform';
import { anotherSignIn, moveClock, type Someone, someone } from '../testing/someone';
import { until } from '../testing/until';
import { hears, nobody, openHouse, type Said, type TestHouse } from '../testing/house';

let house: TestHouse;
beforeAll(async () => (house = await openHouse()));
afterAll(() => house.close());
afterEach(() => moveClock(house, 0));

const minute = 60_000;
const post = ({ headers }: Pick<Someone, 'headers'>, path: string, body: unknown = {}) => house.call('POST', path, { body, headers });
const heard = ({ status, json }: Said) => (status === 200 ? 'in' : (json as { refusal: string }).refusal);
const accountOf = (said: Said) => Account.parse(said.json);
const read = async ({ headers }: Pick<Someone, 'headers'>) => accountOf(await house.call('GET', '/api/account', { headers }));
const kind = async ({ headers }: Pick<Someone, 'headers'>) => ((await house.call('GET', '/api/me', { headers })).json as { kind: string }).kind;

/** Opens a socket of a sign-in that is to be closed; answers when it heard so, and why. */
async function closing({ headers }: Pick<Someone, 'headers'>): Promise<{ closed: Promise<number> }> {
  const socket = await house.socket(headers);
  const gone = new Promise((done) => socket.once('disconnect', done));
  return {
    closed: hears<{ refusal: string }>(socket, told.closed, ({ refusal }) => refusal === 'people.signedOut').then(async () => {
      await gone;
      return Date.now();
    }),
  };
}

describe('my account', () => {
  it('shows what is mine, with the sign-ins that are in force, this one first', async () => {
    const me = await someone(house);
    const [other, ended, over] = [await anotherSignIn(house, me.person), await anotherSignIn(house, me.person), await anotherSignIn(house, me.person)];
    await anotherSignIn(house, (await someone(house)).person);
    await house.owner.query('update sign_in set ended = now() where id = $1', [ended.signIn]);
    await house.owner.query('update sign_in set expires = now() where id = $1', [over.signIn]);
    const account = await read(me);
    expect(account).toMatchObject({ zone: null, mailProven: true, password: false, secondFactor: null, secondFactorRequired: false, consents: [], me: { id: me.person, mail: me.mail } });
    expect(account.signIns.map(({ id, here }) => [id, here])).toEqual([[me.signIn, true], [other.signIn, false]]);
    expect(account.signIns[1]).toMatchObject({ device: { kind: 'phone', browser: 'Firefox' }, by: 'password', address: '192.0.2.0/24' });
  });

  it('keeps when each browser was last heard of, at most once a minute', async () => {
    const me = await someone(house);
    const there = await anotherSignIn(house, me.person);
    const seen = async (signIn: string) => {
      const { rows } = await house.owner.query<{ seen: Date; xmin: string }>('select s.seen, s.xmin from sign_in s where s.id = $1', [signIn]);
      return { at: rows[0]?.seen.getTime() ?? 0, written: rows[0]?.xmin };
    };
    const at = (await seen(me.signIn)).at;
    moveClock(house, 30_000);
    await house.call('GET', '/api/me', me);
    expect((await seen(me.signIn)).at).toBe(at);
    moveClock(house, 10 * minute);
    await house.call('GET', '/api/me', me);
    const later = await seen(me.signIn);
    expect(later.at - at).toBeGreaterThanOrEqual(10 * minute - 1000);
    await house.call('GET', '/api/me', me);
    await read(me);
    expect((await seen(me.signIn)).written).toBe(later.written);
    expect((await seen(there.signIn)).at).toBeLessThan(later.at);
    const { rows } = await house.owner.query<{ seen: Date }>('select seen from person where id = $1', [me.person]);
    expect(rows[0]?.seen.getTime()).toBe(later.at);
  });

  it('takes a name in two scripts, a language and a zone that exists', async () => {
    const me = await someone(house);
    const name = { ar: 'سلمى ب.', latin: 'Salma B.' };
    const save = (zone: string | null) => post(me, '/api/account', { name, language: 'ar', zone });
    expect(accountOf(await save('europe/paris'))).toMatchObject({ zone: 'Europe/Paris', me: { name, language: 'ar' } });
    for (const zone of ['Europe/Oujda', '+01:00', '', '../../etc/passwd', 'Z'.repeat(60)]) expect([zone, heard(await save(zone))]).toEqual([zone, 'wire.malformed']);
    expect(accountOf(await save(null)).zone).toBeNull();
    expect(accountOf(await save('Asia/Kolkata')).zone).toMatch(/^Asia\/(Kolkata|Calcutta)$/);
  });
});

describe('another password', () => {
  it('ends every other sign-in and its sockets within two seconds, and leaves this one', async () => {
    const me = await someone(house);
    const [other, stranger] = [await anotherSignIn(house, me.person), await someone(house)];
    const [here, there, elsewhere] = [await house.socket(me.headers), await closing(other), await house.socket(stranger.headers)];
    const from = Date.now();
    const account = accountOf(await post(me, '/api/account/password', { password: 'oujda en novembre' }));
    expect((await there.closed) - from).toBeLessThan(2000);
    expect(account).toMatchObject({ password: true, signIns: [{ here: true }] });
    expect([await kind(other), await kind(me), here.connected, elsewhere.connected]).toEqual(['guest', 'person', true, true]);
    expect(heard(await house.call('GET', '/api/account', other))).toBe('wire.forbidden');
  });

  it('must not be short, and a refused one ends nothing', async () => {
    const me = await someone(house);
    await anotherSignIn(house, me.person);
    expect(heard(await post(me, '/api/account/password', { password: 'short' }))).toBe('enter.passwordShort');
    expect((await read(me)).signIns).toHaveLength(2);
  });
});

describe('my sign-ins', () => {
  it('end one by one, with their sockets', async () => {
    const me = await someone(house);
    const [one, two] = [await anotherSignIn(house, me.person), await anotherSignIn(house, me.person)];
    const [first, second] = [await closing(one), await house.socket(two.headers)];
    const from = Date.now();
    const account = accountOf(await post(me, `/api/account/sign-ins/${one.signIn}/end`));
    expect((await first.closed) - from).toBeLessThan(2000);
    expect(account.signIns.map(({ id }) => id)).toEqual([me.signIn, two.signIn]);
    expect([await kind(one), await kind(two), second.connected]).toEqual(['guest', 'person', true]);
    expect(heard(await post(me, `/api/account/sign-ins/${one.signIn}/end`))).toBe('people.unknown');
    expect((await house.owner.query('select deed, actor, detail from audit where object_id = $1', [me.person])).rows).toEqual([{ deed: 'signIn.ended', actor: me.person, detail: { signIns: 1 } }]);
  });

  it('end all but this one', async () => {
    const me = await someone(house);
    const others = [await anotherSignIn(house, me.person), await anotherSignIn(house, me.person)];
    const sockets = await Promise.all(others.map(closing));
    const from = Date.now();
    expect(accountOf(await post(me, '/api/account/sign-ins/end-others')).signIns.map(({ id }) => id)).toEqual([me.signIn]);
    for (const { closed } of sockets) expect((await closed) - from).toBeLessThan(2000);
    expect(heard(await post(me, '/api/account/sign-ins/end-others'))).toBe('in');
  });

  it('end this one too: the browser is a stranger from then on', async () => {
    const me = await someone(house);
    const other = await anotherSignIn(house, me.person);
    expect(accountOf(await post(me, `/api/account/sign-ins/${me.signIn.toUpperCase()}/end`)).signIns.map(({ id }) => id)).toEqual([other.signIn]);
    await until(() => kind(me), (one) => one === 'guest', 2000);
    expect(await kind(other)).toBe('person');
  });

  it('are nobody else’s to end', async () => {
    const [me, other] = [await someone(house), await someone(house)];
    for (const signIn of [other.signIn, nobody()]) expect(heard(await post(me, `/api/account/sign-ins/${signIn}/end`))).toBe('people.unknown');
    expect(await kind(other)).toBe('person');
  });
});

describe('another address', () => {
  const lettersTo = async (mail: string) => (await house.owner.query<{ kind: string; person: string | null; link: boolean }>('select kind, person_id as person, secret is not null as link from mail where to_address = $1', [mail])).rows;

  /** What only the reader of a mail has. */
  const tokenTo = async (mail: string) => {
    const { rows } = await house.owner.query<{ key: string; secret: Buffer }>('select key, secret from mail where to_address = $1', [mail]);
    const [letter] = rows;
    return letter ? (JSON.parse(house.app.get(Vault).open(letter.secret, `mail:${letter.key}`)) as { token: string }).token : '';
  };

  it('is asked for by a link to it, and the old one stays until then', async () => {
    const me = await someone(house);
    const mail = `${nobody()}@fair.test`;
    expect(heard(await post(me, '/api/account/mail', { mail: ` ${mail.toUpperCase()} ` }))).toBe('in');
    expect(await lettersTo(mail)).toEqual([{ kind: 'proveMail', person: me.person, link: true }]);
    expect((await read(me)).me.mail).toBe(me.mail);
    const { rows } = await house.owner.query<{ kind: string; mail: string; lives: number }>('select kind, mail, extract(epoch from expires - created)::int as lives from link where person_id = $1', [me.person]);
    expect(rows).toEqual([{ kind: 'signIn', mail, lives: 600 }]);
  });

  it('counts once its link is opened, and the password that the old one salted is gone', async () => {
    const me = await someone(house);
    const mail = `${nobody()}@fair.test`;
    await post(me, '/api/account/password', { password: 'oujda en novembre' });
    await post(me, '/api/account/mail', { mail });
    const opened = await post(me, '/api/enter/open', { token: await tokenTo(mail), language: 'fr' });
    expect(Me.parse(opened.json)).toMatchObject({ id: me.person, mail });
    const headers = { cookie: opened.headers.get('set-cookie')?.split(';')[0] ?? '' };
    expect(await read({ headers })).toMatchObject({ me: { mail }, mailProven: true, password: false, signIns: [{ here: true, by: 'link' }] });
    expect(heard(await post(me, '/api/enter/open', { token: await tokenTo(mail), language: 'fr' }))).toBe('enter.linkUsed');
  });

  it('that somebody proved meanwhile stays theirs', async () => {
    const [me, other] = [await someone(house), await someone(house)];
    const mail = `${nobody()}@fair.test`;
    await post(me, '/api/account/mail', { mail });
    await house.owner.query('update person set mail = $2 where id = $1', [other.person, mail]);
    expect(heard(await post(me, '/api/enter/open', { token: await tokenTo(mail), language: 'fr' }))).toBe('enter.linkOver');
    expect((await read(me)).me.mail).toBe(me.mail);
  });

  it('that somebody proved gets no link, and the answer does not say so', async () => {
    const [me, other] = [await someone(house), await someone(house)];
    const said = await post(me, '/api/account/mail', { mail: other.mail });
    const free = await post(me, '/api/account/mail', { mail: `${nobody()}@fair.test` });
    expect([said.status, Object.keys(said.json as object)]).toEqual([free.status, Object.keys(free.json as object)]);
    expect(await lettersTo(other.mail)).toEqual([{ kind: 'addressKnown', person: null, link: false }]);
  });

  it('is asked for five times an hour', async () => {
    const me = await someone(house);
    const all = await Promise.all(Array.from({ length: 8 }, () => post(me, '/api/account/mail', { mail: `${nobody()}@fair.test` })));
    expect(all.map(heard).toSorted()).toEqual([...Array.from({ length: 5 }, () => 'in'), ...Array.from({ length: 3 }, () => 'wire.tooMany')]);
  });
});

describe('another device', () => {
  it('is let in by a link of ten minutes; a new one is worth more than the one before', async () => {
    const me = await someone(house);
    const first = (await post(me, '/api/account/device')).json as { token: string; until: string };
    const now = house.app.get(MachineClock).now();
    expect(Math.abs(Date.parse(first.until) - now - 10 * minute)).toBeLessThan(2000);
    await post(me, '/api/account/device');
    const { rows } = await house.owner.query('select kind, mail, revoked is not null as revoked, used is not null as used from link where person_id = $1 order by created', [me.person]);
    const old = await house.call('POST', '/api/enter/open', { body: { token: first.token, language: 'fr' } });
    expect(heard(old)).toBe('enter.linkOver');
    expect(rows).toEqual([{ kind: 'device', mail: null, revoked: true, used: false }, { kind: 'device', mail: null, revoked: false, used: false }]);
  });

  it('comes in once by it, as another sign-in of the same person, with one factor', async () => {
    const me = await someone(house);
    const { token } = (await post(me, '/api/account/device')).json as { token: string };
    const all = await Promise.all(Array.from({ length: 5 }, () => house.call('POST', '/api/enter/open', { body: { token, language: 'fr' } })));
    expect(all.map(heard).toSorted()).toEqual(['enter.linkUsed', 'enter.linkUsed', 'enter.linkUsed', 'enter.linkUsed', 'in']);
    const phone = Me.parse(all.find((said) => heard(said) === 'in')?.json);
    expect([phone.id, phone.signIn?.factors]).toEqual([me.person, 'one']);
    expect((await read(me)).signIns.map(({ by, here }) => [by, here])).toEqual([['password', true], ['device', false]]);
  });
});
