import { Database } from '../platform';
import { openHouse, type TestHouse } from '../testing/house';
import { someone } from '../testing/someone';
import { proveMail } from './mails';

describe('an address', () => {
  let house: TestHouse;
  beforeAll(async () => (house = await openHouse()));
  afterAll(() => house.close());

  const prove = (person: string, mail: string) => house.app.get(Database).decide((tx) => proveMail(tx, { person, mail }, new Date()));
  const rowOf = async (person: string) => (await house.owner.query<{ mail: string; proven: boolean; password: boolean }>('select mail, mail_proven is not null as proven, password is not null as password from person where id = $1', [person])).rows[0];
  const withPassword = async () => {
    const { person, mail } = await someone(house);
    await house.owner.query(`update person set mail_proven = null, password = 'x' where id = $1`, [person]);
    return { person, mail };
  };

  it('that was named and is proven now leaves the password', async () => {
    const { person, mail } = await withPassword();
    expect([await prove(person, mail), await rowOf(person)]).toEqual([true, { mail, proven: true, password: true }]);
  });

  it('takes the place of the one before, and the password that was salted by that one is gone', async () => {
    const { person } = await withPassword();
    expect([await prove(person, 'new@fair.test'), await rowOf(person)]).toEqual([true, { mail: 'new@fair.test', proven: true, password: false }]);
  });

  it('that another account proved stays theirs', async () => {
    const { person, mail } = await withPassword();
    const other = await someone(house);
    expect([await prove(person, other.mail), await rowOf(person)]).toEqual([false, { mail, proven: false, password: true }]);
  });

  it('is one account’s, of ten that prove it at once', async () => {
    const people: { person: string }[] = [];
    for (let count = 0; count < 10; count++) people.push(await withPassword());
    const proven = await Promise.all(people.map(({ person }) => prove(person, 'shared@fair.test')));
    expect(proven.filter(Boolean)).toHaveLength(1);
  });
});
