import { type Page, expect, test } from '@playwright/test';
import { type Relay, onlyThrough, openRelay } from '@siccam/embedded';
import { mediaPort, sharedFair } from './fair';
import { breath, expectSound, followConnections, followHearing, hearing, listenFor, received } from './stage';

/** Mobile data as one pays for it: 1.6 Mbit/s each way, 150 ms there and back, and a browser that says so. */
const mobile = { bitsPerSecond: 1.6e6, delay: 75 };
const ipAndUdp = 28;

async function onMobileData(page: Page): Promise<Relay> {
  // The browser's own throttling is for pages; what media pays on the way is seen by a relay.
  const relay = await openRelay(mediaPort, mobile);
  await page.addInitScript({ content: onlyThrough(relay.port) });
  await page.addInitScript(() => Object.defineProperty(navigator, 'connection', { value: Object.assign(new EventTarget(), { type: 'cellular', effectiveType: '4g', saveData: false }) }));
  await followConnections(page);
  return relay;
}

/** Bytes of every answer that the page has had, headers included, as the network saw them. */
async function countBytes(page: Page): Promise<() => number> {
  const devtools = await page.context().newCDPSession(page);
  let bytes = 0;
  devtools.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
  await devtools.send('Network.enable');
  await devtools.send('Network.emulateNetworkConditions', { offline: false, latency: mobile.delay * 2, downloadThroughput: mobile.bitsPerSecond / 8, uploadThroughput: mobile.bitsPerSecond / 8 });
  return () => bytes;
}

/** What the page says it has used so far, read at the moment it says something new; and what the relay has seen by then. */
async function meterAndRelay(page: Page, relay: Relay): Promise<{ meter: number; relay: number }> {
  const said = () => page.locator('data').first().getAttribute('value').then(Number);
  const before = await said();
  await page.waitForFunction((known) => Number(document.querySelector('data')?.value) > known, before);
  const { down, up } = relay.carried();
  return { meter: await said(), relay: down.bytes + up.bytes + (down.packets + up.packets) * ipAndUdp };
}

test.describe('a visitor on a phone with mobile data, in Arabic', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 });

  test('a link, one tap, and the sound is there, for 300 kB and at most 25 MB an hour; the meter is right', async ({ page }) => {
    const relay = await onMobileData(page);
    try {
      const bytes = await countBytes(page);
      await page.goto(`${sharedFair().url}/ar/s/panel-1`, { waitUntil: 'networkidle' });
      await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
      expect(bytes()).toBeLessThanOrEqual(300_000);

      await page.getByRole('button', { name: 'استمع الآن' }).first().tap();
      await expectSound(page, 10_000);
      await expect(page.locator('data')).toBeVisible();

      const first = await meterAndRelay(page, relay);
      const began = performance.now();
      await expect.poll(() => performance.now() - began, { timeout: 30_000 }).toBeGreaterThan(12_000);
      const last = await meterAndRelay(page, relay);
      const seconds = (performance.now() - began) / 1000;
      const [meter, wire] = [last.meter - first.meter, last.relay - first.relay];
      expect(meter / wire).toBeGreaterThan(0.9);
      expect(meter / wire).toBeLessThan(1.1);
      expect((wire / seconds) * 3600).toBeLessThanOrEqual(25e6);
      expect((await received(page)).pictureBytes).toBe(0);

      // The picture comes to whoever asks for it.
      await page.getByRole('button', { name: 'صورة', exact: true }).first().tap();
      await expect.poll(async () => (await received(page)).frames, { timeout: 20_000 }).toBeGreaterThan(0);
    } finally {
      relay.close();
    }
  });

  test('saving is on by default, and what the visitor chose instead is kept', async ({ page }) => {
    const relay = await onMobileData(page);
    try {
      await page.goto(`${sharedFair().url}/ar`);
      const saver = page.getByRole('switch').first();
      await expect(saver).toBeChecked();
      await saver.tap({ force: true });
      await expect(saver).not.toBeChecked();
      await page.reload();
      await expect(page.getByRole('switch').first()).not.toBeChecked();
    } finally {
      relay.close();
    }
  });
});

test('switching languages while listening: the page turns round within a second, and the sound never stops', async ({ page }) => {
  await followConnections(page);
  await followHearing(page);
  await page.goto(`${sharedFair().url}/ar/s/panel-1`);
  await page.getByRole('button', { name: 'استمع الآن' }).first().click();
  await expectSound(page);
  await listenFor(page);
  const { connections } = await hearing(page);
  for (const [link, language, direction, title] of [['Français', 'fr-MA', 'ltr', 'Panel 1'], ['English', 'en', 'ltr', 'Panel 1'], ['العربية', 'ar-MA', 'rtl', 'ندوة 1']] as const) {
    await page.evaluate((wanted) => {
      const turned = (window as unknown as { turned: { asked: number; took: number } }).turned = { asked: 0, took: Infinity };
      addEventListener('click', () => (turned.asked = performance.now()), { capture: true, once: true });
      const root = document.documentElement;
      const seen = new MutationObserver(() => {
        if (!root.lang.startsWith(wanted.slice(0, 2))) return;
        seen.disconnect();
        requestAnimationFrame(() => requestAnimationFrame(() => (turned.took = performance.now() - turned.asked)));
      });
      seen.observe(root, { attributes: true });
    }, language);
    await page.getByRole('link', { name: link, exact: true }).first().click();
    await expect(page.locator('html')).toHaveAttribute('dir', direction);
    await expect(page.locator('html')).toHaveAttribute('lang', language.startsWith('ar') ? /^ar-MA/ : language);
    await expect(page.getByRole('heading', { level: 1 })).toContainText(title);
    await expect.poll(() => page.evaluate(() => (window as unknown as { turned: { took: number } }).turned.took)).toBeLessThanOrEqual(1000);
    await expectSound(page);
  }
  const heard = await hearing(page);
  expect(heard.connections).toBe(connections);
  expect(heard.longest).toBeLessThan(breath);
});
