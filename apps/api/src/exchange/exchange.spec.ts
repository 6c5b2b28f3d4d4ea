import { applyImport, type ExchangePlan, previewImport, type Programme, questionHeader, readScheduleJson, Schedule } from '@siccam/contract';
import { worked } from '@siccam/testing';
import { strFromU8, unzipSync } from 'fflate';
import { type Acting, account } from '../testing/acting';
import { until } from '../testing/until';
import { openHouse, refusalOf, type Said, type TestHouse } from '../testing/house';
import { atOnce } from '../platform';
import { atDesk } from '../testing/drafts';
import { emptyWorld, wrongAfter } from './identity';
import { many, odd, oneTalk, schedule, talk } from './made.test-files';
import { planOf as planOfDoc } from './plan';
import { type Doc, readFile } from './read';

let house: TestHouse;
let organiser: Acting;
beforeAll(async () => {
  house = await openHouse();
  organiser = await account(house, { roles: ['organiser'] });
});
afterAll(() => house.close());

const bring = (path: string, file: string | Uint8Array, question: object, by = organiser): Promise<Said> => house.call('POST', path, { raw: file, headers: { 'content-type': 'application/octet-stream', [questionHeader]: encodeURIComponent(JSON.stringify(question)), ...by.headers } });
const preview = (file: string | Uint8Array) => bring(previewImport.path, file, {});
const apply = (file: string, plan: string, without = false) => bring(applyImport.path, file, { plan, without });
const planOf = async (file: string): Promise<ExchangePlan> => (await preview(file)).json as ExchangePlan;
const tables = ['draft_item', 'fact', 'audit', 'session', 'stage', 'session_person', 'release'];
const counts = async () => (await house.owner.query<object>(tables.map((table) => `select '${table}' as t, count(*) as n, coalesce(sum(xmin::text::bigint), 0) as written from ${table}`).join(' union all '))).rows;
const drafted = async () => (await house.owner.query<{ content: { kind: string; title?: object; source?: string | null } }>('select content from draft_item where content is not null')).rows.map(({ content }) => content);

describe('an import', () => {
  it('is previewed without a trace, applied as it was previewed, and the second time changes nothing', async () => {
    const before = await counts();
    const seen = await planOf(odd());
    expect(await counts()).toEqual(before);
    expect(seen.lines.filter(({ kind, does }) => kind === 'session' && does === 'create').length).toBe(29);
    const done = (await apply(odd(), seen.plan)).json as ExchangePlan;
    expect(done).toEqual({ ...seen, applied: true });
    expect((await drafted()).filter(({ kind, source }) => kind === 'session' && source).length).toBe(29);
    expect((await house.owner.query('select distinct changed_by from draft_item where changed_by like $1', ['import:%'])).rows).toEqual([{ changed_by: `import:${organiser.id}` }]);
    expect((await house.owner.query(`select detail from audit where deed = 'programme.imported'`)).rows).toEqual([{ detail: { format: 'json', created: 29, changed: 0, refused: 0 } }]);
    const after = await counts();
    const again = await planOf(odd());
    expect(new Set(again.lines.map(({ does }) => does))).toEqual(new Set(['leave']));
    await apply(odd(), again.plan);
    expect(await counts()).toEqual(after);
  });

  it('shows visitors nothing', async () => {
    const canary = 'canary-4711';
    const file = oneTalk({ guid: '00000000-0000-4000-8000-00000000c0de', title: canary, slug: canary, persons: [{ public_name: canary }] });
    await apply(file, (await planOf(file)).plan);
    expect(JSON.stringify(await drafted())).toContain(canary);
    for (const path of ['/api/programme', '/api/export/schedule.json', '/api/export/schedule.xml', '/api/export/schedule.csv', '/fr/programme', `/fr/s/${canary}`]) expect([path, (await house.call('GET', path)).text.replaceAll(path, '').includes(canary)]).toEqual([path, false]);
  });

  it('is not done once the draft is another, nor with a line that is refused, unless without it; and nothing is half done', async () => {
    const file = schedule([{ date: '2026-11-27', rooms: { A: [talk(501, { room: 'A' }), talk(502, { room: 'A', duration: '-1:00' })] } }]);
    const seen = await planOf(file);
    const before = await counts();
    expect(refusalOf(await apply(file, 'another'))).toBe('exchange.otherwise');
    expect(refusalOf(await apply(file, seen.plan))).toBe('exchange.refused');
    expect(await counts()).toEqual(before);
    expect((await apply(file, seen.plan, true)).status).toBe(200);
    expect((await drafted()).filter(({ title }) => JSON.stringify(title)?.includes('Talk 50')).length).toBe(1);
    expect(refusalOf(await apply(file, seen.plan, true))).toBe('exchange.otherwise');
  });

  it('by three at once makes everything once', async () => {
    const file = oneTalk({ guid: '00000000-0000-4000-8000-00000000abcd', title: 'Made by three' });
    const { plan } = await planOf(file);
    const all = await Promise.all(Array.from({ length: 3 }, () => apply(file, plan)));
    expect(all.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    expect((await drafted()).filter(({ title }) => JSON.stringify(title)?.includes('Made by three')).length).toBe(1);
  });

  it.each<[string, () => string | Uint8Array, string]>([
    ['empty', () => '', 'exchange.empty'],
    ['of 50 MB', () => Buffer.alloc(50 * 1024 * 1024, 32), 'wire.tooLarge'],
    ['not UTF-8', () => Buffer.from([0xff, 0xfe, 0x00]), 'exchange.notUtf8'],
    ['XML with entities', () => '<!DOCTYPE a [<!ENTITY b "c">]><schedule>&b;</schedule>', 'exchange.entities'],
    ['of a million lines', () => `title\n${'a\n'.repeat(1_000_000)}`, 'exchange.tooMany'],
  ])('of a file that is %s is refused by name, and writes nothing', async (_what, file, why) => {
    const before = await counts();
    expect(refusalOf(await preview(file()))).toBe(why);
    expect(await counts()).toEqual(before);
  });
});

describe('an export', () => {
  it.each(['json', 'xml', 'csv'])('of the whole draft as %s comes back without a change', async (format) => {
    const { text } = await organiser.reads(`/api/desk/exchange/export/${format}/fr`);
    expect((await planOf(text)).lines.filter(({ does }) => does !== 'leave')).toEqual([]);
    expect(wrongAfter(Buffer.from(text), 'json', emptyWorld('Africa/Casablanca'))).toEqual([]);
  });

  it('as a sheet reads from the right in Arabic, and computes nothing', async () => {
    const answer = await fetch(`${house.url}/api/desk/exchange/export/xlsx/ar`, { headers: organiser.headers });
    expect(answer.headers.get('content-type')).toContain('spreadsheetml');
    const files = Object.fromEntries(Object.entries(unzipSync(new Uint8Array(await answer.arrayBuffer()))).map(([name, bytes]) => [name, strFromU8(bytes)]));
    const sheet = Object.entries(files).find(([name]) => name.includes('worksheets/'))?.[1] ?? '';
    expect([sheet.includes('rightToLeft="1"'), sheet.includes('<f>')]).toEqual([true, false]);
    const all = Object.values(files).join('');
    expect([all.includes('=HYPERLINK('), all.includes('القاعة')]).toEqual([true, true]);
    const french = await fetch(`${house.url}/api/desk/exchange/export/xlsx/fr`, { headers: organiser.headers });
    const left = unzipSync(new Uint8Array(await french.arrayBuffer()));
    expect(Object.values(left).some((bytes) => strFromU8(bytes).includes('rightToLeft="1"'))).toBe(false);
  });

  it('of what is released is for everyone, says what the programme says, and is made once a version', async () => {
    const programme: Programme = await house.programme();
    const said = await house.call('GET', '/api/export/schedule.json');
    expect(said.headers.get('content-type')).toBe('application/json; charset=utf-8');
    const { schedule: whole } = Schedule.parse(said.json);
    const events = whole.conference.days.flatMap(({ rooms }) => Object.values(rooms).flat());
    const standing = programme.sessions.filter(({ state }) => state !== 'cancelled');
    expect(events.map(({ guid }) => guid).sort()).toEqual(standing.map(({ id }) => id).sort());
    const [session] = standing.filter(({ delay }) => delay === 0);
    expect(events.find(({ guid }) => guid === session?.id)).toMatchObject({ title: expect.any(String) as string, start: session?.starts.slice(11), duration: expect.stringMatching(/^\d\d:\d\d$/) as string, url: `http://fair.test/fr/s/${session?.slug}` });
    expect((await house.call('GET', '/api/export/schedule.json', { headers: { 'if-none-match': said.headers.get('etag') ?? '' } })).status).toBe(304);
    const xml = await house.call('GET', '/api/export/schedule.xml');
    expect(xml.headers.get('content-type')).toBe('application/xml; charset=utf-8');
    expect(xml.text).not.toContain('siccam-remote');
    const answer = await fetch(`${house.url}/api/export/schedule.csv`);
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    // With the mark by which spreadsheets know what it is.
    const csv = { text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(await answer.arrayBuffer()) };
    expect(csv.text.startsWith('\ufeff')).toBe(true);
    for (const text of [said.text, xml.text, csv.text]) expect(wrongAfter(Buffer.from(text), 'json', emptyWorld('Africa/Casablanca'))).toEqual([]);
    expect(readScheduleJson.body).toBe('public');
  });
});

describe('a long file', () => {
  /** The most that a turn of the loop works from now on: nobody else is served before it is over. */
  function longestTurn() {
    let [longest, last] = [0, worked()];
    let next = setImmediate(function turn() {
      const now = worked();
      longest = Math.max(longest, now - last);
      last = now;
      next = setImmediate(turn);
    });
    return { end: () => (clearImmediate(next), longest) };
  }

  it('of a thousand talks holds up nobody who asks anything meanwhile', async () => {
    const file = many(1000);
    const turns = longestTurn();
    const { plan } = await planOf(file);
    expect((await apply(file, plan)).status).toBe(200);
    const longest = turns.end();
    const desk = await atDesk(house, organiser);
    const { number, revisions } = await desk.get<{ number: number; revisions: string }>('/api/desk/programme/release');
    await desk.ask('/api/desk/programme/release', { number, revisions, note: {}, reason: 'as it was imported' });
    await until(() => house.programme(), ({ release }) => release === number);
    const doc = readFile(Buffer.from(file)) as Doc;
    const before = worked();
    atOnce(planOfDoc(doc, emptyWorld('Africa/Casablanca')));
    expect(longest).toBeLessThan((worked() - before) / 2);
  });

  it.each(['/api/export/schedule.json', '/api/export/schedule.xml', '/api/export/schedule.csv', '/api/calendar/ar/programme.ics', '/api/programme/ar/pdf', ...['json', 'xml', 'csv', 'xlsx'].map((format) => `/api/desk/exchange/export/${format}/ar`)])('%s of a thousand sessions holds up nobody while it is made', async (path) => {
    const ask = async () => Buffer.from(await (await fetch(`${house.url}${path}`, { headers: organiser.headers })).arrayBuffer());
    const before = worked();
    const turns = longestTurn();
    const file = await ask();
    const longest = turns.end();
    expect(file.length).toBeGreaterThan(50_000);
    expect(longest).toBeLessThan((worked() - before) / 2);
  });

  it('of hundreds of talks is done in one decision, with facts that a socket can carry', async () => {
    const file = many(320);
    const { plan } = await planOf(file);
    expect((await apply(file, plan)).status).toBe(200);
    const { rows } = await house.owner.query<{ most: number }>(`select max(length(body::text)) as most from fact where name = 'draft.saved'`);
    expect(rows[0]?.most).toBeLessThan(60_000);
    expect((await planOf(file)).lines.filter(({ does }) => does !== 'leave')).toEqual([]);
  });
});
