/** From a click on "listen" to the first decoded picture and the first sound, our page beside a minimal livekit-client page on the same stage. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type Browser, chromium } from '@playwright/test';
import { findChromium } from '@siccam/embedded';
import { dataFolder, openFair } from './parts/fair';
import { finish, median, quick, rounded, spread, tell } from './parts/measure';

type Probe = Partial<Record<'click' | 'ticket' | 'signal' | 'media' | 'frame' | 'packet' | 'sound', number>>;
const steps = ['ticket', 'signal', 'media', 'packet', 'sound', 'frame'] as const;
/** Milliseconds after the click, by step. */
type Measured = Record<(typeof steps)[number], number>;

const repetitions = quick ? 7 : 21;
const flags = ['--no-sandbox', '--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream', '--autoplay-policy=no-user-gesture-required'];
const minimal = readFileSync(join(import.meta.dirname, 'parts/minimal.html'), 'utf8');
const client = createRequire(import.meta.url).resolve('livekit-client').replace(/[^/]+$/, 'livekit-client.umd.js');

/** One first visit in a browser without memory. */
async function visit(browser: Browser, url: string, which: 'ours' | 'minimal'): Promise<Measured> {
  const context = await browser.newContext({ locale: 'fr-MA', timezoneId: 'Africa/Casablanca' });
  try {
    const page = await context.newPage();
    await page.addInitScript({ path: join(import.meta.dirname, 'parts/probe.js') });
    if (which === 'minimal') {
      // On the fair's own origin, or its doors would refuse.
      await page.route('**/minimal', (route) => route.fulfill({ contentType: 'text/html', body: minimal }));
      await page.route('**/livekit-client.js', (route) => route.fulfill({ path: client }));
      await context.request.get(`${url}/api/me`);
    }
    await page.goto(which === 'ours' ? `${url}/fr/s/panel-1` : `${url}/minimal`, { waitUntil: 'networkidle' });
    await page.getByRole('button', which === 'ours' ? { name: 'Écouter' } : {}).first().click();
    await page.waitForFunction('window.probe.frame && window.probe.sound', undefined, { timeout: 20_000, polling: 50 });
    const probe = (await page.evaluate('window.probe')) as Probe;
    return Object.fromEntries(steps.map((step) => [step, (probe[step] ?? NaN) - (probe.click ?? NaN)])) as Measured;
  } finally {
    await context.close();
  }
}

async function main(): Promise<void> {
  const data = dataFolder();
  const executablePath = await findChromium();
  const fair = await openFair(data.path);
  const browser = await chromium.launch({ executablePath, args: flags });
  try {
    const seen: Record<'ours' | 'minimal', Measured[]> = { ours: [], minimal: [] };
    for (const which of ['ours', 'minimal'] as const) await visit(browser, fair.url, which);
    for (let repetition = 0; repetition < repetitions; repetition++) {
      // Whoever is first in a pair may find the machine busier with what went before.
      const pair = repetition % 2 === 0 ? (['ours', 'minimal'] as const) : (['minimal', 'ours'] as const);
      for (const which of pair) seen[which].push(await visit(browser, fair.url, which));
    }
    const of = (which: 'ours' | 'minimal', step: (typeof steps)[number]) => seen[which].map((measured) => measured[step]).filter((value) => !Number.isNaN(value));
    for (const step of steps) tell(`${step.padEnd(7)} after the click, ms: ours ${spread(of('ours', step))}, minimal page ${spread(of('minimal', step))}`);
    const line = (name: string, step: (typeof steps)[number], target: string) => {
      const [ours, beside] = [median(of('ours', step)), median(of('minimal', step))];
      return { case: name, ours: Math.round(ours), beside: Math.round(beside), ratio: rounded(ours / beside), target, unit: 'ms' };
    };
    await browser.close();
    await fair.stop();
    data.remove();
    finish('first-frame', [line('click to first decoded picture', 'frame', '<= 1.10'), line('click to first sound', 'sound', '<= 1.10')]);
  } finally {
    await browser.close();
    await fair.stop();
    data.remove();
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
});
