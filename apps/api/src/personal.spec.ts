import { randomUUID } from 'node:crypto';
import { Database, PersonalData, type PersonalDeclared } from './platform';
import { personal } from './personal';
import { type TestHouse, openHouse } from './testing/house';

let house: TestHouse;
beforeAll(async () => (house = await openHouse()));
afterAll(() => house.close());

/** Columns that no declaration covers, that two cover, or that are declared and do not exist. */
function wrong(columns: readonly string[], declared: readonly PersonalDeclared[]): string[] {
  const covered = declared.flatMap(({ tables }) => Object.entries(tables).flatMap(([table, one]) => Object.keys(one.columns).map((column) => `${table}.${column}`)));
  return [...columns.filter((column) => !covered.includes(column)), ...covered.filter((column, place) => !columns.includes(column) || covered.indexOf(column) !== place)];
}

const columnsOfEntities = () => house.app.get(Database).source.entityMetadatas.flatMap(({ tableName, columns }) => columns.map(({ databaseName }) => `${tableName}.${databaseName}`));

describe('the declarations of personal data', () => {
  it('cover every column of every entity exactly once', () => {
    expect(wrong(columnsOfEntities(), personal)).toEqual([]);
  });

  it('cover every column that the database really has', async () => {
    const { rows } = await house.owner.query<{ name: string }>(`select table_name || '.' || column_name as name from information_schema.columns where table_schema = 'public' and table_name <> 'migrations'`);
    expect(wrong(rows.map(({ name }) => name), personal)).toEqual([]);
  });

  it('are missed by a new column, a new table, a feature that is left out, and two features that claim one table', () => {
    const columns = columnsOfEntities();
    expect(wrong([...columns, 'person.shoe_size'], personal)).toEqual(['person.shoe_size']);
    expect(wrong([...columns, 'diary.page'], personal)).toEqual(['diary.page']);
    expect(wrong(columns, personal.filter(({ name }) => name !== 'mail'))).toContain('mail.to_address');
    expect(wrong(columns, [...personal, { name: 'another', tables: { consent: { columns: { what: 'plain' } } } }])).toEqual(['consent.what']);
  });

  it('say whose each row is, wherever a column is personal, secret or names a person', () => {
    const ownerless = personal.flatMap(({ tables }) =>
      Object.entries(tables).flatMap(([table, { columns, mine }]) => (mine === undefined && Object.values(columns).some((holds) => ['personal', 'secret', 'key'].includes(holds)) ? [table] : [])),
    );
    expect(ownerless).toEqual([]);
  });

  it('are all SQL that runs, for telling, erasing and letting go', async () => {
    const data = house.app.get(PersonalData);
    const nobody = { id: randomUUID(), mail: null, links: [] };
    await house.app.get(Database).decide(async ({ sql }) => {
      expect(await data.tell(sql, nobody)).toEqual({});
      expect(await data.erase(sql, nobody)).toEqual({ rows: {}, kept: [] });
      expect(await data.letGo(sql, { now: new Date(0), closed: [] })).toEqual({});
    });
  });
});
