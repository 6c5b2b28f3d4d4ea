import { randomUUID } from 'node:crypto';
import { consentTexts } from '@siccam/contract';
import { browser, mailed } from '../testing/browser';
import { openHouse, refusalOf, type Said, type TestHouse } from '../testing/house';

let house: TestHouse;
beforeAll(async () => (house = await openHouse({ TRUST_PROXY: '1' })));
afterAll(() => house.close());

const password = 'quatre mots au hasard';
const address = () => `${randomUUID()}@fair.test`;
const heard = (said: Said) => (said.status === 200 ? 'in' : refusalOf(said));
const home = '203.0.113.7';
const signsUp = async (mail: string) => {
  const me = browser(house, home);
  await me.asks('/api/enter/sign-up', { name: { latin: 'Salma B.' }, mail, password, language: 'ar', consents: [{ what: 'terms', version: consentTexts.terms.version, language: 'ar' }] });
  return me;
};
/** Tries a password from a browser that is new each time. */
const tries = (mail: string, secret: string, from: string) => browser(house, from).asks('/api/enter/password', { mail, password: secret });

describe('wrong passwords', () => {
  it('of one address of a person from one place are ten in a while, also all at once; then one hears how long to wait, even with the right one', async () => {
    const mail = address();
    await signsUp(mail);
    const all = (await Promise.all(Array.from({ length: 30 }, (_, at) => tries(mail, `guess number ${at}`, '198.51.100.9')))).map(heard);
    expect(all.filter((one) => one === 'enter.wrong')).toHaveLength(10);
    const refused = await tries(mail, password, '198.51.100.9');
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(heard(await tries(mail, password, home))).toBe('in');
  });

  it('of a thousand guesses a minute at one account do not keep its person out: not by the password where they were before, and not by a link', async () => {
    const mail = address();
    await signsUp(mail);
    const from = performance.now();
    const told: Record<string, number> = {};
    // A thousand, from a hundred places, twenty at a time.
    for (let round = 0; round < 50; round++) {
      const said = await Promise.all(Array.from({ length: 20 }, (_, at) => tries(mail, `guess ${round} ${at}`, `198.51.${(round * 20 + at) % 100}.1`)));
      for (const code of said.map(heard)) told[code] = (told[code] ?? 0) + 1;
      if (round % 10 === 9) expect(heard(await tries(mail, password, home))).toBe('in');
    }
    expect(performance.now() - from).toBeLessThan(60_000);
    expect(told['in']).toBeUndefined();
    expect(told['enter.wrong'] ?? 0).toBeLessThanOrEqual(100);
    expect(told['wire.tooMany']).toBeGreaterThanOrEqual(800);
    const elsewhere = browser(house, '192.0.2.44');
    expect(heard(await elsewhere.asks('/api/enter/password', { mail, password }))).toBe('wire.tooMany');
    await elsewhere.asks('/api/enter/link', { mail, language: 'fr' });
    expect(heard(await elsewhere.asks('/api/enter/open', { token: (await mailed(house, mail, 'signIn')).token, language: 'fr' }))).toBe('in');
  }, 90_000);

  it('of many addresses at once leave a person who comes from elsewhere a place in the line', async () => {
    const mail = address();
    await signsUp(mail);
    let over = false;
    const storm = (async () => {
      for (let at = 0; !over; at++) await Promise.all(Array.from({ length: 20 }, (_, one) => tries(address(), 'a leaked password', `192.0.${at % 250}.${one}`)));
    })();
    const me = browser(house, home);
    const said: string[] = [];
    for (let at = 0; at < 10; at++) said.push(heard(await me.asks('/api/enter/password', { mail, password })));
    over = true;
    await storm;
    expect(said).toEqual(Array.from({ length: 10 }, () => 'in'));
  });
});

describe('right passwords', () => {
  it('of one address of a person from one place are forty in a while, because each is computed; from elsewhere and for others it goes on', async () => {
    const [mail, other] = [address(), address()];
    await signsUp(mail);
    await signsUp(other);
    for (let at = 0; at < 4; at++) expect((await Promise.all(Array.from({ length: 10 }, () => tries(mail, password, '198.51.100.9')))).map(heard)).toEqual(Array.from({ length: 10 }, () => 'in'));
    expect(heard(await tries(mail, password, '198.51.100.9'))).toBe('wire.tooMany');
    expect(heard(await tries(mail, password, home))).toBe('in');
    expect(heard(await tries(other, password, '198.51.100.9'))).toBe('in');
  });
});
