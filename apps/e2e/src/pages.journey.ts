import { expect, test } from '@playwright/test';
import { pictures, sharedFair } from './fair';
import { expectAccessible, expectWhole } from './layout';
import { expectFreshPicture } from './stage';

const screens = [
  { name: 'front', path: '' },
  { name: 'programme', path: '/programme' },
  { name: 'session', path: '/s/panel-2' },
  { name: 'cancelled', path: '/s/panel-5' },
  { name: 'over', path: '/s/opening' },
  { name: 'lost', path: '/s/no-such-session' },
] as const;
const widths = [390, 1440] as const;
const listen = { ar: 'استمع الآن', fr: 'Écouter' } as const;

for (const language of ['ar', 'fr'] as const) {
  for (const width of widths) {
    test.describe(`${language} at ${width} px`, () => {
      test.use({ viewport: { width, height: width === 390 ? 844 : 900 } });

      for (const { name, path } of screens) {
        test(`${name} is whole, accessible and in its direction`, async ({ page }) => {
          const complaints: string[] = [];
          page.on('console', (message) => { if (message.type() === 'error' && !/404/.test(message.text())) complaints.push(message.text()); });
          page.on('pageerror', (error) => complaints.push(error.message));
          await page.goto(`${sharedFair().url}/${language}${path}`);
          await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
          await expect(page.locator('html')).toHaveAttribute('dir', language === 'ar' ? 'rtl' : 'ltr');
          await page.evaluate(() => document.fonts.ready);
          await page.screenshot({ path: `${pictures}/${name}.${language}.${width}.png`, fullPage: true });
          await expectWhole(page);
          await expectAccessible(page);
          expect(complaints).toEqual([]);
        });
      }

      test('the live stage is whole, accessible and in its direction', async ({ page }) => {
        await page.goto(`${sharedFair().url}/${language}/s/panel-1`);
        await page.getByRole('button', { name: listen[language], exact: true }).first().click();
        await expectFreshPicture(page);
        await page.screenshot({ path: `${pictures}/stage.${language}.${width}.png`, fullPage: true });
        await expectWhole(page);
        await expectAccessible(page);
      });
    });
  }
}

test('a link preview reads title, description and picture without JavaScript', async ({ request }) => {
  const { url } = sharedFair();
  for (const [path, title] of [['/ar/s/panel-1', 'ندوة 1'], ['/fr/s/panel-1', 'Panel 1'], ['/en', 'International fair']] as const) {
    const html = await (await request.get(`${url}${path}`)).text();
    expect(/<title>(.*?)<\/title>/.exec(html)?.[1]).toContain(title);
    const picture = /property="og:image" content="([^"]+)"/.exec(html)?.[1] ?? '';
    const answer = await request.get(picture);
    expect([answer.status(), answer.headers()['content-type']]).toEqual([200, 'image/png']);
  }
});

test('switching languages keeps the page', async ({ page }) => {
  await page.goto(`${sharedFair().url}/ar/s/panel-1`);
  await page.getByRole('link', { name: 'Français' }).first().click();
  await expect(page).toHaveURL(/\/fr\/s\/panel-1/);
  await expect(page.locator('html')).toHaveAttribute('lang', 'fr-MA');
  await expect(page.locator('html')).toHaveAttribute('dir', 'ltr');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Panel 1');
});

for (const width of widths) {
  test(`nothing jumps while a page comes, at ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: width === 390 ? 844 : 900 });
    // Shifts as the browser counts them for Cumulative Layout Shift (web.dev/articles/cls); 0.1 is called good, ours is 0.02.
    await page.addInitScript(() => {
      const shifts: { value: number; of: string[] }[] = [];
      Object.assign(window, { shifts });
      type Shift = PerformanceEntry & { value: number; hadRecentInput: boolean; sources: { node: Node | null }[] };
      new PerformanceObserver((seen) => {
        for (const { value, hadRecentInput, sources } of seen.getEntries() as Shift[]) {
          if (!hadRecentInput) shifts.push({ value, of: sources.map(({ node }) => (node?.textContent ?? '').trim().slice(0, 40)) });
        }
      }).observe({ type: 'layout-shift', buffered: true });
    });
    // The page's data comes late enough for what stands before it to be drawn.
    await page.route('**/api/programme', async (route) => {
      // A reading of the page that is being left has nobody who draws: it goes on, to nobody.
      await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))).catch(() => undefined);
      await route.continue().catch(() => undefined);
    });
    const jumped: unknown[] = [];
    for (const path of [...screens.map((screen) => screen.path), '/s/panel-1', '/privacy']) {
      await page.goto(`${sharedFair().url}/fr${path}`);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expect(page.locator('footer')).toBeAttached();
      await page.evaluate(() => document.fonts.ready.then(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))));
      const shifts = await page.evaluate(() => (window as unknown as { shifts: { value: number; of: string[] }[] }).shifts);
      if (shifts.reduce((sum, { value }) => sum + value, 0) > 0.02) jumped.push({ path, shifts });
    }
    expect(jumped).toEqual([]);
  });
}
