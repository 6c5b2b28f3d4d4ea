import type { AnswerOf, importPeople } from '@siccam/contract';
import { worked } from '@siccam/testing';
import { type Acting, account, nobodyElse } from '../testing/acting';
import { type TestHouse, openHouse, refusalOf } from '../testing/house';
import { readTable } from './import.rules';

let house: TestHouse;
let organiser: Acting;
beforeAll(async () => (house = await openHouse()));
afterAll(() => house.close());
beforeEach(async () => {
  await nobodyElse(house);
  organiser = await account(house, { roles: ['organiser'], mail: 'organiser@fair.test', proven: true });
});

type Answer = AnswerOf<typeof importPeople>;
const head = 'name_ar,name_latin,mail,language,role,session';
const imports = (lines: string | readonly string[], apply: boolean, by = organiser) => by.asks('/api/desk/people/import', { csv: typeof lines === 'string' ? lines : [head, ...lines].join('\n'), apply });
const preview = async (...lines: string[]) => ((await imports(lines, false)).json as Answer).lines.map(({ line, does, why, field }) => [line, does, why, field]);
const people = async () =>
  (await house.owner.query<object>(`select name, mail, language, mail_proven is not null as proven, (select array_agg(role order by role) from role_held where holder = p.id::text) as roles from person p where id <> $1 order by created, mail`, [organiser.id])).rows;
const counts = async (tables: readonly string[]) => (await house.owner.query<{ t: string; n: string }>(tables.map((table) => `select '${table}' as t, count(*) as n from ${table}`).join(' union all '))).rows;
const count = async (table: string) => Number((await house.owner.query<{ count: string }>(`select count(*) from ${table}`)).rows[0]?.count);

describe('a table of people', () => {
  const good = ['نادية ف.,Nadia F.,Nadia@Press.example,ar,moderator,panel-2', ',Claire M.,claire@fair.test,fr,speaker,panel-1', 'مريم ز.,,,,stageManager,', ',Journalist A,a@portal.example,en,press,'];

  it('is previewed without a trace, and applied as it was previewed', async () => {
    const before = await counts(['person', 'link', 'mail', 'audit', 'job']);
    const listed = await count('session_person');
    const seen = (await imports(good, false)).json as Answer;
    expect(seen.applied).toBe(false);
    expect(seen.lines.map(({ line, name, does }) => [line, name, does])).toEqual([[2, 'Nadia F.', 'create'], [3, 'Claire M.', 'create'], [4, 'مريم ز.', 'create'], [5, 'Journalist A', 'create']]);
    expect(await counts(['person', 'link', 'mail', 'audit', 'job'])).toEqual(before);
    const done = (await imports(good, true)).json as Answer;
    expect(done).toEqual({ lines: seen.lines, applied: true });
    expect(new Set(await people())).toEqual(
      new Set([
        { name: { ar: 'نادية ف.', latin: 'Nadia F.' }, mail: 'nadia@press.example', language: 'ar', proven: false, roles: ['moderator'] },
        { name: { latin: 'Claire M.' }, mail: 'claire@fair.test', language: 'fr', proven: false, roles: ['speaker'] },
        { name: { ar: 'مريم ز.' }, mail: null, language: 'ar', proven: false, roles: ['stageManager'] },
        { name: { latin: 'Journalist A' }, mail: 'a@portal.example', language: 'en', proven: false, roles: ['press'] },
      ]),
    );
    expect((await house.owner.query('select distinct kind, language from mail order by language')).rows).toEqual([{ kind: 'invitation', language: 'ar' }, { kind: 'invitation', language: 'en' }, { kind: 'invitation', language: 'fr' }]);
    expect((await house.owner.query(`select detail from audit where deed = 'people.imported'`)).rows).toEqual([{ detail: { created: 4, given: 0 } }]);
    expect(await count('session_person')).toBe(listed);
  });

  it('applied again changes nothing', async () => {
    await imports(good, true);
    const tables = ['person', 'link', 'mail', 'audit', 'job', 'role_held', 'fact'];
    const before = await counts(tables);
    const again = (await imports(good, true)).json as Answer;
    expect(again.lines.map(({ does }) => does)).toEqual(['nothing', 'nothing', 'nothing', 'nothing']);
    expect(await counts(tables)).toEqual(before);
  });

  it('applied by twenty at once makes everyone once', async () => {
    const all = await Promise.all(Array.from({ length: 20 }, () => imports(good, true)));
    expect(new Set(all.map(({ status }) => status))).toEqual(new Set([200]));
    expect((await people()).length).toBe(4);
  });

  it('is read with a byte order mark, with semicolons, with Windows’ line ends, in another order of columns', async () => {
    for (const csv of ['\ufeff' + [head, ...good].join('\n'), [head, ...good].join('\r\n'), [head, ...good].join('\n').replaceAll(',', ';')]) {
      expect(((await imports(csv, false)).json as Answer).lines.map(({ does }) => does)).toEqual(['create', 'create', 'create', 'create']);
    }
    expect(((await imports('role;Name_Latin\npress;"L., Omar; Jr."\n\n;Hind T.\n', false)).json as Answer).lines).toMatchObject([{ line: 2, name: 'L., Omar; Jr.', does: 'create' }, { line: 4, name: 'Hind T.', does: 'create' }]);
  });

  it('gives roles to those who are here: by an address that was proven, or by the invitation', async () => {
    const proven = await account(house, { mail: 'proven@fair.test', proven: true, name: { latin: 'Known' }, roles: ['press'] });
    await account(house, { mail: 'typed@fair.test', name: { latin: 'Impostor' } });
    const lines = [',Whoever,proven@fair.test,fr,helpDesk,', ',Minister,typed@fair.test,fr,speaker,panel-1'];
    expect(await preview(...lines)).toEqual([[2, 'giveRoles', null, null], [3, 'create', null, null]]);
    await imports(lines, true);
    expect(await people()).toEqual(
      expect.arrayContaining([
        { name: { latin: 'Known' }, mail: 'proven@fair.test', language: 'fr', proven: true, roles: ['helpDesk', 'press'] },
        { name: { latin: 'Impostor' }, mail: 'typed@fair.test', language: 'fr', proven: false, roles: null },
        { name: { latin: 'Minister' }, mail: 'typed@fair.test', language: 'fr', proven: false, roles: ['speaker'] },
      ]),
    );
    expect((await house.owner.query('select version from person where id = $1', [proven.id])).rows).toEqual([{ version: 2 }]);
  });

  it('names one person on several lines, each with a role; two names with one address are refused', async () => {
    expect(await preview(',Nadia F.,n@fair.test,fr,moderator,panel-2', ',Nadia F.,n@fair.test,fr,moderator,panel-4', ',Nadia F.,n@fair.test,fr,moderator,panel-2', ',Karima,N@fair.test,fr,,')).toEqual([
      [2, 'create', null, null],
      [3, 'giveRoles', null, null],
      [4, 'nothing', null, null],
      [5, 'refuse', 'mailTwice', 'mail'],
    ]);
    await imports([',Nadia F.,n@fair.test,fr,moderator,panel-2', ',Nadia F.,n@fair.test,fr,moderator,panel-4'], true);
    expect((await people()).length).toBe(1);
    expect(await count('mail')).toBe(1);
  });

  it.each([
    [',,x@fair.test,fr,,', 'nameMissing', 'name_latin'],
    [`,${'x'.repeat(81)},,,,`, 'nameLong', 'name_latin'],
    [`${'س'.repeat(400)},,,,,`, 'nameLong', 'name_ar'],
    [',Omar,no address,fr,,', 'mailWrong', 'mail'],
    [',Omar,,de,,', 'languageUnknown', 'language'],
    [',Omar,,fr,king,', 'roleUnknown', 'role'],
    [',Omar,,fr,,panel-1', 'roleUnknown', 'role'],
    [',Omar,,fr,speaker,', 'sessionMissing', 'session'],
    [',Omar,,fr,speaker,no-such', 'sessionUnknown', 'session'],
    [',Omar,,fr,press,panel-1', 'roleElsewhere', 'session'],
    [',Omar,,fr,assistant,', 'roleElsewhere', 'role'],
    [',Omar,,fr,exhibitorStaff,', 'roleElsewhere', 'role'],
    [',Omar,,fr,press,,one more', 'cellsMany', ''],
    [',Omar,organiser@fair.test,fr,press,', 'notYourself', 'role'],
  ])('names what is wrong with %p, and then nothing is applied', async (bad, why, field) => {
    expect(await preview(',Claire M.,claire@fair.test,fr,,', bad)).toEqual([[2, 'create', null, null], [3, 'refuse', why, field]]);
    expect(refusalOf(await imports([',Claire M.,claire@fair.test,fr,,', bad], true))).toBe('people.csvRefused');
    expect(await people()).toEqual([]);
  });

  it('makes nobody an organiser who signs, on one line or two, nor one who is banned anything', async () => {
    expect(await preview(',Omar,o@fair.test,fr,organiser,', ',Omar,o@fair.test,fr,signatory,panel-1')).toEqual([[2, 'create', null, null], [3, 'refuse', 'organiserSigns', 'role']]);
    await imports([',Banned,b@fair.test,fr,,'], true);
    await organiser.asks(`/api/desk/people/${(await house.owner.query<{ id: string }>(`select id from person where mail = 'b@fair.test'`)).rows[0]?.id}/ban`);
    expect(await preview(',Banned,b@fair.test,fr,press,')).toEqual([[2, 'refuse', 'banned', null]]);
  });

  it.each([
    ['nothing', ''],
    ['a head alone', head],
    ['blank lines', `${head}\n,,,,,\n\n`],
    ['no table', '{"name_latin": 1}'],
    ['a table of something else', 'city,country\nOujda,Morocco'],
    ['a quote that never ends', `${head}\n,"Omar,x@fair.test,fr,,`],
    ['bytes', '%PDF-1.7 \u0000\u0001\ufffd'],
  ])('is refused by name when it is %s', async (_what, csv) => {
    for (const apply of [false, true]) expect(refusalOf(await imports(csv, apply))).toBe('people.csvUnreadable');
  });

  it('names a column that it does not know, or that comes twice', async () => {
    expect(((await imports('name_latin,rol\nOmar,press', false)).json as Answer).lines).toEqual([{ line: 1, name: '', does: 'refuse', why: 'columnUnknown', field: 'rol' }]);
    expect(((await imports('name_latin,mail,mail\nOmar,,', false)).json as Answer).lines).toMatchObject([{ why: 'columnUnknown', field: 'mail' }]);
    expect(((await imports('name_latin,__proto__\nOmar,x', false)).json as Answer).lines).toMatchObject([{ why: 'columnUnknown', field: '__proto__' }]);
  });

  it('of 60,001 characters is too long; one of 60,000 is read', async () => {
    const long = (characters: number) => `${head}\n,Omar,,fr,,\n`.padEnd(characters, '\n');
    expect((await imports(long(60_001), false)).status).toBe(400);
    expect((await imports(long(60_000), false)).status).toBe(200);
    expect((await imports(`${head}\n${'س'.repeat(80)},,,,,\n`.padEnd(60_000, '؟'), false)).status).toBe(200);
    expect((await imports(long(600_000), false)).status).toBe(413);
  });

  it('may say what a spreadsheet would compute: it is a name like any other', async () => {
    const names = ['=HYPERLINK(1)', '+212', '-1', '@SUM(A1)', '<img src=x onerror=alert(1)>', "'; drop table person; --"];
    await imports(names.map((name) => `,"${name}",,fr,,`), true);
    expect((await house.owner.query<{ name: { latin: string } }>(`select name from person where id <> $1`, [organiser.id])).rows.map(({ name }) => name.latin).sort()).toEqual(names.toSorted());
  });

  it('asks for a confirmation of the last five minutes, and for an organiser', async () => {
    expect(refusalOf(await imports(good, false, await account(house, { roles: ['organiser'], fresh: false })))).toBe('people.confirmNeeded');
    expect(refusalOf(await imports(good, true, await account(house, { roles: ['protocolOfficer'] })))).toBe('wire.forbidden');
  });
});

it.each([
  ['two thousand lines', Array.from({ length: 2000 }, (_, place) => `,P ${place},p${place}@f.test,,,`).join('\n').slice(0, 59_000), 2000],
  ['blank lines at the end', `,Omar,,,,\n${',,,,,\n'.repeat(9000)}`, 1],
  ['thirty thousand lines of one cell', 'a\n'.repeat(29_000), undefined],
  ['spaces', `${' '.repeat(59_000)}x`, 1],
])('%s are read in a moment, or not at all', (_what, lines, read) => {
  const began = worked();
  expect(readTable(`${head}\n${lines}`)?.length).toBe(read);
  expect(worked() - began).toBeLessThan(2000);
});
