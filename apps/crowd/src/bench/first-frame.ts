/** From a click on "listen" to the first decoded picture and the first sound, our page beside a minimal livekit-client page on the same stage. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
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
const client = readFileSync(createRequire(import.meta.url).resolve('livekit-client').replace(/[^/]+$/, 'livekit-client.umd.js'));
const patience = 20_000;

/** Serves the minimal page, and hands its question for a ticket on to the fair as a guest's. */
async function serveMinimal(fair: string): Promise<{ url: string; close: () => void }> {
  const greeting = await fetch(`${fair}/api/me`);
  const cookie = greeting.headers.getSetCookie().map((one) => one.split(';')[0]).join('; ');
  const server = createServer((request, response) => {
    const answer = (type: string, body: string | Buffer) => response.writeHead(200, { 'content-type': type }).end(body);
    if (request.url === '/') return answer('text/html', minimal);
    if (request.url === '/livekit-client.js') return answer('text/javascript', client);
    if (request.method !== 'POST') return response.writeHead(404).end();
    const ticket = fetch(fair + request.url, { method: 'POST', headers: { cookie, 'content-type': 'application/json' }, body: JSON.stringify({ tab: `minimal${++tabs}` }) });
    ticket.then(async (given) => answer('application/json', Buffer.from(await given.arrayBuffer())), (error: unknown) => response.writeHead(502).end(String(error)));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, close: () => server.close() };
}
let tabs = 0;

/** One first visit in a browser without memory. */
async function visit(browser: Browser, addresses: Record<'ours' | 'minimal', string>, which: 'ours' | 'minimal'): Promise<Measured> {
  const context = await browser.newContext({ locale: 'fr-MA', timezoneId: 'Africa/Casablanca' });
  try {
    const page = await context.newPage();
    await page.addInitScript({ path: join(import.meta.dirname, 'parts/probe.js') });
    await page.goto(addresses[which], { waitUntil: 'networkidle' });
    await page.getByRole('button', which === 'ours' ? { name: 'Écouter' } : {}).first().click();
    const probe = (await Promise.race([page.evaluate('window.probed'), delay(patience).then(() => page.evaluate('window.probe'))])) as Probe;
    if (probe.frame === undefined || probe.sound === undefined) throw new Error(`${which}: no picture and sound within ${patience} ms: ${JSON.stringify(probe)}`);
    return Object.fromEntries(steps.map((step) => [step, (probe[step] ?? NaN) - (probe.click ?? NaN)])) as Measured;
  } finally {
    await context.close();
  }
}

async function main(): Promise<void> {
  const data = dataFolder();
  const executablePath = await findChromium();
  const fair = await openFair(data.path);
  const minimalPage = await serveMinimal(fair.url);
  const addresses = { ours: `${fair.url}/fr/s/panel-1`, minimal: minimalPage.url };
  const browser = await chromium.launch({ executablePath, args: flags });
  const close = async () => {
    await browser.close();
    minimalPage.close();
    await fair.stop();
    data.remove();
  };
  try {
    const seen: Record<'ours' | 'minimal', Measured[]> = { ours: [], minimal: [] };
    for (const which of ['ours', 'minimal'] as const) await visit(browser, addresses, which);
    for (let repetition = 0; repetition < repetitions; repetition++) {
      // Whoever is first in a pair may find the machine busier with what went before.
      const pair = repetition % 2 === 0 ? (['ours', 'minimal'] as const) : (['minimal', 'ours'] as const);
      for (const which of pair) seen[which].push(await visit(browser, addresses, which));
    }
    const of = (which: 'ours' | 'minimal', step: (typeof steps)[number]) => seen[which].map((measured) => measured[step]).filter((value) => !Number.isNaN(value));
    for (const step of steps) tell(`${step.padEnd(7)} after the click, ms: ours ${spread(of('ours', step))}, minimal page ${spread(of('minimal', step))}`);
    const line = (name: string, step: (typeof steps)[number], target: string) => {
      const [ours, beside] = [median(of('ours', step)), median(of('minimal', step))];
      return { case: name, ours: Math.round(ours), beside: Math.round(beside), ratio: rounded(ours / beside), target, unit: 'ms' };
    };
    await close();
    finish('first-frame', [line('click to first decoded picture', 'frame', '<= 1.10'), line('click to first sound', 'sound', '<= 1.10')]);
  } finally {
    await close();
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
});
