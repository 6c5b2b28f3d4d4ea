/** A schedule of 1,000 talks brought over the draft: seconds from the preview to the end of the decision, peak memory of the server, and how long others wait meanwhile. */
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { applyImport, type ExchangePlan, previewImport, questionHeader, readHealth } from '@siccam/contract';
import { openHouse } from './parts/house';
import { finish, median, quick, rounded, spread, tell } from './parts/measure';
import { cookieSecret, signIn } from './parts/signedIn';

const talks = 1000;
const repetitions = quick ? 1 : 3;

async function main(): Promise<void> {
  const secret = cookieSecret();
  const house = await openHouse(async () => undefined, { settings: { COOKIE_SECRET: secret } });
  try {
    const [organiser] = await signIn(house.superuser, secret, 1, 'organiser');
    const file = schedule();
    tell(`${talks} talks, ${rounded(Buffer.byteLength(file) / 1e6)} MB`);
    const bring = async (path: string, question: object): Promise<ExchangePlan> => {
      const answer = await fetch(house.address + path, { method: 'POST', body: file, headers: { 'content-type': 'application/octet-stream', [questionHeader]: encodeURIComponent(JSON.stringify(question)), cookie: organiser?.cookie ?? '' } });
      if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
      return (await answer.json()) as ExchangePlan;
    };
    const whole: number[] = [];
    let waited = 0;
    for (let repetition = 0; repetition < repetitions; repetition++) {
      await house.superuser.query(`delete from draft_item; delete from session where state = 'draft'`);
      const watching = new AbortController();
      const watched = watch(house.address, watching.signal, (milliseconds) => (waited = Math.max(waited, milliseconds)));
      const began = performance.now();
      const { plan, lines } = await bring(previewImport.path, {});
      const created = lines.filter(({ kind, does }) => kind === 'session' && does === 'create').length;
      if (created !== talks) throw new Error(`${created} talks would be created`);
      await bring(applyImport.path, { plan, without: false });
      whole.push((performance.now() - began) / 1000);
      const again = await bring(previewImport.path, {});
      if (again.lines.some(({ does }) => does !== 'leave')) throw new Error('the same file again changes something');
      watching.abort();
      await watched;
    }
    const peak = Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${house.pid}/status`, 'utf8'))?.[1]) / 1024;
    tell(`${spread(whole, 2)} s, at most ${Math.round(peak)} MB, others waited ${Math.round(waited)} ms at most`);
    await house.close();
    finish('import', [
      { case: `${talks} talks, preview and decision`, ours: rounded(median(whole)), beside: null, ratio: null, target: '<= 10', unit: 's' },
      { case: 'peak resident memory of the server', ours: Math.round(peak), beside: null, ratio: null, target: '<= 300', unit: 'MB' },
      { case: 'longest that another question waited meanwhile', ours: Math.round(waited), beside: null, ratio: null, target: 'said, no aim', unit: 'ms' },
    ]);
  } finally {
    await house.close();
  }
}

/** The talks in four rooms over two days, with 1,500 people. */
function schedule(): string {
  const days = ['2026-11-27', '2026-11-28'].map((date, day) => ({
    index: day + 1,
    date,
    day_start: `${date}T04:00:00+01:00`,
    day_end: `${date}T23:59:00+01:00`,
    rooms: Object.fromEntries(Array.from({ length: 4 }, (_, room) => [`Room ${room + 1}`, Array.from({ length: talks / 8 }, (_, place) => talk(1 + place * 8 + room * 2 + day, date, 480 + ((place * 5) % 720), `Room ${room + 1}`))])),
  }));
  return JSON.stringify({ schedule: { version: '1', conference: { acronym: 'bench', title: 'Bench', daysCount: 2, days } } });
}

function talk(number: number, date: string, minutes: number, room: string) {
  const start = `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
  const persons = [0, 1].map((one) => ({ id: 1 + ((number * 2 + one) % 1500), public_name: `Person ${(number * 2 + one) % 1500}`, biography: 'Somebody. '.repeat(20) }));
  const abstract = `<p>${'What is said in this talk, in a few words. '.repeat(12)}</p>`;
  return { id: number, guid: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`, date: `${date}T${start}:00+01:00`, start, duration: '00:30', room, slug: `bench-${number}-talk`, title: `Talk ${number}`, type: 'Talk', language: 'en', abstract, description: 'And at length. '.repeat(60), persons };
}

/** Asks a small question all the time, and says how long each answer took. */
async function watch(address: string, signal: AbortSignal, took: (milliseconds: number) => void): Promise<void> {
  while (!signal.aborted) {
    const began = performance.now();
    await (await fetch(address + readHealth.path)).text();
    took(performance.now() - began);
    await delay(20);
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
});
