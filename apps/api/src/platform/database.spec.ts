import { Client, type Pool } from 'pg';
import { entities } from '../entities';
import { grants } from '../grants';
import { openAsOwner, prepare } from '../prepare';
import { type TestHouse, openHouse } from '../testing/house';
import { Database } from './database';

let house: TestHouse;
beforeAll(async () => (house = await openHouse()));
afterAll(() => house.close());

describe('the database', () => {
  it('after all migrations is exactly what the entities say', async () => {
    const source = await openAsOwner(house.ownerUrl);
    const { upQueries } = await source.driver.createSchemaBuilder().log();
    await source.destroy();
    expect(upQueries.map(({ query }) => query)).toEqual([]);
  });

  it('that dies while a connection changes hands does not end the server', async () => {
    const pool = Reflect.get(house.app.get(Database), 'pool') as Pool;
    const client = await pool.connect();
    expect(() => client.emit('error', new Error('terminating connection'))).not.toThrow();
    client.release(true);
  });

  it('answers when a newer server has changed a table under its prepared statements', async () => {
    await house.owner.query('create table plan_of_old (a int)');
    await house.owner.query('grant select on plan_of_old to siccam_app');
    try {
      const [pool, read] = [Reflect.get(house.app.get(Database), 'pool') as Pool, () => house.app.get(Database).rows('select * from plan_of_old')];
      // Every connection that the server has knows the statement.
      await Promise.all(Array.from({ length: pool.options.max }, read));
      await house.owner.query('alter table plan_of_old add column b int');
      await house.owner.query('insert into plan_of_old values (1, 2)');
      expect(await Promise.all(Array.from({ length: pool.options.max }, read))).toEqual(Array.from({ length: pool.options.max }, () => [{ a: 1, b: 2 }]));
    } finally {
      await house.owner.query('drop table plan_of_old');
    }
  });

  it('keeps a bounded number of plans, however many different statements are asked', async () => {
    const database = house.app.get(Database);
    for (let turn = 0; turn < 600; turn++) await database.rows(`select ${turn} as turn`);
    expect(await database.rows('select 599 as turn')).toEqual([{ turn: 599 }]);
    expect((Reflect.get(database, 'names') as Map<string, string>).size).toBe(500);
  });

  it('is prepared again without harm, also by two at once', async () => {
    const before = (await house.owner.query('select id from session order by id')).rows;
    const [one, two] = [await openAsOwner(house.ownerUrl), await openAsOwner(house.ownerUrl)];
    await Promise.all([prepare(one, 'siccam_app', 'demo'), prepare(two, 'siccam_app', 'demo')]);
    await Promise.all([one.destroy(), two.destroy()]);
    expect((await house.owner.query('select id from session order by id')).rows).toEqual(before);
  });

  it('names rights for every table, and the tables are all there are', async () => {
    const { rows } = await house.owner.query<{ table_name: string }>(`select table_name from information_schema.tables where table_schema = 'public' order by 1`);
    const tables = rows.map(({ table_name }) => table_name).filter((name) => name !== 'migrations');
    expect(Object.keys(grants).sort()).toEqual(tables);
    expect(entities).toHaveLength(tables.length);
  });

  it.each([
    ['change the schema', 'create table mine (id int)'],
    ['drop a table', 'drop table fact'],
    ['alter a table', 'alter table session add column x int'],
    ['rewrite a fact', `update fact set body = '{}'`],
    ['delete a fact', 'delete from fact'],
    ['delete a fair', 'delete from fair'],
    ['read the list of migrations', 'select * from migrations'],
    ['make itself more', 'alter role siccam_app superuser'],
    ['run a program', `copy fact to program 'true'`],
  ])('does not let the application %s', async (_what, statement) => {
    const app = new Client({ connectionString: house.config.DATABASE_URL });
    await app.connect();
    await expect(app.query(statement)).rejects.toMatchObject({ code: '42501' });
    await app.end();
  });

  it('throws when asked for a row by nothing', async () => {
    const sessions = house.app.get(Database).source.getRepository('session');
    await expect(sessions.findOneBy({ id: undefined })).rejects.toThrow();
  });

  it('that breaks every connection is away for a moment only, and says so', async () => {
    await house.owner.query(`select pg_terminate_backend(pid) from pg_stat_activity where usename = 'siccam_app' and datname = current_database()`);
    const seen = new Set<number>();
    for (let turn = 0; turn < 20; turn++) seen.add((await house.call('GET', '/api/health')).status);
    expect([...seen].every((status) => status === 200 || status === 503)).toBe(true);
    expect((await house.call('GET', '/api/health')).status).toBe(200);
  });
});
