/** Searching a thousand sessions and two thousand people in three languages: each question through the door and in the database, beside the same query without its index. */
import { performance } from 'node:perf_hooks';
import { askSearch } from '@siccam/contract';
import { queryOf, wanted } from '@siccam/timetable';
import type { Client } from 'pg';
import { openHouse } from './parts/house';
import { finish, median, quantile, quick, rounded, tell } from './parts/measure';

const sessions = 1000;
const speakers = 2000;
const repetitions = quick ? 2 : 10;

const words = {
  ar: 'الأوفشورينغ الاستثمار مراكز الاتصال الكفاءات التكوين اللغات التوظيف المغرب وجدة الشرق الرقمنة الجودة الزبناء العقود الشغل المقاولات الخدمات المستقبل المنصة السوق'.split(' '),
  fr: 'offshoring investissement centres appels compétences formation langues recrutement Maroc Oujda Oriental numérique qualité clients contrats emploi entreprises services avenir plateforme marché école'.split(' '),
  en: 'offshoring investment contact centres skills training languages hiring Morocco Oujda eastern digital quality customers contracts jobs companies services future platform market'.split(' '),
};
const names = { ar: 'سلمى نادية ياسين هدى كريم عمر ليلى إبراهيم فاطمة زينب'.split(' '), latin: 'Salma Nadia Yassine Houda Karim Omar Leïla Ibrahim Fatima Zineb'.split(' ') };
const of = (list: readonly string[], at: number): string => list[at % list.length] ?? '';
const text = (list: readonly string[], from: number, length: number): string => Array.from({ length }, (_, at) => of(list, from * 7 + at * (3 + (from % 5)))).join(' ');

/** Sessions with texts in three languages, and people in two scripts, two a session. */
async function furnish(database: Client): Promise<void> {
  const [stage] = (await database.query<{ fair_id: string; id: string }>('select fair_id, id from stage order by position limit 1')).rows;
  const said = (from: number, length: number) => ({ ar: text(words.ar, from, length), fr: text(words.fr, from, length), en: text(words.en, from, length) });
  const made = Array.from({ length: sessions }, (_, at) => ({ slug: `made-${at}`, title: said(at, 6), summary: said(at + 3, 40) }));
  await database.query(
    `insert into session (fair_id, stage_id, slug, kind, title, summary, starts, ends, state)
     select $1, $2, w.slug, 'panel', w.title, w.summary, '2026-11-27T10:00', '2026-11-27T11:00', 'released' from jsonb_to_recordset($3::jsonb) as w(slug text, title jsonb, summary jsonb)`,
    [stage?.fair_id, stage?.id, JSON.stringify(made)],
  );
  const people = Array.from({ length: speakers }, (_, at) => ({ slug: `made-${at % sessions}`, position: at, name: { ar: `${of(names.ar, at)} ${of(words.ar, at >> 2)}`, fr: `${of(names.latin, at)} B${at}` }, title: said(at, 3) }));
  await database.query(
    `insert into session_person (session_id, position, speaker, role, shape, name, title, initials, short)
     select s.id, w.position, gen_random_uuid(), 'speaker', 'person', w.name, w.title, '{}', '{}' from jsonb_to_recordset($1::jsonb) as w(slug text, position integer, name jsonb, title jsonb) join session s on s.slug = w.slug`,
    [JSON.stringify(people)],
  );
}

const questions = ['اوفشورينغ', 'الأوفشورينغ', 'مراكز اتصال', 'وجده', 'سلمى', 'ecole', 'École numérique', 'numerqiue', 'contact centres', 'nadia', 'leila', 'B1234', 'salma offshoring', 'offs', 'rien de tel', 'زينب الاستثمار'];

async function main(): Promise<void> {
  const house = await openHouse(furnish);
  try {
    await filled(house.superuser);
    const { rows } = await house.superuser.query<{ n: number; fair: string }>('select count(*)::int as n, min(fair_id::text) as fair from search_entry');
    tell(`${rows[0]?.n} rows: ${sessions} sessions and ${speakers} people beside the demonstration's`);
    await house.superuser.query('vacuum analyze search_entry');

    const door: number[] = [];
    let refused = 0;
    for (let repetition = 0; repetition <= repetitions; repetition++) {
      for (const question of questions) {
        // Each of these stands for somebody else: strangers of one address share what they may ask in a minute.
        const began = performance.now();
        const answer = await fetch(house.address + askSearch.path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ text: question }) });
        await answer.arrayBuffer();
        if (answer.status !== 200) refused += 1;
        else if (repetition > 0) door.push(performance.now() - began);
      }
    }
    if (refused > 0) tell(`${refused} questions were refused and are not counted`);

    const query = 'select kind, id, names, rest from search_entry where fair_id = $1 and words @@ $2::tsquery order by id limit 300';
    const run = async (): Promise<number[]> => {
      const seen: number[] = [];
      for (let repetition = 0; repetition <= repetitions; repetition++)
        for (const question of questions)
          for (const only of [true, false]) {
            const asked = wanted(queryOf(question), { names: only }).map(({ begins, is }) => `(${[...begins.map((one) => `'${one}':*`), ...is.map((one) => `'${one}'`)].join(' | ')})`).join(' & ');
            const began = performance.now();
            await house.superuser.query({ name: 'search', text: query, values: [rows[0]?.fair, asked] });
            if (repetition > 0) seen.push(performance.now() - began);
          }
      return seen;
    };
    const withIndex = await run();
    await house.superuser.query('drop index search_entry_words');
    const without = await run();
    const line = (name: string, part: number, target: string) => ({ case: name, ours: rounded(quantile(withIndex, part)), beside: rounded(quantile(without, part)), ratio: rounded(quantile(without, part) / quantile(withIndex, part)), target, unit: 'ms; beside: without the index' });
    tell(`through the door: median ${median(door).toFixed(1)} ms, p99 ${quantile(door, 0.99).toFixed(1)} ms of ${door.length}`);
    await house.close();
    finish('search', [
      line('query in the database, median', 0.5, '>= 2'),
      line('query in the database, p99', 0.99, '>= 1'),
      { case: 'a question through the door, median', ours: rounded(median(door)), beside: null, ratio: null, target: '<= 20', unit: 'ms' },
      { case: 'a question through the door, p99', ours: rounded(quantile(door, 0.99)), beside: null, ratio: null, target: '<= 100', unit: 'ms' },
    ]);
  } finally {
    await house.close();
  }
}

/** The server writes what is found in a job of its own. */
async function filled(database: Client): Promise<void> {
  for (;;) {
    const { rows } = await database.query<{ n: number }>('select count(*)::int as n from search_entry');
    if ((rows[0]?.n ?? 0) >= sessions + speakers) return;
    await new Promise((done) => setTimeout(done, 200));
  }
}

await main();
