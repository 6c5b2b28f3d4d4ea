import { randomUUID } from 'node:crypto';
import { consentTexts } from '@siccam/contract';
import { Database } from '../platform';
import { account, fairOf, sheetOf } from '../testing/acting';
import { browser, mailed, terms } from '../testing/browser';
import { openHouse, refusalOf, type Said, type TestHouse } from '../testing/house';
import { LinksService } from './links.service';

let house: TestHouse;
beforeAll(async () => (house = await openHouse({ TRUST_PROXY: '1' })));
afterAll(() => house.close());

const address = () => `${randomUUID()}@fair.test`;
const heard = (said: Said) => (said.status === 200 ? 'in' : refusalOf(said));
const signUp = (mail: string) => ({ name: { latin: 'Yassine R.' }, mail, password: 'quatre mots au hasard', language: 'fr', consents: [{ what: 'terms', version: consentTexts.terms.version, language: 'fr' }] });
const opens = (token: string) => browser(house).asks('/api/enter/open', { token, language: 'fr', consents: terms });
const lettersTo = async (mail: string) => (await house.owner.query('select 1 from mail where to_address = $1', [mail])).rowCount;

describe('an organiser’s browser in other hands', () => {
  it('gets no link into somebody’s account without a confirmation, although it may send invitations', async () => {
    const organiser = await account(house, { roles: ['organiser'] });
    const on = { kind: 'fair', id: await fairOf(house) };
    const other = sheetOf(await organiser.asks('/api/desk/invitations', { name: { latin: 'Hind T.' }, mail: address(), language: 'fr', roles: [{ role: 'organiser', on }] }));
    await house.owner.query(`update sign_in set confirmed = now() - interval '1 hour' where id = $1`, [organiser.signIn]);
    expect(heard(await organiser.asks(`/api/desk/people/${other.id}/invitation`))).toBe('people.confirmNeeded');
  });
});

describe('whoever was in an account', () => {
  const ways: [string, (me: Awaited<ReturnType<typeof account>>) => Promise<Said>][] = [
    ['another password', (me) => me.asks('/api/account/password', { password: 'oujda en novembre' })],
    ['the end of all other sign-ins', (me) => me.asks('/api/account/sign-ins/end-others')],
  ];
  it.each(ways)('does not come back after %s by a link they had made for another device, nor takes it along to another address', async (_way, end) => {
    const me = await account(house, { mail: address(), proven: true });
    const { token } = (await me.asks('/api/account/device')).json as { token: string };
    const theirs = address();
    await me.asks('/api/account/mail', { mail: theirs });
    const letter = await mailed(house, theirs, 'proveMail');
    expect(heard(await end(me))).toBe('in');
    expect([heard(await opens(token)), heard(await opens(letter.token))]).toEqual(['enter.linkOver', 'enter.linkOver']);
  });

  it('leaves an invitation as good as it was', async () => {
    const organiser = await account(house, { roles: ['organiser'] });
    const said = await organiser.asks('/api/desk/invitations', { name: { latin: 'Claire M.' }, mail: address(), language: 'fr', roles: [] });
    const { link } = said.json as { link: string };
    const me = browser(house);
    await me.asks('/api/enter/open', { token: link, language: 'fr', consents: terms });
    const again = (await organiser.asks(`/api/desk/people/${sheetOf(said).id}/invitation`)).json as { link: string };
    await me.asks('/api/account/sign-ins/end-others', {});
    expect(heard(await opens(again.link))).toBe('in');
  });
});

describe('an address that others name', () => {
  it('gets few mails, however many sign up with it, and each of them is let in', async () => {
    const mail = address();
    const all = await Promise.all(Array.from({ length: 15 }, () => browser(house).asks('/api/enter/sign-up', signUp(mail))));
    expect(all.map(heard)).toEqual(all.map(() => 'in'));
    expect(await lettersTo(mail)).toBe(6);
  });

  it('gets few mails from those who would change to it', async () => {
    const mail = address();
    for (let at = 0; at < 8; at++) expect(heard(await (await account(house)).asks('/api/account/mail', { mail }))).toBe('in');
    expect(await lettersTo(mail)).toBe(6);
  });

  it('has few wrong codes a day, whoever asked for them; its links still let in', async () => {
    const mail = address();
    for (let at = 0; at < 6; at++) {
      const other = browser(house, `198.51.100.${at}`);
      await other.asks('/api/enter/link', { mail, language: 'fr' });
      const { code } = await mailed(house, mail, 'signIn');
      const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, '0');
      for (let one = 0; one < 5; one++) await other.asks('/api/enter/code', { mail, code: wrong });
      // Who asked is gone, and what they asked for with them.
      await other.asks('/api/account/delete', {});
    }
    const fair = await fairOf(house);
    const me = browser(house);
    const id = await me.id();
    const made = await house.app.get(Database).decide((tx) => house.app.get(LinksService).make(tx, { fair, kind: 'signIn', person: null, mail, lives: 600_000, askedBy: id, withCode: true }));
    expect(heard(await me.asks('/api/enter/code', { mail, code: made.code, consents: terms }))).toBe('enter.linkOver');
    expect(heard(await me.asks('/api/enter/open', { token: made.token, language: 'fr', consents: terms }))).toBe('in');
  });
});

describe('a network', () => {
  it('is one, whichever of its addresses of version 6 are used', async () => {
    const mail = address();
    const tries = await Promise.all(Array.from({ length: 15 }, (_, at) => browser(house, `2001:db8:7:9:a::${at + 1}`).asks('/api/enter/password', { mail, password: `guess number ${at}` })));
    expect(tries.map(heard).filter((one) => one === 'enter.wrong')).toHaveLength(10);
    expect(heard(await browser(house, '2001:db8:7:8::1').asks('/api/enter/password', { mail, password: 'a guess' }))).toBe('enter.wrong');
  });
});

describe('the cookie of a guest who has an account by now', () => {
  it('uses up nothing of what the account may ask', async () => {
    const me = browser(house);
    const guest = { cookie: (await house.call('GET', '/api/me')).headers.get('set-cookie')?.split(';')[0] ?? '' };
    const said = await house.call('POST', '/api/enter/sign-up', { body: signUp(address()), headers: guest });
    const mine = { cookie: said.headers.get('set-cookie')?.split(';')[0] ?? '' };
    expect(await me.id()).not.toBe((said.json as { id: string }).id);
    const flood = await Promise.all(Array.from({ length: 140 }, () => house.call('GET', '/api/me', { headers: guest })));
    expect(flood.some(({ status }) => status === 429)).toBe(true);
    expect((await house.call('GET', '/api/account', { headers: mine })).status).toBe(200);
  });
});
