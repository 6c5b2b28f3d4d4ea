import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { consentTexts, type Me } from '@siccam/contract';
import { Database, MachineClock } from '../platform';
import { account, fairOf } from '../testing/acting';
import { type Browser, browser, mailed, terms } from '../testing/browser';
import { openHouse, refusalOf, type Said, type TestHouse } from '../testing/house';
import { moveClock } from '../testing/someone';
import { firstOrganiserLink } from './firstOrganiser';
import { LinksService, type NewLink } from './links.service';

let house: TestHouse;
beforeAll(async () => (house = await openHouse({ TRUST_PROXY: '1' })));
afterAll(() => house.close());
afterEach(() => moveClock(house, 0));

const minute = 60_000;
const password = 'quatre mots au hasard';
const address = () => `${randomUUID()}@fair.test`;
const heard = (said: Said) => (said.status === 200 ? 'in' : refusalOf(said));
const rows = async <T extends object>(sql: string, values: unknown[]) => (await house.owner.query<T>(sql, values)).rows;
const meOf = (said: Said) => said.json as Me;
const asks = (me: Browser, mail: string) => me.asks('/api/enter/link', { mail, language: 'fr' });
const opens = (me: Browser, token: string) => me.asks('/api/enter/open', { token, language: 'fr', consents: terms });
const peeks = (token: string) => browser(house).asks('/api/enter/peek', { token });
const types = (me: Browser, mail: string, code: string) => me.asks('/api/enter/code', { mail, code, consents: terms });
const signsUp = (me: Browser, mail: string, secret = password) =>
  me.asks('/api/enter/sign-up', { name: { latin: 'Salma B.' }, mail, password: secret, language: 'ar', consents: [{ what: 'terms', version: consentTexts.terms.version, language: 'ar' }] });
const byPassword = (mail: string, secret = password) => browser(house).asks('/api/enter/password', { mail, password: secret });
const make = async (link: Omit<NewLink, 'fair'>) => {
  const fair = await fairOf(house);
  return await house.app.get(Database).decide((tx) => house.app.get(LinksService).make(tx, { fair, ...link }));
};
/** Someone with a link to sign in that nobody has used. */
async function withLink(): Promise<{ mail: string; me: Browser; token: string; code: string }> {
  const [mail, me] = [address(), browser(house)];
  await asks(me, mail);
  return { mail, me, ...(await mailed(house, mail, 'signIn')) };
}

describe('a link asked for by mail', () => {
  it('makes the guest an account where the address has none: its id, its name, and a proven address', async () => {
    const [mail, me] = [address(), browser(house)];
    await me.asks('/api/me', { name: { ar: 'سلمى' }, language: 'ar' });
    const guest = await me.id();
    const said = await asks(me, mail);
    expect(said.json).toMatchObject({ againAfter: 60, mailed: false });
    const { token, code, language } = await mailed(house, mail, 'signIn');
    expect(language).toBe('fr');
    expect(code).toMatch(/^\d{6}$/);
    expect((await peeks(token)).json).toMatchObject({ kind: 'signIn', name: null, roles: [] });
    expect(meOf(await opens(me, token))).toMatchObject({ kind: 'person', id: guest, mail, name: { ar: 'سلمى' } });
    expect(await rows('select mail_proven is not null as proven from person where id = $1', [guest])).toEqual([{ proven: true }]);
  });

  it('lets an account in that proved the address, from any browser', async () => {
    const { mail, me, token } = await withLink();
    const { id } = meOf(await opens(me, token));
    const other = browser(house);
    await asks(other, mail);
    expect(meOf(await opens(browser(house), (await mailed(house, mail, 'signIn')).token))).toMatchObject({ id, mail });
  });

  it('is one mail a minute for one browser, and few for one address from many', async () => {
    const [mail, me] = [address(), browser(house)];
    const mails = async () => (await rows(`select 1 from mail where to_address = $1`, [mail])).length;
    await asks(me, mail);
    moveClock(house, 20_000);
    expect((await asks(me, mail)).json).toMatchObject({ againAfter: 40 });
    expect(await mails()).toBe(1);
    moveClock(house, 61_000);
    await asks(me, mail);
    expect(await mails()).toBe(2);
    let last: Said | undefined;
    for (let at = 0; at < 12; at++) last = await asks(browser(house, `198.51.100.${at}`), mail);
    expect(last?.status).toBe(429);
    expect(Number(last?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await mails()).toBeLessThanOrEqual(6);
  });

  it('still works when others ask for one in the same name', async () => {
    const { me, mail, token } = await withLink();
    await opens(me, token);
    const mine = browser(house);
    await asks(mine, mail);
    const { token: own } = await mailed(house, mail, 'signIn');
    await asks(browser(house), mail);
    expect(heard(await opens(mine, own))).toBe('in');
  });
});

describe('a link', () => {
  it('is looked at as often as one likes and used once', async () => {
    const { token } = await withLink();
    for (let at = 0; at < 5; at++) expect((await peeks(token)).status).toBe(200);
    expect(heard(await opens(browser(house), token))).toBe('in');
    expect(heard(await opens(browser(house), token))).toBe('enter.linkUsed');
    expect(heard(await peeks(token))).toBe('enter.linkUsed');
  });

  it('opened by fifty at once lets one in', async () => {
    const { token, mail } = await withLink();
    const all = await Promise.all(Array.from({ length: 50 }, () => opens(browser(house), token)));
    expect(all.map(heard).filter((one) => one === 'in')).toHaveLength(1);
    expect(all.map(heard).filter((one) => one === 'enter.linkUsed')).toHaveLength(49);
    expect(await rows('select 1 from sign_in s join person p on p.id = s.person_id where p.mail = $1', [mail])).toHaveLength(1);
  });

  it('is over after ten minutes, and once it was revoked', async () => {
    const { token, mail } = await withLink();
    moveClock(house, 10 * minute + 1);
    expect(heard(await opens(browser(house), token))).toBe('enter.linkOver');
    expect(heard(await peeks(token))).toBe('enter.linkOver');
    moveClock(house, 9 * minute);
    await house.owner.query('update link set revoked = now() where mail = $1', [mail]);
    expect(heard(await opens(browser(house), token))).toBe('enter.linkOver');
  });

  it('is unknown when it was made up, and no link when it has another shape', async () => {
    expect(heard(await opens(browser(house), randomBytes(32).toString('base64url')))).toBe('enter.linkUnknown');
    for (const token of ['', 'x', 'a'.repeat(44), `${'a'.repeat(42)}.`, `${'a'.repeat(42)}\u0000`, "' or 1=1 --"]) expect(heard(await opens(browser(house), token))).toBe('wire.malformed');
  });

  it('lets nobody in who is banned, and is not used up by it', async () => {
    const { id } = await account(house, { mail: address(), proven: true });
    const { token } = await make({ kind: 'device', person: id, mail: null, lives: 10 * minute });
    const [{ ban } = { ban: '' }] = await rows<{ ban: string }>(`insert into ban (fair_id, person, by_whom) select id, $1, 'terminal' from fair where current returning id as ban`, [id]);
    expect(heard(await opens(browser(house), token))).toBe('people.banned');
    expect(heard(await peeks(token))).toBe('people.banned');
    await house.owner.query('update ban set lifted = now() where id = $1', [ban]);
    expect(heard(await opens(browser(house), token))).toBe('in');
  });

  it('of another device signs that one in beside the first', async () => {
    const first = await account(house, { mail: address(), proven: true });
    const { token } = await make({ kind: 'device', person: first.id, mail: null, lives: 10 * minute });
    const said = await opens(browser(house), token);
    expect(meOf(said)).toMatchObject({ id: first.id, signIn: { factors: 'one' } });
    expect((await first.reads('/api/me')).json).toMatchObject({ kind: 'person', id: first.id });
    expect(await rows('select "by" from sign_in where id = $1', [meOf(said).signIn?.id])).toEqual([{ by: 'device' }]);
  });

  it('of an invitation says whose it is and for what, lets them in without a password and proves the address', async () => {
    const mail = address();
    const { id } = await account(house, { mail, roles: ['press'], factor: false, name: { latin: 'Nadia K.' } });
    await house.owner.query('delete from sign_in where person_id = $1', [id]);
    const { token } = await make({ kind: 'invitation', person: id, mail, lives: 30 * 24 * 60 * minute });
    expect((await peeks(token)).json).toMatchObject({ kind: 'invitation', name: { latin: 'Nadia K.' }, roles: [{ role: 'press' }] });
    expect(meOf(await opens(browser(house), token))).toMatchObject({ id, mail, roles: [{ role: 'press' }] });
    expect(await rows('select mail_proven is not null as proven from person where id = $1', [id])).toEqual([{ proven: true }]);
    expect(heard(await opens(browser(house), token))).toBe('enter.linkUsed');
  });
});

describe('a code of a mail', () => {
  it('lets the browser in that asked, in Arabic digits and with spaces too, once', async () => {
    const { me, mail, code, token } = await withLink();
    const arabic = [...code].map((digit) => String.fromCharCode(0x660 + Number(digit))).join('');
    expect(meOf(await types(me, mail, ` ${arabic.slice(0, 3)} ${arabic.slice(3)} `))).toMatchObject({ kind: 'person', mail });
    expect(heard(await opens(browser(house), token))).toBe('enter.linkUsed');
    expect(heard(await types(me, mail, code))).not.toBe('in');
  });

  it('is worth nothing in another browser, or for another address', async () => {
    const { mail, code, me, token } = await withLink();
    expect(heard(await types(browser(house), mail, code))).not.toBe('in');
    const other = await withLink();
    expect(heard(await types(other.me, mail, code))).not.toBe('in');
    expect(heard(await types(me, other.mail, code))).not.toBe('in');
    expect(heard(await opens(me, token))).toBe('in');
  });

  it('may be wrong five times, also all at once; then even the right one is over', async () => {
    const { me, mail, code } = await withLink();
    const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, '0');
    const all = await Promise.all(Array.from({ length: 20 }, () => types(me, mail, wrong)));
    expect(all.map(heard).filter((one) => one === 'enter.wrongCode')).toHaveLength(5);
    expect(heard(await types(me, mail, code))).toBe('enter.linkOver');
  });

  it('is over with its link', async () => {
    const { me, mail, code } = await withLink();
    moveClock(house, 10 * minute + 1);
    expect(heard(await types(me, mail, code))).toBe('enter.linkOver');
  });
});

describe('an address that somebody else signed up with', () => {
  it('is its owner’s once they open a link: the other’s password, second factor and sign-ins are gone', async () => {
    const [mail, attacker] = [address(), browser(house)];
    const { id } = meOf(await signsUp(attacker, mail));
    await house.owner.query(`update person set factor_secret = '\\x00', factor_since = now() where id = $1`, [id]);
    const owner = browser(house);
    await asks(owner, mail);
    expect(heard(await opens(owner, (await mailed(house, mail, 'signIn')).token))).toBe('in');
    expect(heard(await byPassword(mail))).toBe('enter.wrong');
    expect((await attacker.me()).kind).not.toBe('person');
    expect(await rows('select 1 from person where mail = $1 and (password is not null or factor_secret is not null)', [mail])).toEqual([]);
  });

  it('keeps its password and sign-ins where the link is opened in the browser that signed up', async () => {
    const [mail, me] = [address(), browser(house)];
    const { id } = meOf(await signsUp(me, mail));
    expect(meOf(await opens(me, (await mailed(house, mail, 'proveMail')).token))).toMatchObject({ id, mail });
    expect(meOf(await byPassword(mail))).toMatchObject({ id });
  });

  it('is its owner’s where the other signed them in to the account by a link for another device: only what that sign-in has shown stays', async () => {
    const [mail, attacker, owner] = [address(), browser(house), browser(house)];
    const { id } = meOf(await signsUp(attacker, mail));
    const letter = await mailed(house, mail, 'proveMail');
    await house.owner.query(`update person set factor_secret = '\\x00', factor_since = now() where id = $1`, [id]);
    const { token } = await make({ kind: 'device', person: id, mail: null, lives: 10 * minute });
    await opens(owner, token);
    expect(meOf(await opens(owner, letter.token))).toMatchObject({ id, mail });
    expect(heard(await byPassword(mail))).toBe('enter.wrong');
    expect((await attacker.me()).kind).not.toBe('person');
    expect((await owner.me()).kind).toBe('person');
    expect(await rows('select factor_since from person where id = $1', [id])).toEqual([{ factor_since: null }]);
  });

  it('ends every other sign-in, and counts a sign-in that has ended for none', async () => {
    const [mail, me] = [address(), browser(house)];
    const { id } = meOf(await signsUp(me, mail));
    const other = browser(house);
    await other.asks('/api/enter/password', { mail, password });
    const { token } = await mailed(house, mail, 'proveMail');
    await house.owner.query(`update sign_in set expires = now() where person_id = $1 and "by" = 'signUp'`, [id]);
    expect(meOf(await opens(me, token))).toMatchObject({ id });
    expect((await other.me()).kind).not.toBe('person');
    expect(heard(await byPassword(mail))).toBe('enter.wrong');
  });

  it('is taken from everyone else who named it without proof, and their links to it are worth nothing', async () => {
    const mail = address();
    const [rival, owner] = [browser(house), browser(house)];
    const { id: other } = meOf(await signsUp(rival, mail, 'another pass phrase'));
    const { token: rivals } = await mailed(house, mail, 'proveMail');
    const { id } = meOf(await signsUp(owner, mail));
    await opens(owner, (await mailed(house, mail, 'proveMail')).token);
    expect(await rows('select mail, password from person where id = $1', [other])).toEqual([{ mail: null, password: null }]);
    expect(heard(await byPassword(mail, 'another pass phrase'))).toBe('enter.wrong');
    expect(meOf(await byPassword(mail))).toMatchObject({ id });
    expect(heard(await opens(browser(house), rivals))).toBe('enter.linkOver');
  });

  it('is its owner’s too where an account that proved another address asked to change to it: its link lets nobody into that account', async () => {
    const [first, wanted] = [address(), address()];
    const { me: thief, token } = await withLink();
    await opens(thief, token);
    await rows('update person set mail = $2 where id = $1', [await thief.id(), first]);
    await thief.asks('/api/account/mail', { mail: wanted });
    const [owner, { token: theirs }] = [browser(house), await mailed(house, wanted, 'proveMail')];
    expect(heard(await opens(owner, theirs))).toBe('enter.linkElsewhere');
    await asks(owner, wanted);
    expect(meOf(await opens(owner, (await mailed(house, wanted, 'signIn')).token))).toMatchObject({ mail: wanted });
    expect(heard(await opens(thief, theirs))).toBe('enter.linkOver');
    expect((await thief.me()).mail).toBe(first);
  });

  it('is that of whoever was invited with it, not of a stranger who named it later', async () => {
    const mail = address();
    const { id } = await account(house, { mail, roles: ['press'] });
    await signsUp(browser(house), mail);
    const me = browser(house);
    await asks(me, mail);
    expect(meOf(await opens(me, (await mailed(house, mail, 'signIn')).token))).toMatchObject({ id });
  });

  it('is one account’s, whoever opens what at once', async () => {
    const mail = address();
    const tokens: string[] = [];
    for (let at = 0; at < 6; at++) {
      await signsUp(browser(house), mail, `pass phrase ${at}`);
      tokens.push((await mailed(house, mail, 'proveMail')).token);
    }
    const said = await Promise.all(tokens.map((token) => opens(browser(house), token)));
    expect(said.map(heard).filter((one) => one === 'in')).toHaveLength(1);
    expect(await rows('select 1 from person where mail = $1', [mail])).toHaveLength(1);
  });
});

describe('an account that a link makes', () => {
  const without = (me: Browser, token: string, consents?: object[]) => me.asks('/api/enter/open', { token, language: 'ar', ...(consents ? { consents } : {}) });
  const given = (person: string) => rows('select what, version, language, text_hash, given is not null as given from consent where person_id = $1', [person]);
  const hash = createHash('sha256').update(consentTexts.terms.text.ar).digest('hex');
  const agreed = { what: 'terms', version: consentTexts.terms.version, language: 'ar' };
  const terms = async (token: string, me = browser(house)) => ((await me.asks('/api/enter/peek', { token })).json as { terms: boolean }).terms;

  it('by mail is refused without the terms, which uses nothing up, and keeps what was agreed to: which text, in which language, when', async () => {
    const { me, mail, token, code } = await withLink();
    expect(await terms(token)).toBe(true);
    for (const consents of [undefined, [], [{ ...agreed, version: 0 }], [{ ...agreed, what: 'news' }]]) expect(heard(await without(me, token, consents))).toBe('enter.consentMissing');
    expect(heard(await me.asks('/api/enter/code', { mail, code }))).toBe('enter.consentMissing');
    expect(await rows('select 1 from person where mail = $1', [mail])).toEqual([]);
    const { id } = meOf(await without(me, token, [agreed]));
    expect(await given(id)).toEqual([{ ...agreed, text_hash: hash, given: true }]);
  });

  it('by the code of a mail keeps them too, and is not asked again', async () => {
    const { me, mail, code } = await withLink();
    const { id } = meOf(await me.asks('/api/enter/code', { mail, code, consents: [agreed] }));
    expect(await given(id)).toEqual([{ ...agreed, text_hash: hash, given: true }]);
    const other = browser(house);
    await asks(other, mail);
    const { token } = await mailed(house, mail, 'signIn');
    expect(await terms(token)).toBe(false);
    expect(meOf(await without(other, token))).toMatchObject({ id });
    expect(await given(id)).toHaveLength(1);
  });

  it('by an invitation is asked for them when its person first comes, by whichever link, and then no more', async () => {
    const mail = address();
    const { id } = await account(house, { mail, roles: ['press'], factor: false });
    const invited = async () => (await make({ kind: 'invitation', person: id, mail, lives: 10 * minute })).token;
    const token = await invited();
    expect(await terms(token)).toBe(true);
    expect(heard(await without(browser(house), token))).toBe('enter.consentMissing');
    const me = browser(house);
    await asks(me, mail);
    const { token: mine, code } = await mailed(house, mail, 'signIn');
    expect(heard(await me.asks('/api/enter/code', { mail, code }))).toBe('enter.consentMissing');
    expect(heard(await without(browser(house), mine))).toBe('enter.consentMissing');
    expect(heard(await without(browser(house), token, [agreed]))).toBe('in');
    expect(await given(id)).toEqual([{ ...agreed, text_hash: hash, given: true }]);
    const again = await invited();
    expect(await terms(again)).toBe(false);
    expect(heard(await without(browser(house), again))).toBe('in');
  });
});

describe('the first organiser', () => {
  const link = () => house.app.get(Database).decide((tx) => firstOrganiserLink(tx, house.app.get(MachineClock).now()));
  const first = { name: { latin: 'Karim O.' }, mail: 'organiser@fair.test' };

  it('comes in by one link of the terminal, with a name and an address, and there is no other', async () => {
    await house.owner.query(`delete from role_held where role = 'organiser'`);
    const [older, token] = [(await link()) ?? '', (await link()) ?? ''];
    expect(heard(await opens(browser(house), older))).toBe('enter.linkOver');
    expect((await peeks(token)).json).toMatchObject({ kind: 'firstOrganiser', name: null });
    expect(heard(await opens(browser(house), token))).toBe('enter.nameMissing');
    expect(heard(await browser(house).asks('/api/enter/open', { token, language: 'ar', first }))).toBe('enter.consentMissing');
    const me = browser(house);
    const all = await Promise.all([me, ...Array.from({ length: 9 }, () => browser(house))].map((one) => one.asks('/api/enter/open', { token, language: 'ar', first, consents: terms })));
    expect(all.map(heard).filter((one) => one === 'in')).toHaveLength(1);
    const fair = await fairOf(house);
    expect(await rows(`select given_by, object_id from role_held where role = 'organiser'`, [])).toEqual([{ given_by: 'terminal', object_id: fair }]);
    expect(await link()).toBeNull();
    const said = meOf(all.find(({ status }) => status === 200) ?? ({} as Said));
    expect(said).toMatchObject({ name: first.name, mail: first.mail, language: 'ar', roles: [{ role: 'organiser', on: { kind: 'fair', id: fair } }], signIn: { secondFactorNeeded: true } });
    expect(await rows('select what from consent where person_id = $1', [said.id])).toEqual([{ what: 'terms' }]);
  });

  it('is none where somebody became organiser meanwhile', async () => {
    await house.owner.query(`delete from role_held where role = 'organiser'`);
    const token = (await link()) ?? '';
    await account(house, { roles: ['organiser'] });
    expect(heard(await browser(house).asks('/api/enter/open', { token, language: 'ar', first, consents: terms }))).toBe('enter.linkOver');
  });
});
