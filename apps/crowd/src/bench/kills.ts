/** LiveKit, the server and the database killed with -9 in turn under a browser that listens: how long its sound was away, beside the longest silence of an undisturbed time. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type Page, chromium } from '@playwright/test';
import { findChromium } from '@siccam/embedded';
import { type Hearing, hearingScript } from '@siccam/testing';
import { dataFolder, openFair } from './parts/fair';
import { type Case, finish, median, quick, rounded, spread, tell } from './parts/measure';

const parts = ['livekit', 'api', 'postgres'] as const;
type Part = (typeof parts)[number];
const rounds = quick ? 2 : 10;
/** Longer than a supervisor takes to trust a part again, so that each kill meets the same patience. */
const roundSeconds = 15;
const patience = 60_000;

type Death = { silence: number; newLine: boolean; samePage: boolean };

const processOf = (data: string, part: Part): number | undefined => {
  try {
    return (JSON.parse(readFileSync(join(data, 'run', `${part}.json`), 'utf8')) as { pid: number }).pid;
  } catch {
    // Between two lives it has none.
    return undefined;
  }
};
const hearing = (page: Page): Promise<Hearing> => page.evaluate<Hearing>('hearing.now()');
const well = (url: string): Promise<boolean> => fetch(`${url}/api/health`, { signal: AbortSignal.timeout(2000) }).then(({ ok }) => ok, () => false);

async function death(page: Page, data: string, url: string, part: Part): Promise<Death> {
  const killed = processOf(data, part);
  if (killed === undefined) throw new Error(`${part} has no process`);
  const { connections } = await hearing(page);
  await page.evaluate('hearing.begin()');
  process.kill(killed, 'SIGKILL');
  const began = performance.now();
  for (;;) {
    await delay(200);
    if (performance.now() - began > patience) throw new Error(`${part} or the sound did not come back within ${patience} ms`);
    const now = processOf(data, part);
    if (now !== undefined && now !== killed && performance.now() - began > roundSeconds * 1000 && (await hearing(page)).silent < 500 && (await well(url))) break;
  }
  const after = await hearing(page);
  return { silence: after.longest, newLine: after.connections > connections, samePage: await page.evaluate<boolean>("'samePage' in window") };
}

async function main(): Promise<void> {
  const data = dataFolder();
  const fair = await openFair(data.path);
  const browser = await chromium.launch({ executablePath: await findChromium(), args: ['--no-sandbox', '--autoplay-policy=no-user-gesture-required'] });
  const close = async () => {
    await browser.close();
    await fair.stop();
    data.remove();
  };
  try {
    const page = await (await browser.newContext({ locale: 'fr-MA', timezoneId: 'Africa/Casablanca' })).newPage();
    await page.addInitScript({ content: hearingScript });
    await page.goto(`${fair.url}/fr/s/panel-1`);
    await page.getByRole('button', { name: 'Écouter', exact: true }).first().click();
    await page.evaluate('window.samePage = true');
    while ((await hearing(page)).silent > 200 || (await hearing(page)).connections === 0) await delay(100);

    const deaths: Record<Part, Death[]> = { livekit: [], api: [], postgres: [] };
    const calm: number[] = [];
    for (let round = 0; round < rounds; round++) {
      await page.evaluate('hearing.begin()');
      await delay(roundSeconds * 1000);
      calm.push((await hearing(page)).longest);
      for (const part of parts) {
        deaths[part].push(await death(page, data.path, fair.url, part));
        tell(`${part} killed: longest silence ${Math.round(deaths[part].at(-1)?.silence ?? NaN)} ms`);
      }
    }
    const silences = (part: Part) => deaths[part].map(({ silence }) => silence);
    for (const part of parts) tell(`${part}: ${spread(silences(part))} ms of silence, longest ${Math.round(Math.max(...silences(part)))}; undisturbed ${spread(calm)}, longest ${Math.round(Math.max(...calm))}`);
    const line = (part: Part, limit: number): Case => ({
      case: `${part} killed ${rounds} times: longest silence beside the longest undisturbed`,
      ours: Math.round(Math.max(...silences(part))),
      beside: Math.round(Math.max(...calm)),
      ratio: rounded(median(silences(part)) / median(calm)),
      target: `<= ${limit}`,
      unit: 'ms',
    });
    const all = parts.flatMap((part) => deaths[part]);
    await close();
    finish('kills', [
      line('livekit', 8000),
      line('api', 2000),
      line('postgres', 2000),
      { case: 'new lines to LiveKit where it lived', ours: [...deaths.api, ...deaths.postgres].filter(({ newLine }) => newLine).length, beside: null, ratio: null, target: '0', unit: `of ${rounds * 2}` },
      { case: 'reloads of the page', ours: all.filter(({ samePage }) => !samePage).length, beside: null, ratio: null, target: '0', unit: `of ${all.length}` },
    ]);
  } finally {
    await close();
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
});
