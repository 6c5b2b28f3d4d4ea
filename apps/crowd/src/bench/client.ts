/** What a visitor's browser pays: bytes of each page beside a hello page, its vitals, sound alone on the wire, and memory at fifty facts a second (one of them: `--only pages`, `sound` or `heap`). */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { brotliCompressSync } from 'node:zlib';
import { type Browser, type CDPSession, type Page, chromium } from '@playwright/test';
import { setOnAir } from '@siccam/contract';
import { findChromium, onlyThrough, openRelay } from '@siccam/embedded';
import { build } from 'vite';
import { doorsOf } from '../doors';
import { type Fair, dataFolder, openFair } from './parts/fair';
import { openHouse, repository } from './parts/house';
import { type Case, after, finish, median, quick, rounded, tell } from './parts/measure';

const pages = ['', '/programme', '/s/panel-1', '/s/panel-2', '/privacy', '/parts', '/s/no-such-session'];
const repetitions = quick ? 3 : 7;
const soundSeconds = quick ? 20 : 180;
const heapMinutes = Number(after('--minutes') ?? (quick ? 1 : 10));
const only = after('--only');
const factsPerSecond = 50;
const flags = ['--no-sandbox', '--autoplay-policy=no-user-gesture-required'];
const part = (name: string) => join(import.meta.dirname, 'parts', name);
const desk = { locale: 'fr-MA', timezoneId: 'Africa/Casablanca', viewport: { width: 1440, height: 900 }, serviceWorkers: 'block' } as const;
const phone = { ...desk, viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 } as const;
/** Mobile data, and a phone four times slower than this machine. */
const mobile = { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 1.6e6 / 8 };
const ipAndUdp = 28;

type Vitals = { lcp: number; cls: number; longest: number; inp: number };
/** Bytes on the wire, headers of HTTP included: scripts and styles, LiveKit's code, fonts, the rest. */
type Weight = { code: number; livekit: number; fonts: number; rest: number };

/** Bytes in brotli of the least page of the same making. */
async function helloBytes(): Promise<number> {
  const built = await build({ root: join(repository, 'apps/web'), configFile: false, logLevel: 'silent', build: { write: false, rollupOptions: { input: part('hello.js') } } });
  const outputs = 'output' in built ? built.output : Array.isArray(built) ? built.flatMap(({ output }) => output) : [];
  return outputs.reduce((sum, file) => sum + (file.type === 'chunk' ? brotliCompressSync(file.code).length : 0), 0);
}

async function weigh(devtools: CDPSession): Promise<() => Weight> {
  const kinds = new Map<string, keyof Weight>();
  const weight: Weight = { code: 0, livekit: 0, fonts: 0, rest: 0 };
  devtools.on('Network.responseReceived', ({ requestId, type, response }) => {
    const code = type === 'Script' || type === 'Stylesheet';
    kinds.set(requestId, code ? (response.url.includes('livekit') ? 'livekit' : 'code') : type === 'Font' ? 'fonts' : 'rest');
  });
  devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => (weight[kinds.get(requestId) ?? 'rest'] += encodedDataLength));
  await devtools.send('Network.enable');
  return () => weight;
}

/** One first visit: what came, what was seen, and the slowest answer to a reader who changes the language three times. */
async function visit(browser: Browser, address: string, lab: 'desk' | 'phone'): Promise<{ weight: Weight; vitals: Vitals }> {
  const context = await browser.newContext(lab === 'desk' ? desk : phone);
  try {
    const page = await context.newPage();
    const devtools = await context.newCDPSession(page);
    const weight = await weigh(devtools);
    if (lab === 'phone') {
      await devtools.send('Network.emulateNetworkConditions', mobile);
      await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    }
    await page.addInitScript({ path: part('vitals.js') });
    await page.goto(address, { waitUntil: 'networkidle' });
    await page.getByRole('heading', { level: 1 }).waitFor();
    // What the page asks for last comes after it is drawn: its socket, a dialog's code.
    await delay(1500);
    await page.waitForLoadState('networkidle');
    const loaded = await page.evaluate<Vitals>('vitals');
    const came = { ...weight() };
    if (new URL(address).pathname !== '/fr/parts') {
      for (const language of ['العربية', 'English', 'Français']) {
        await page.getByRole('link', { name: language, exact: true }).filter({ visible: true }).first().click();
        await page.evaluate('new Promise((done) => requestAnimationFrame(() => setTimeout(done, 100)))');
      }
    }
    return { weight: came, vitals: { ...loaded, inp: (await page.evaluate<Vitals>('vitals')).inp } };
  } finally {
    await context.close();
  }
}

async function pagesOf(browser: Browser, fair: Fair, hello: number): Promise<Case[]> {
  const cases: Case[] = [];
  for (const path of pages) {
    const name = path || '/';
    const seen: Record<'desk' | 'phone', Vitals[]> = { desk: [], phone: [] };
    let weight: Weight | undefined;
    for (let repetition = 0; repetition < repetitions; repetition++) {
      for (const lab of ['desk', 'phone'] as const) {
        const visited = await visit(browser, `${fair.url}/fr${path}`, lab);
        seen[lab].push(visited.vitals);
        weight ??= visited.weight;
      }
    }
    if (!weight) continue;
    const { code, livekit, fonts, rest } = weight;
    const kb = (bytes: number) => Math.round(bytes / 100) / 10;
    tell(`${name}: code ${kb(code)} kB, fonts ${kb(fonts)}, the rest ${kb(rest)}, LiveKit's code ${kb(livekit)}`);
    const bytes = (what: string, ours: number, limit: number) => ({ case: `${name}: ${what}`, ours: kb(ours), beside: limit, ratio: rounded(kb(ours) / limit), target: `<= ${limit}`, unit: 'kB on the wire' });
    const middle = (lab: 'desk' | 'phone', of: keyof Vitals) => median(seen[lab].map((vitals) => vitals[of]));
    const time = (what: string, lab: 'desk' | 'phone', of: keyof Vitals, limit: number) => ({ case: `${name}: ${what}, ${lab}`, ours: Math.round(middle(lab, of)), beside: limit, ratio: rounded(middle(lab, of) / limit), target: `<= ${limit}`, unit: 'ms' });
    const shaken = Math.max(...seen.desk.map(({ cls }) => cls), ...seen.phone.map(({ cls }) => cls));
    cases.push(
      bytes('scripts and styles', code, 225),
      { case: `${name}: scripts and styles beside React and a router alone`, ours: kb(code), beside: kb(hello), ratio: rounded(code / hello), target: 'none', unit: 'kB in brotli' },
      bytes('fonts', fonts, 70),
      bytes('all before media', code + fonts + rest, 300),
      time('largest paint', 'desk', 'lcp', 1200),
      time('largest paint', 'phone', 'lcp', 2500),
      time('slowest answer to a tap', 'desk', 'inp', 100),
      time('slowest answer to a tap', 'phone', 'inp', 200),
      time('longest task of the load', 'desk', 'longest', 200),
      { case: `${name}: layout shift, worst visit`, ours: rounded(shaken), beside: 0.02, ratio: rounded(shaken / 0.02), target: '<= 0.02', unit: 'CLS' },
    );
  }
  return cases;
}

/** Listens to the sound alone through a relay that counts every datagram, and reads what the page says it used. */
async function soundOf(browser: Browser, fair: Fair, folder: string): Promise<Case[]> {
  const { rtc } = JSON.parse(readFileSync(join(folder, 'livekit/livekit.yaml'), 'utf8')) as { rtc: { udp_port: number } };
  const relay = await openRelay(() => rtc.udp_port);
  const context = await browser.newContext(phone);
  try {
    const page = await context.newPage();
    await page.addInitScript({ content: onlyThrough(relay.port) });
    await page.addInitScript({ content: "localStorage.setItem('siccam.saver', 'on')" });
    await page.goto(`${fair.url}/fr/s/panel-1`);
    await page.getByRole('button', { name: 'Écouter', exact: true }).first().tap();
    const reading = async () => {
      const meter = Number(await changed(page));
      const { down, up } = relay.carried();
      const wire = ({ bytes, packets }: { bytes: number; packets: number }) => bytes + packets * ipAndUdp;
      return { at: performance.now(), meter, down: wire(down), up: wire(up) };
    };
    const first = await reading();
    await delay(soundSeconds * 1000);
    const last = await reading();
    const anHour = (bytes: number) => rounded(((bytes / (last.at - first.at)) * 3.6e6) / 1e6);
    const [down, up, meter] = [last.down - first.down, last.up - first.up, last.meter - first.meter];
    tell(`sound alone for ${soundSeconds} s: ${anHour(down)} MB an hour down, ${anHour(up)} up on the wire; the page says ${anHour(meter)}`);
    return [
      { case: 'sound alone, all headers, both ways', ours: anHour(down + up), beside: 25, ratio: rounded(anHour(down + up) / 25), target: '<= 25', unit: 'MB an hour' },
      { case: 'the meter beside a relay', ours: meter, beside: down + up, ratio: rounded(meter / (down + up)), target: '0.9 to 1.1', unit: 'bytes' },
      { case: 'the meter beside what came down alone', ours: meter, beside: down, ratio: rounded(meter / down), target: '0.9 to 1.1', unit: 'bytes' },
    ];
  } finally {
    await context.close();
    relay.close();
  }
}

/** What the meter says, at the moment it says something new. */
async function changed(page: Page): Promise<string> {
  const data = page.locator('data').first();
  await data.waitFor();
  const before = await data.getAttribute('value');
  let now = before;
  // The page allows no code from outside, so nobody in it can tell us.
  while (now === before) {
    await delay(20);
    now = await data.getAttribute('value');
  }
  return now ?? '';
}

/** A page that follows a stage on which people come and go fifty times a second, through the door of the stage manager. */
async function heapOf(browser: Browser): Promise<Case[]> {
  const house = await openHouse(async (superuser) => void (await superuser.query(`update session set state = 'live' where slug = 'panel-1'`)), { settings: { WEB_DIR: join(repository, 'apps/web/dist') } });
  const context = await browser.newContext(desk);
  try {
    const page = await context.newPage();
    const devtools = await context.newCDPSession(page);
    let heard = 0;
    devtools.on('Network.webSocketFrameReceived', ({ response }) => (heard += response.payloadData.split('"stage.aired"').length - 1));
    await devtools.send('Network.enable');
    await page.addInitScript({ path: part('vitals.js') });
    await page.goto(`${house.address}/fr/s/panel-1`, { waitUntil: 'networkidle' });
    await page.getByRole('heading', { level: 1 }).waitFor();
    const doors = doorsOf(house.address, house.botKey);
    await devtools.send('Performance.enable');
    const busy = async () => (await devtools.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'TaskDuration')?.value ?? NaN;
    const atFirst = await busy();
    await page.evaluate('vitals.longest = 0');
    const people = (await doors.programme()).sessions.find(({ slug }) => slug === 'panel-1')?.people.map(({ id }) => id) ?? [];
    const began = performance.now();
    const until = began + heapMinutes * 60_000;
    let written = 0;
    // Each writer keeps to its beat; a slow answer is made up for, not skipped.
    const write = async (writer: number, of: number) => {
      for (let turn = 0; ; turn++) {
        const due = began + ((turn * of + writer) * 1000) / factsPerSecond;
        if (due > until) return;
        await delay(Math.max(0, due - performance.now()));
        const person = people[writer % people.length] ?? '';
        await doors.call(setOnAir, { session: 'panel-1', person, on: turn % 2 === 0 }, { bot: 'stage-manager' });
        written += 1;
      }
    };
    const writers = 4;
    const writing = Promise.all(Array.from({ length: writers }, (_, writer) => write(writer, writers)));
    // A writer that fails is heard of where all are awaited, so that the house closes first.
    writing.catch(() => undefined);
    const sizes: { minutes: number; megabytes: number }[] = [];
    while (performance.now() < until) {
      await delay(quick ? 5000 : 30_000);
      // Twice: what only a finalised object held goes with the second.
      for (let sweep = 0; sweep < 2; sweep++) await devtools.send('HeapProfiler.collectGarbage');
      const { usedSize } = await devtools.send('Runtime.getHeapUsage');
      sizes.push({ minutes: (performance.now() - began) / 60_000, megabytes: usedSize / 1e6 });
    }
    await writing;
    const spent = (await busy()) - atFirst;
    // What a page keeps on purpose, the latest thousand facts, it has after twenty seconds of them.
    const settled = sizes.filter(({ minutes }) => minutes > Math.min(1, heapMinutes / 3));
    const third = (from: number) => median(settled.slice(Math.floor((settled.length * from) / 3), Math.ceil((settled.length * (from + 1)) / 3)).map(({ megabytes }) => megabytes));
    const [early, late] = [third(0), third(2)];
    tell(`${written} facts written, ${heard} heard; heap ${sizes.map(({ megabytes }) => megabytes.toFixed(2)).join(' ')} MB`);
    return [
      { case: `heap in the last third of ${heapMinutes} min at ${Math.round(written / heapMinutes / 60)} facts a second, beside the first`, ours: rounded(late), beside: rounded(early), ratio: rounded(late / early), target: '<= 1.05', unit: 'MB, medians' },
      { case: 'slope of the heap', ours: rounded(slopeOf(settled)), beside: null, ratio: null, target: '<= 0.05', unit: 'MB a minute' },
      { case: 'the page’s own work for a fact, forced collections included', ours: rounded((spent * 1000) / heard), beside: null, ratio: null, target: 'none', unit: 'ms' },
      { case: 'longest task at that pace, forced collections included', ours: Math.round(await page.evaluate<number>('vitals.longest')), beside: 200, ratio: null, target: 'none', unit: 'ms' },
      { case: 'facts that reached the page', ours: heard, beside: written, ratio: rounded(heard / written), target: '>= 1', unit: 'facts' },
    ];
  } finally {
    await context.close();
    await house.close();
  }
}

/** Least squares through all readings. */
function slopeOf(sizes: { minutes: number; megabytes: number }[]): number {
  const mean = (of: (one: (typeof sizes)[number]) => number) => sizes.reduce((sum, one) => sum + of(one), 0) / sizes.length;
  const [x, y] = [mean(({ minutes }) => minutes), mean(({ megabytes }) => megabytes)];
  return mean(({ minutes, megabytes }) => (minutes - x) * (megabytes - y)) / mean(({ minutes }) => (minutes - x) ** 2);
}

async function main(): Promise<void> {
  const browser = await chromium.launch({ executablePath: await findChromium(), args: flags });
  const data = dataFolder();
  const cases: Case[] = [];
  const wants = (name: string) => only === undefined || only === name;
  try {
    if (wants('pages') || wants('sound')) {
      const fair = await openFair(data.path);
      try {
        // After the fair: a build sets NODE_ENV, which a fair would inherit.
        if (wants('pages')) cases.push(...(await pagesOf(browser, fair, await helloBytes())));
        if (wants('sound')) cases.push(...(await soundOf(browser, fair, data.path)));
      } finally {
        // The demonstration would take turns with the writers.
        await fair.stop();
      }
    }
    if (wants('heap')) cases.push(...(await heapOf(browser)));
  } finally {
    await browser.close();
    data.remove();
  }
  finish('client', cases);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
});
