/** A schedule of 1,000 talks brought over the draft: seconds from the preview to the end of the decision, peak memory of the server, and how long others wait meanwhile. */
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { applyImport, previewImport, readHealth } from '@siccam/contract';
import { openHouse } from './parts/house';
import { finish, median, quick, rounded, spread, tell } from './parts/measure';
import { cookieSecret, signIn } from './parts/signedIn';
import { askOf, schedule, talks } from './parts/talks';

const repetitions = quick ? 1 : 3;

async function main(): Promise<void> {
  const secret = cookieSecret();
  const house = await openHouse(async () => undefined, { settings: { COOKIE_SECRET: secret } });
  try {
    const [organiser] = await signIn(house.superuser, secret, 1, 'organiser');
    const file = schedule({ rooms: 4, begins: (place) => 480 + ((place * 5) % 720), duration: '00:30', each: { abstract: `<p>${'What is said in this talk, in a few words. '.repeat(12)}</p>`, description: 'And at length. '.repeat(60) }, biography: 'Somebody. '.repeat(20) });
    tell(`${talks} talks, ${rounded(Buffer.byteLength(file) / 1e6)} MB`);
    const brought = { file, cookie: organiser?.cookie ?? '' };
    const whole: number[] = [];
    let waited = 0;
    for (let repetition = 0; repetition < repetitions; repetition++) {
      await house.superuser.query(`delete from draft_item; delete from session where state = 'draft'`);
      const watching = new AbortController();
      const watched = watch(house.address, watching.signal, (milliseconds) => (waited = Math.max(waited, milliseconds)));
      const began = performance.now();
      const { plan, lines } = await askOf(house.address, previewImport, {}, brought);
      const created = lines.filter(({ kind, does }) => kind === 'session' && does === 'create').length;
      if (created !== talks) throw new Error(`${created} talks would be created`);
      await askOf(house.address, applyImport, { plan, without: false }, brought);
      whole.push((performance.now() - began) / 1000);
      const again = await askOf(house.address, previewImport, {}, brought);
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
