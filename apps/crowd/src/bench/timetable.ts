/** What the timetable costs an organiser's browser with 1,000 sessions: opening it, scrolling through it, dragging a session and putting it down. */
import { setTimeout as delay } from 'node:timers/promises';
import { join } from 'node:path';
import { type Locator, type Page, chromium } from '@playwright/test';
import { applyImport, previewImport } from '@siccam/contract';
import { findChromium } from '@siccam/embedded';
import { openHouse, repository } from './parts/house';
import { finish, median, quick, rounded, spread, tell } from './parts/measure';
import { cookieSecret, signIn } from './parts/signedIn';
import { askOf, schedule, talks } from './parts/talks';

const repetitions = quick ? 3 : 7;
const stages = 5;
const day = '2026-11-27';
const opensIn = 2000;
const longest = 200;
const flags = ['--no-sandbox', '--disable-quic'];

type Task = { at: number; lasts: number };
type Measured = { opened: number; opening: number; scrolling: number; dragging: number; putting: number };

async function main(): Promise<void> {
  const secret = cookieSecret();
  const house = await openHouse(async () => undefined, { settings: { COOKIE_SECRET: secret, WEB_DIR: join(repository, 'apps/web/dist') } });
  const browser = await chromium.launch({ executablePath: await findChromium(), args: flags });
  try {
    const [organiser] = await signIn(house.superuser, secret, 1, 'organiser');
    const cookie = organiser?.cookie ?? '';
    await bring(house.address, cookie);
    const seen: Measured[] = [];
    for (let repetition = 0; repetition < repetitions; repetition++) {
      const context = await browser.newContext({ locale: 'fr-MA', timezoneId: 'Africa/Casablanca', viewport: { width: 1440, height: 900 }, serviceWorkers: 'block' });
      const [name = '', value = ''] = cookie.split(/=(.*)/s);
      await context.addCookies([{ name, value, url: house.address }]);
      await context.addInitScript({ content: "localStorage.setItem('siccam.signedIn', '1')" });
      await context.addInitScript({ content: 'window.tasks = []; new PerformanceObserver((list) => list.getEntries().forEach(({ startTime, duration }) => tasks.push({ at: startTime, lasts: duration }))).observe({ type: "longtask", buffered: true });' });
      const measured = await once(await context.newPage(), house.address);
      tell(Object.entries(measured).map(([what, ms]) => `${what} ${Math.round(ms)}`).join(', '));
      seen.push(measured);
      await context.close();
    }
    const all = (of: keyof Measured) => seen.map((one) => one[of]);
    tell(`opens after ${spread(all('opened'))} ms`);
    const worst = (name: string, of: keyof Measured) => ({ case: `longest task while ${name}, worst of ${repetitions}`, ours: Math.round(Math.max(...all(of))), beside: longest, ratio: rounded(Math.max(...all(of)) / longest), target: `<= ${longest}`, unit: 'ms' });
    await house.close();
    finish('timetable', [
      { case: `${talks} sessions, from the address to the grid`, ours: Math.round(median(all('opened'))), beside: opensIn, ratio: rounded(median(all('opened')) / opensIn), target: `<= ${opensIn}`, unit: 'ms' },
      worst('it opens', 'opening'),
      worst('scrolling from top to bottom', 'scrolling'),
      worst('a session is dragged', 'dragging'),
      worst('it is put down', 'putting'),
    ]);
  } finally {
    await browser.close();
    await house.close();
  }
}

/** One organiser who opens the timetable, looks through the day, and drags one session to another stage. */
async function once(page: Page, address: string): Promise<Measured> {
  const began = performance.now();
  await page.goto(`${address}/fr/desk/programme?day=${day}`);
  await page.locator('[data-block]').nth(20).waitFor();
  const opened = performance.now() - began;
  const opening = await worstSince(page, 0);

  const scrolls = await now(page);
  for (let turn = 0; turn < 40; turn++) {
    await page.mouse.move(900, 450);
    await page.mouse.wheel(0, turn < 20 ? 300 : -300);
    await page.evaluate('new Promise((done) => requestAnimationFrame(done))');
  }
  const scrolling = await worstSince(page, scrolls);

  const block = page.locator('[data-column] [data-block]').nth(10);
  await block.scrollIntoViewIfNeeded();
  const drags = await now(page);
  await drag(page, block);
  const dragging = await worstSince(page, drags);
  const puts = await now(page);
  await page.mouse.up();
  await page.getByRole('status').filter({ hasText: /^Enregistré à/ }).waitFor();
  const putting = await worstSince(page, puts);
  return { opened, opening, scrolling, dragging, putting };
}

async function drag(page: Page, block: Locator): Promise<void> {
  const from = await block.boundingBox();
  const to = await page.locator('[data-column]').nth(stages - 1).boundingBox();
  if (!from || !to) throw new Error('nothing to drag');
  await page.mouse.move(from.x + 20, from.y + 12);
  await page.mouse.down();
  for (let move = 1; move <= 30; move++) {
    await page.mouse.move(from.x + ((to.x + 40 - from.x) * move) / 30, from.y + 12 + 4 * move);
    await page.evaluate('new Promise((done) => requestAnimationFrame(done))');
  }
}

const now = (page: Page): Promise<number> => page.evaluate<number>('performance.now()');

/** The longest task since a moment of the page's clock; what is reckoned after something was drawn is waited for. */
async function worstSince(page: Page, since: number): Promise<number> {
  await delay(1000);
  const tasks = await page.evaluate<Task[]>('tasks');
  return Math.max(0, ...tasks.filter(({ at, lasts }) => at + lasts >= since).map(({ lasts }) => lasts));
}

/** Some of what it brings collides. */
async function bring(address: string, cookie: string): Promise<void> {
  const file = schedule({ rooms: stages, begins: (place) => 360 + place * 10, duration: '00:10', each: { abstract: 'What is said in this talk. '.repeat(12), description: 'And at length. '.repeat(40) } });
  const { plan } = await askOf(address, previewImport, {}, { file, cookie });
  await askOf(address, applyImport, { plan, without: false }, { file, cookie });
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
});
