import { randomUUID } from 'node:crypto';
import type { AnswerOf, DraftSession, Hit, previewRelease } from '@siccam/contract';
import { fold } from '@siccam/timetable';
import { Database } from '../platform';
import { fairOf } from '../testing/acting';
import { atDesk } from '../testing/drafts';
import { type TestHouse, openHouse, refusalOf } from '../testing/house';
import { until } from '../testing/until';
import { candidatesQuery, SearchService, writeEntries } from './search.service';

let house: TestHouse;
let fair: string;
beforeAll(async () => {
  house = await openHouse();
  fair = await fairOf(house);
  await until(() => rows(), (there) => there.length > 0);
});
afterAll(() => house.close());

const rows = async () => (await house.owner.query<{ kind: string; id: string; names: string; rest: string; xmin: string }>('select kind, id, names, rest, xmin from search_entry where fair_id = $1', [fair])).rows;
const ask = (text: string) => house.call('POST', '/api/search', { body: { text } });
const hits = async (text: string) => ((await ask(text)).json as { hits: Hit[] }).hits;
const rebuild = () => house.app.get(Database).decide((tx) => writeEntries(tx, fair));

describe('what is looked for', () => {
  it('is found however it is written, and leads to the session', async () => {
    for (const text of ['centres d’appels', 'CENTRES d appels', 'appels', 'panel 1', 'مراكز الاتصال', 'مراكز اتصال', 'مَراكِز', 'pannel 1']) {
      expect((await hits(text)).flatMap(({ sessions }) => sessions.map(({ slug }) => slug))).toContain('panel-1');
    }
  });

  it('finds a person once, with all their sessions, by the name in any script', async () => {
    const { sessions } = await house.programme();
    const person = sessions.flatMap(({ people }) => people).find(({ speaker, name }) => speaker !== null && Object.keys(name).length > 1);
    if (!person) throw new Error('nobody has two names');
    for (const name of Object.values(person.name)) {
      const found = (await hits(name)).filter(({ id }) => id === person.speaker);
      expect(found.map(({ kind, words, in: place }) => ({ kind, words, place }))).toEqual([{ kind: 'speaker', words: person.name, place: 'title' }]);
      expect(found[0]?.sessions.map(({ id }) => id).sort()).toEqual(sessions.filter(({ people }) => people.some(({ speaker }) => speaker === person.speaker)).map(({ id }) => id).sort());
    }
  });

  it('finds at most twenty, and nothing for what says nothing', async () => {
    expect((await hits('a')).length).toBeLessThanOrEqual(20);
    for (const text of ['', '   ', '%', '_', '\\', '%_\\', '\'', '"', ':*', '&|!()', '\u0000', '\ud800', '🌊', '\u202e']) expect(await hits(text)).toEqual([]);
  });

  it.each(['panel\u0000 1', "panel' or '1", 'panel:* & !1', 'panel\\', '(panel', 'panel <-> 1', 'panel%'])('%p is words like any others', async (text) => {
    const { status } = await ask(text);
    expect(status).toBe(200);
  });

  it('refuses 10 kB, and takes no time for the longest it takes', async () => {
    expect(refusalOf(await ask('a'.repeat(10_000)))).toBe('wire.malformed');
    expect((await house.call('POST', '/api/search', { body: { text: 'a', more: 1 } })).status).toBe(400);
    const began = Date.now();
    for (const text of ['ا'.repeat(200), 'ab '.repeat(66), `${'a'.repeat(199)}!`, 'ال'.repeat(100)]) expect((await ask(text)).status).toBe(200);
    expect(Date.now() - began).toBeLessThan(2000);
  });
});

describe('what can be found', () => {
  it('is what was released, and no word of a draft', async () => {
    await house.owner.query(`update session set title = '{"fr": "CANARIDE"}', summary = '{"fr": "CANARIDE"}', state = 'draft' where slug = 'panel-4'`);
    await house.owner.query(`update session_person set name = '{"fr": "CANARIDE"}' where session_id = (select id from session where slug = 'panel-4')`);
    await house.owner.query(`insert into draft_item (id, fair_id, revision, content, changed, changed_by) values ($1, $2, 1, '{"kind": "speaker", "name": {"fr": "CANARIDE"}}', now(), 'terminal')`, [randomUUID(), fair]);
    await rebuild();
    expect(JSON.stringify(await rows())).not.toContain('canaride');
    expect(await hits('canaride')).toEqual([]);
    await house.owner.query(`update session set state = 'released' where slug = 'panel-4'`);
    await rebuild();
    expect(JSON.stringify(await rows())).toContain('canaride');
    await house.owner.query(`delete from draft_item where content->'name'->>'fr' = 'CANARIDE'`);
  });

  it('is written anew only where it changed, and goes when it is taken out', async () => {
    await rebuild();
    const before = new Map((await rows()).map(({ id, xmin }) => [id, xmin]));
    const { id } = await house.session('panel-2');
    await house.owner.query(`update session set title = '{"fr": "Les talents de Berkane"}' where id = $1`, [id]);
    await rebuild();
    expect((await rows()).filter((row) => before.get(row.id) !== row.xmin).map((row) => row.id)).toEqual([id]);
    await house.owner.query(`delete from session where slug = 'closing'`);
    await rebuild();
    expect((await rows()).length).toBe(before.size - 1);
  });

  it('is rebuilt once for a release, whoever does it', async () => {
    const counted = async () => (await house.owner.query<{ n: number }>(`select count(*)::int as n from job where name = 'search.rebuild'`)).rows[0]?.n;
    const before = await counted();
    await house.app.get(SearchService).onApplicationBootstrap();
    expect(await counted()).toBe(before);
  });

  it('is left as it stands by a release that changes no word and nobody', async () => {
    const desk = await atDesk(house);
    const counted = async () => (await house.owner.query<{ n: number }>(`select count(*)::int as n from job where name = 'search.rebuild'`)).rows[0]?.n ?? 0;
    const publishes = async (change: (session: DraftSession) => Partial<DraftSession>) => {
      const item = (await desk.draft()).items.find(({ content }) => content?.kind === 'session' && content.slug === 'panel-1');
      if (item?.content?.kind !== 'session') throw new Error('no panel');
      await desk.save({ id: item.id, revision: item.revision, content: { ...item.content, ...change(item.content) } });
      const before = await counted();
      const { number, revisions } = await desk.get<AnswerOf<typeof previewRelease>>('/api/desk/programme/release');
      await desk.ask('/api/desk/programme/release', { number, revisions, note: {}, reason: 'parce que' });
      return (await counted()) - before;
    };
    expect(await publishes(({ minutes }) => ({ minutes: minutes + 5, delay: 10, capacity: 40, spoken: ['en'] }))).toBe(0);
    expect(await publishes(() => ({ title: { fr: 'Les métiers de Taourirt' } }))).toBe(1);
    await until(() => hits('taourirt'), (found) => found.length > 0);
    expect(await publishes(() => ({ people: [] }))).toBe(1);
    expect(await publishes(() => ({ cancelled: true, title: { fr: 'Les métiers de Jerada' } }))).toBe(1);
    await until(() => hits('jerada'), (found) => found.length > 0);
  });
});

it('asks the index, and not every row, of a hundred thousand', async () => {
  const many = randomUUID();
  await house.owner.query(
    `insert into search_entry (fair_id, kind, id, names, rest, words)
     select $1, 'session', gen_random_uuid(), 'atelier ' || n, '', array_to_tsvector(array['natelier', 'tatelier', 'n' || md5(n::text), 't' || md5(n::text)]) from generate_series(1, 100000) n`,
    [many],
  );
  await house.owner.query('analyze search_entry');
  const plan = async (mode: string) => {
    await house.owner.query(`set plan_cache_mode = ${mode}`);
    await house.owner.query(`prepare asked as ${candidatesQuery}`);
    const { rows: lines } = await house.owner.query<{ 'QUERY PLAN': string }>(`explain (analyze, costs off, timing off) execute asked('${many}', '(''nc4ca4238a0b9238'':* | ''~x'') & (''n${'c4ca'}'':*)', 300)`);
    await house.owner.query('deallocate asked');
    return lines.map((line) => line['QUERY PLAN']).join('\n');
  };
  for (const mode of ['force_custom_plan', 'force_generic_plan']) {
    const said = await plan(mode);
    expect(said).toContain('Bitmap Index Scan on search_entry_words');
    expect(said).not.toContain('Seq Scan');
    expect(said).toMatch(/rows=1(\.00)? /);
  }
  await house.owner.query('drop index search_entry_words');
  expect(await plan('force_custom_plan')).not.toContain('search_entry_words');
});

it('folds here as in the browser', () => expect(fold('«الأوفشورينغ»')).toBe('الاوفشورينغ'));
