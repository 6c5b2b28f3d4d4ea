import { heldOn, PersonName } from '@siccam/contract';
import { openAsOwner, prepare } from '../prepare';
import { type TestHouse, openHouse } from '../testing/house';
import { demoId, enterable, inventedPeople } from './demo.people';

describe('the invented people', () => {
  let house: TestHouse;
  beforeAll(async () => (house = await openHouse()));
  afterAll(() => house.close());

  const again = async () => {
    const source = await openAsOwner(house.ownerUrl);
    await prepare(source, 'siccam_app', 'demo', { day: 0, time: '08:00' });
    await source.destroy();
  };
  /** Every row but its moments, one a line. */
  const everything = async () => {
    const { rows } = await house.owner.query<{ row: string }>(
      `select to_jsonb(x)::text as row from (select id::text as key, to_jsonb(p) as of from person p union all select r.holder || r.role || r.object_id, to_jsonb(r) from role_held r
         union all select id::text, to_jsonb(l) from link l union all select id::text, to_jsonb(m) from mail m union all select id::text, to_jsonb(c) from consent c) x order by key`,
    );
    return rows.map(({ row }) => row.replace(/"\d{4}-\d\d-\d\dT[^"]*"/g, '"then"'));
  };

  it('are marked, are named in two scripts, live at example.com, and officials have no name but their office', async () => {
    const { rows } = await house.owner.query<{ id: string; name: unknown; mail: string; demo: boolean }>(`select id, name, mail, demo from person`);
    expect(rows.map(({ id }) => id).toSorted()).toEqual(inventedPeople.map(({ slug }) => demoId(slug)).toSorted());
    expect(rows.every(({ demo, mail }) => demo && mail.endsWith('@example.com'))).toBe(true);
    for (const { name } of rows) expect(PersonName.parse(name)).toEqual({ ar: expect.stringMatching(/\p{Script=Arabic}/u) as string, latin: expect.stringMatching(/\p{Script=Latin}/u) as string });
    expect(JSON.stringify(inventedPeople)).not.toMatch(/Sabri|Mrabet|صبري|مرابط/);
    for (const { official } of inventedPeople) for (const words of official ? [official.name, official.title, official.capacity] : []) expect(Object.keys(words).toSorted()).toEqual(['ar', 'en', 'fr']);
  });

  it('hold each role on an object of its kind that exists, and nobody orders and signs', async () => {
    const { rows } = await house.owner.query<{ role: keyof typeof heldOn; object_kind: string; there: boolean; holder: string }>(
      `select r.role, r.object_kind, r.holder, case r.object_kind when 'fair' then exists (select 1 from fair where id = r.object_id) when 'session' then exists (select 1 from session where id = r.object_id)
         else exists (select 1 from person where id = r.object_id) end as there from role_held r where r.holder <> 'bot'`,
    );
    expect(rows.length).toBeGreaterThan(20);
    for (const { role, object_kind, there } of rows) expect([role, object_kind, there]).toEqual([role, heldOn[role], true]);
    const holders = (role: string) => rows.filter((row) => row.role === role).map(({ holder }) => holder);
    expect(holders('signatory').filter((holder) => holders('organiser').includes(holder))).toEqual([]);
    expect(Object.values(enterable).every((slug) => inventedPeople.some((person) => person.slug === slug))).toBe(true);
  });

  it('are the same after every start', async () => {
    const before = await everything();
    await again();
    expect(await everything()).toEqual(before);
  });

  it('are put back at the next start, whatever was tried with them', async () => {
    const before = await everything();
    const [salma, nadia] = [demoId('salma-b'), demoId('nadia-f')];
    await house.owner.query(`update person set name = '{"latin": "X"}', mail = 'x@fair.test', password = 'x', factor_secret = 'x', factor_since = now(), recovery = array['x'::bytea] where id = $1`, [salma]);
    await house.owner.query(`insert into role_held (holder, role, fair_id, object_id, object_kind, given_by) select $1, 'organiser', id, id, 'fair', 'x' from fair where current`, [salma]);
    await house.owner.query(`insert into ban (fair_id, person, by_whom) select id, $1, 'x' from fair where current`, [salma]);
    await house.owner.query('delete from role_held where holder = $1', [nadia]);
    await house.owner.query('delete from person where id = $1', [demoId('yassine-r')]);
    await again();
    expect(await everything()).toEqual(before);
    expect((await house.owner.query('select 1 from ban where lifted is null')).rows).toEqual([]);
  });

  it('leave an address to the account that proved it', async () => {
    await house.owner.query(`update person set mail = 'free@example.com' where id = $1`, [demoId('salma-b')]);
    await house.owner.query(`insert into person (id, fair_id, kind, mail, mail_proven) select gen_random_uuid(), id, 'account', 'salma-b@example.com', now() from fair where current`);
    await again();
    expect((await house.owner.query('select mail, mail_proven from person where id = $1', [demoId('salma-b')])).rows).toEqual([{ mail: 'salma-b@example.com', mail_proven: null }]);
  });
});
