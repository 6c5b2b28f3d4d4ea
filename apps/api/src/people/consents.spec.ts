import { createHash, randomUUID } from 'node:crypto';
import { consentTexts } from '@siccam/contract';
import { Database, MachineClock } from '../platform';
import { type TestHouse, openHouse } from '../testing/house';
import { ConsentsService } from './consents.service';

let house: TestHouse;
let consents: ConsentsService;
beforeAll(async () => {
  house = await openHouse();
  consents = house.app.get(ConsentsService);
});
afterAll(() => house.close());

async function account(): Promise<string> {
  const id = randomUUID();
  await house.owner.query(`insert into person (id, fair_id, kind, name, language) select $1, id, 'account', '{"latin": "Salma B."}', 'fr' from fair where current`, [id]);
  return id;
}
const decide: Database['decide'] = (work) => house.app.get(Database).decide(work);
const rowsOf = async (person: string) => (await house.owner.query<{ what: string; text_hash: string; language: string; withdrawn: Date | null }>('select what, text_hash, language, withdrawn from consent where person_id = $1 order by given', [person])).rows;

describe('a consent', () => {
  it('keeps the hash of the very text that was read, its version and its language', async () => {
    const person = await account();
    await decide((tx) => consents.give(tx, person, { what: 'news', version: consentTexts.news.version, language: 'ar' }));
    const hash = createHash('sha256').update(consentTexts.news.text.ar).digest('hex');
    expect(await rowsOf(person)).toEqual([{ what: 'news', text_hash: hash, language: 'ar', withdrawn: null }]);
  });

  it('is refused for a text that is not the one of today', async () => {
    const person = await account();
    await expect(decide((tx) => consents.give(tx, person, { what: 'news', version: consentTexts.news.version - 1, language: 'fr' }))).rejects.toThrow('account.consentOld');
    expect(await rowsOf(person)).toEqual([]);
  });

  it('said twice is one; withdrawn and given again, it is two, and the first stays as it was', async () => {
    const person = await account();
    const give = () => decide((tx) => consents.give(tx, person, { what: 'news', version: consentTexts.news.version, language: 'fr' }));
    await give();
    await give();
    expect(await rowsOf(person)).toHaveLength(1);
    await decide((tx) => consents.withdraw(tx, person, 'news'));
    const clock = Object.assign(house.app.get(MachineClock), { now: () => Date.now() + 1000 });
    await give();
    Reflect.deleteProperty(clock, 'now');
    expect((await rowsOf(person)).map(({ withdrawn }) => withdrawn === null)).toEqual([false, true]);
    expect(await decide((tx) => consents.of(tx, person))).toMatchObject([{ what: 'news', withdrawn: null }]);
  });

  it('to the terms is withdrawn by deleting the account', async () => {
    const person = await account();
    await decide((tx) => consents.give(tx, person, { what: 'terms', version: consentTexts.terms.version, language: 'fr' }));
    await expect(decide((tx) => consents.withdraw(tx, person, 'terms'))).rejects.toThrow('account.termsNeeded');
    expect((await rowsOf(person))[0]?.withdrawn).toBeNull();
  });
});
