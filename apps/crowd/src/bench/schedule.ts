/** The programme of 1,000 sessions read over and over while an organiser publishes a release each second: our door against a bare node server with the same bytes, and against a page built naively for every reader. */
import { join } from 'node:path';
import { type DraftItem, makeRelease, previewRelease, readDraft, readProgramme, saveDraft } from '@siccam/contract';
import { spawn } from 'node:child_process';
import { doorsOf } from '../doors';
import type { Client } from 'pg';
import { furnishThousand } from './parts/furnish';
import { type House, childWithLine, openHouse, repository } from './parts/house';
import type { Seen } from './parts/load';
import { cpuSeconds, finish, median, nodeOn, quick, rounded, spread, tell } from './parts/measure';
import { bareServer, programmeOf } from './parts/prepared';
import { cookieSecret, type Somebody, signIn } from './parts/signedIn';

const { path } = readProgramme;
const repetitions = quick ? 5 : 9;
const seconds = quick ? 1 : 3;
const connections = 50;
// A release takes three questions, and one person may ask 120 a minute.
const organisers = 4;

async function load(port: number, conditional: boolean, forSeconds = seconds, over = connections): Promise<Seen> {
  const [command, before] = nodeOn(1);
  const told = JSON.stringify({ port, connections: over, seconds: forSeconds, path, conditional });
  const child = spawn(command, [...before, '--import', 'tsx', join(import.meta.dirname, 'parts/load.ts'), told], { cwd: repository, stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  for await (const part of child.stdout) text += String(part);
  return JSON.parse(text) as Seen;
}

async function main(): Promise<void> {
  const secret = cookieSecret();
  const house = await openHouse(furnishThousand, { adopts: true, settings: { COOKIE_SECRET: secret } });
  try {
    const answer = await programmeOf(house.address);
    const plain = Buffer.from(await (await fetch(house.address + path)).arrayBuffer());
    tell(`1,000 sessions: ${plain.length} bytes of JSON, ${answer.body.length} in brotli`);
    const raw = await bareServer(house, answer);
    const naive = await childWithLine(nodeOn(0), ['--import', 'tsx', join(import.meta.dirname, 'parts/naive-schedule.ts'), house.databaseUrl], house.closing);
    const peers = {
      'ours 200': { port: house.port, pid: house.pid, conditional: false, over: connections },
      'raw 200': { ...raw, conditional: false, over: connections },
      'ours 304': { port: house.port, pid: house.pid, conditional: true, over: connections },
      'raw 304': { ...raw, conditional: true, over: connections },
      naive: { port: Number(naive.line), pid: naive.child.pid ?? 0, conditional: false, over: 4 },
    };
    const perCpu = Object.fromEntries(Object.keys(peers).map((name) => [name, [] as number[]]));

    // What a reader costs the database is counted without the writer, so that every statement of the programme is a reader's.
    for (const { port, conditional, over } of Object.values(peers)) await load(port, conditional, 1, over);
    const sql = await statementsOfReaders(house.superuser, () => load(house.port, false));

    const before = await figures(house.address);
    const writer = writing(house, await signIn(house.superuser, secret, organisers, 'organiser'));
    for (let repetition = 0; repetition < repetitions; repetition++) {
      for (const [name, { port, pid, conditional, over }] of Object.entries(peers)) {
        const began = cpuSeconds(pid);
        const seen = await load(port, conditional, seconds, over);
        const used = cpuSeconds(pid) - began;
        perCpu[name]?.push(seen.requests / used);
        const wanted = conditional ? '304' : '200';
        const others = Object.entries(seen.statuses).filter(([status]) => status !== wanted && !(conditional && status === '200'));
        if (others.length > 0) throw new Error(`${name} answered ${JSON.stringify(seen.statuses)}`);
      }
    }
    const written = await writer.stop();
    const after = await figures(house.address);
    const rebuilds = after.rebuilds - before.rebuilds;
    for (const [name, values] of Object.entries(perCpu)) tell(`${name}: ${spread(values)} requests per CPU second`);
    tell(`written versions ${written}, rebuilds ${rebuilds}; statements of readers in ${sql.requests} requests: ${sql.statements}`);

    const [ours, floor, ours304, floor304, built] = ['ours 200', 'raw 200', 'ours 304', 'raw 304', 'naive'].map((name) => perCpu[name] ?? []);
    // Each repetition is a pair measured side by side; the machine's mood cancels out within it.
    const ratio = (a: number[] = [], b: number[] = []) => rounded(median(a.map((value, at) => value / (b[at] ?? NaN))));
    const line = (name: string, a: number[] = [], b: number[] = [], target: string) => ({ case: name, ours: Math.round(median(a)), beside: rounded(median(b), 5), ratio: ratio(a, b), target, unit: 'requests per CPU second' });
    await house.close();
    finish('schedule', [
      line('200 in brotli, beside a bare node server', ours, floor, '>= 0.65, aim 0.80'),
      line('304, beside a bare node server', ours304, floor304, '>= 0.75'),
      line('200 in brotli, beside the page built from TypeORM', ours, built, '>= 200'),
      { case: 'SQL statements of readers', ours: sql.statements, beside: null, ratio: null, target: '0', unit: `statements in ${sql.requests} requests` },
      { case: 'builds per written version', ours: rebuilds, beside: written, ratio: rounded(rebuilds / written), target: '<= 1', unit: 'builds' },
    ]);
  } finally {
    await house.close();
  }
}

/** Statements on the programme's tables that reading caused. */
async function statementsOfReaders(database: Client, read: () => Promise<Seen>): Promise<{ statements: number; requests: number }> {
  await database.query('select pg_stat_statements_reset()');
  const { requests } = await read();
  // Only the programme reads people, and only whoever reads it would count here.
  const { rows } = await database.query<{ calls: string }>(
    `select coalesce(sum(calls), 0) as calls from pg_stat_statements where userid = 'bench_app'::regrole and query ~ 'session_person|"stage"|"fair"'`,
  );
  return { statements: Number(rows[0]?.calls), requests };
}

async function figures(address: string): Promise<{ rebuilds: number; queries: number }> {
  const text = await (await fetch(`${address}/api/metrics`)).text();
  const read = (name: string) => Number(new RegExp(`^${name} (\\S+)`, 'm').exec(text)?.[1] ?? 0);
  return { rebuilds: read('programme_rebuilds_total'), queries: read('db_queries_total') };
}

/** Publishes a release every second, as an organiser does: saves a session of the draft, looks at what would change, publishes it. */
function writing({ address, botKey }: House, people: readonly Somebody[]) {
  const doors = doorsOf(address, botKey);
  let written = 0;
  let stopped = false;
  const done = (async () => {
    let item: DraftItem | undefined;
    for (let next = performance.now(); !stopped; next += 1000) {
      await new Promise((ready) => setTimeout(ready, next - performance.now()));
      const as = { cookie: people[written % people.length]?.cookie ?? '' };
      item ??= (await doors.call(readDraft, {}, as)).items.find(({ content }) => content?.kind === 'session' && content.slug === 'panel-3');
      if (item?.content?.kind !== 'session') throw new Error('there is no panel 3 to change');
      const content = { ...item.content, minutes: item.content.minutes === 50 ? 55 : 50 };
      item = (await doors.call(saveDraft, { items: [{ id: item.id, revision: item.revision, content }] }, as)).items[0];
      const { number, revisions } = await doors.call(previewRelease, {}, as);
      await doors.call(makeRelease, { number, revisions, note: {}, reason: 'benchmark' }, as);
      written++;
    }
  })();
  done.catch((error: unknown) => tell(`the writer was refused: ${String(error)}`));
  return {
    stop: async () => {
      stopped = true;
      await done;
      // The last version is built a moment after it was written.
      await new Promise((ready) => setTimeout(ready, 1000));
      return written;
    },
  };
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
});
