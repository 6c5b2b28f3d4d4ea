import { randomUUID } from 'node:crypto';
import type { AnswerOf, exportAudit, readAudit } from '@siccam/contract';
import { parse } from 'csv-parse/sync';
import { Client } from 'pg';
import { Database } from '../platform';
import { type Acting, account, fairOf } from '../testing/acting';
import { type TestHouse, openHouse } from '../testing/house';
import { note, truncated } from './audit';
import { csvOf } from './csv';

describe('a truncated address', () => {
  it.each([
    ['203.0.113.77', '203.0.113.0/24'],
    ['0.0.0.0', '0.0.0.0/24'],
    ['255.255.255.255', '255.255.255.0/24'],
    // IPv4 as a socket of both kinds tells it, in each way to write it.
    ['::ffff:203.0.113.77', '203.0.113.0/24'],
    ['::FFFF:203.0.113.77', '203.0.113.0/24'],
    ['0:0:0:0:0:ffff:203.0.113.77', '203.0.113.0/24'],
    ['::ffff:cb00:714d', '203.0.113.0/24'],
    ['2001:db8:abcd:12:34:56:78:9a', '2001:db8:abcd::/48'],
    ['2001:0DB8:0abc:0012::1', '2001:db8:abc::/48'],
    ['2001:db8::1', '2001:db8:0::/48'],
    ['2001::1', '2001:0:0::/48'],
    ['::1', '0:0:0::/48'],
    ['::', '0:0:0::/48'],
    ['2001:db8:1::', '2001:db8:1::/48'],
    // One group alone may be left out, and then the third is told, not padded.
    ['1::3:4:5:6:7:8', '1:0:3::/48'],
    ['::2:3:4:5:6:7:8', '0:2:3::/48'],
    ['64:ff9b::203.0.113.77', '64:ff9b:0::/48'],
    ['fe80::1%eth0', 'fe80:0:0::/48'],
    ['fe80::1:2:3:4%en-1', 'fe80:0:0::/48'],
    ['::ffff:203.0.113.77%lo', '203.0.113.0/24'],
  ])('of %s is %s', (address, told) => expect(truncated(address)).toBe(told));

  it.each(['', 'unknown', 'localhost', '203.0.113', '203.0.113.256', '203.0.113.77.1', '203.0.113.077x', ':', ':::', '1:2:3:4:5:6:7:8:9', '1::2::3', 'hello:world', 'g::1', '[::1]', '203.0.113.77:443', '2001:db8::1/64', '127.0.0.1, 203.0.113.77', '::ffff:999.1.1.1', "' or 1=1", 'a'.repeat(10_000)])('of %p, which is none, is nothing', (address) => expect(truncated(address)).toBe(''));

  it('never tells the last part of any address', () => {
    for (let turn = 0; turn < 2000; turn++) {
      const groups = Array.from({ length: 8 }, () => Math.floor(Math.random() * 0xffff).toString(16));
      expect(truncated(groups.join(':'))).toBe(`${groups.slice(0, 3).join(':')}::/48`);
    }
  });
});

describe('a table', () => {
  it.each(['=HYPERLINK("http://evil.test")', '+1+1', '-2+3', '@SUM(A1)', '\tx', '\rx', '\0x', '＝1+1', '＋1', '－1', '＠x'])('lets a spreadsheet compute nothing of %p', (cell) => {
    const [row]: string[][] = parse(csvOf([[cell, 'b']]), { bom: true });
    expect(row).toEqual([`'${cell}`, 'b']);
  });

  it('comes back as it was: separators, quotes, lines, Arabic', () => {
    const rows = [['a,b', 'c"d', 'e\r\nf', 'عمر، سلمى', ''], ['1', '', 'x;y', ' z ', '"']];
    const csv = csvOf(rows);
    expect(csv.startsWith('\ufeff')).toBe(true);
    expect(csv.endsWith('\r\n')).toBe(true);
    expect(parse(csv, { bom: true })).toEqual(rows);
  });
});

describe('the audit', () => {
  let house: TestHouse;
  let organiser: Acting;
  let fair: string;
  beforeAll(async () => {
    house = await openHouse();
    fair = await fairOf(house);
  });
  // One organiser does not ask so much in a minute.
  beforeEach(async () => (organiser = await account(house, { roles: ['organiser'], name: { latin: 'Omar L.', ar: 'عمر ل.' } })));
  afterAll(() => house.close());

  const nothing = { actor: null, deed: null, object: null, from: null, to: null };
  type Read = AnswerOf<typeof readAudit>;
  const read = async (asked: object = {}) => (await organiser.asks('/api/desk/audit', { ...nothing, before: null, ...asked })).json as Read;
  const taken = async (asked: object = {}) => (await organiser.asks('/api/desk/audit/export', { ...nothing, ...asked })).json as AnswerOf<typeof exportAudit>;
  const write = (deeds: readonly Partial<Parameters<typeof note>[1]>[]) =>
    house.app.get(Database).decide(async (tx) => {
      for (const one of deeds) await note(tx, { fair, by: 'terminal', deed: 'test.done', on: { kind: 'fair', id: fair }, ...one });
    });

  it('tells who did what to whom, with the names of today', async () => {
    const other = await account(house, { name: { latin: 'Nadia F.' } });
    await write([{ by: organiser.id, deed: 'test.named', on: { kind: 'person', id: other.id }, detail: { role: 'press' }, from: '203.0.113.77' }]);
    const { lines } = await read({ deed: 'test.named' });
    expect(lines).toEqual([
      { id: expect.any(String) as string, at: expect.any(String) as string, actor: { id: organiser.id, name: { latin: 'Omar L.', ar: 'عمر ل.' } }, deed: 'test.named', object: { kind: 'person', id: other.id, name: { latin: 'Nadia F.' } }, detail: { role: 'press' }, from: '203.0.113.0/24' },
    ]);
    await house.owner.query(`update person set name = '{"latin": "Nadia G."}' where id = $1`, [other.id]);
    expect((await read({ deed: 'test.named' })).lines[0]?.object.name).toEqual({ latin: 'Nadia G.' });
    await house.owner.query('delete from person where id = $1', [other.id]);
    expect((await read({ deed: 'test.named' })).lines[0]?.object).toEqual({ kind: 'person', id: other.id, name: null });
  });

  it('is read page by page, each line once, whatever is written meanwhile', async () => {
    await write(Array.from({ length: 120 }, (_, number) => ({ deed: 'test.paged', detail: { number } })));
    const seen: number[] = [];
    let before: string | null = null;
    for (let page = 0; page < 10; page++) {
      const { lines, more }: Read = await read({ deed: 'test.paged', before });
      seen.push(...lines.map(({ detail }) => Number(detail['number'])));
      await write([{ deed: 'test.paged', detail: { number: 1000 + page } }]);
      before = lines.at(-1)?.id ?? null;
      if (!more) break;
    }
    expect(seen).toEqual(Array.from({ length: 120 }, (_, number) => 119 - number));
  });

  it('is filtered by who, what, on what and when', async () => {
    const [who, on] = [randomUUID(), randomUUID()];
    await write([{ by: who, deed: 'test.filtered', on: { kind: 'person', id: on } }, { by: who, deed: 'test.other' }, { deed: 'test.filtered' }]);
    const deedsOf = async (asked: object) => (await read(asked)).lines.map(({ deed, actor }) => [deed, actor.id]);
    expect(await deedsOf({ actor: who })).toEqual([['test.other', who], ['test.filtered', who]]);
    expect(await deedsOf({ actor: who, deed: 'test.filtered' })).toEqual([['test.filtered', who]]);
    expect(await deedsOf({ object: on })).toEqual([['test.filtered', who]]);
    const now = Date.now();
    const at = (shift: number) => new Date(now + shift).toISOString();
    expect(await deedsOf({ actor: who, from: at(60_000) })).toEqual([]);
    expect(await deedsOf({ actor: who, to: at(-60_000) })).toEqual([]);
    expect(await deedsOf({ actor: who, from: at(-60_000), to: at(60_000) })).toHaveLength(2);
    expect((await read()).deeds).toEqual(expect.arrayContaining(['test.filtered', 'test.other']));
  });

  it.each([{ actor: 'x\u0000y' }, { deed: '%' }, { object: "' or 1=1 --" }, { from: '0000-01-01T00:00:00Z' }, { to: '9999-12-31T23:59:59Z', before: '999999999999999999' }, { before: '0' }])('meets %p without a fault', async (asked) => {
    expect((await organiser.asks('/api/desk/audit', { ...nothing, before: null, ...asked })).status).toBe(200);
  });

  it.each([{ before: '-1' }, { before: '1e3' }, { from: 'yesterday' }, { to: '2026-02-30T00:00:00Z' }, { actor: 'x'.repeat(1000) }, { more: true }])('refuses %p', async (asked) => {
    expect((await organiser.asks('/api/desk/audit', { ...nothing, before: null, ...asked })).status).toBe(400);
  });

  it('of another fair is not told', async () => {
    await write([{ fair: randomUUID(), deed: 'test.elsewhere' }]);
    expect((await read({ deed: 'test.elsewhere' })).lines).toEqual([]);
    expect((await read()).deeds).not.toContain('test.elsewhere');
    expect((await taken()).csv).not.toContain('test.elsewhere');
  });

  it('is taken away as a table, and that is a line of it', async () => {
    await house.owner.query(`update person set name = '{"latin": "=1+1", "ar": "عمر, \\"ل\\""}' where id = $1`, [organiser.id]);
    await write([{ by: organiser.id, deed: 'test.exported', detail: { text: 'a,b "c"' }, from: '2001:db8:1:2::3' }]);
    const { name, csv } = await taken({ deed: 'test.exported' });
    expect(name).toMatch(/^audit-\d{4}-\d{2}-\d{2}\.csv$/);
    expect(csv.startsWith('\ufeff')).toBe(true);
    const rows = parse<Record<string, string>>(csv, { bom: true, columns: true });
    expect(rows).toEqual([expect.objectContaining({ actor: organiser.id, actor_name_latin: "'=1+1", actor_name_ar: 'عمر, "ل"', deed: 'test.exported', detail: '{"text":"a,b \\"c\\""}', from: '2001:db8:1::/48' })]);
    const [line] = (await read({ actor: organiser.id, deed: 'audit.exported' })).lines;
    expect(line).toMatchObject({ object: { kind: 'fair', id: fair }, detail: { lines: 1 } });
  });

  it.each(['update audit set deed = deed', 'delete from audit', 'truncate audit', 'update audit set detail = detail where false', 'alter table audit disable trigger all', 'drop table audit', `insert into audit (id, fair_id, actor, deed, object_kind, object_id) overriding system value values (0, gen_random_uuid(), 'x', 'x', 'x', 'x')`, `insert into audit (at, fair_id, actor, deed, object_kind, object_id) values ('2020-01-01', gen_random_uuid(), 'x', 'x', 'x', 'x')`])('is written once: %p is not for the application', async (statement) => {
    const app = new Client({ connectionString: house.config.DATABASE_URL });
    await app.connect();
    await expect(app.query(statement)).rejects.toMatchObject({ code: '42501' });
    await app.end();
  });
});
