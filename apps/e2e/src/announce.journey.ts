import { type Page, expect, test } from '@playwright/test';
import { organiser, pictures, sharedFair } from './fair';

const announce = async (...words: string[]): Promise<string> => /^announced (\S+) until/.exec(await organiser('announce', ...words))?.[1] ?? '';
const banner = (page: Page, id: string) => page.locator(`[data-announcement="${id}"]`);

test.afterEach(async () => {
  for (const [id] of (await organiser('announcements')).matchAll(/^[0-9a-f-]{36}/gm)) await organiser('withdraw', id);
});

test('what the organiser announces reaches every open page in its language, is read aloud once, survives a reload and goes when it is withdrawn', async ({ page, context }) => {
  const { url } = sharedFair();
  await page.setViewportSize({ width: 390, height: 844 });
  const other = await context.newPage();
  await page.goto(`${url}/ar`);
  await other.goto(`${url}/en/s/panel-1`);
  for (const one of [page, other]) await expect(one.getByRole('heading', { level: 1 })).toBeVisible();

  const id = await announce('--ar', 'تنطلق مراسم التوقيع بعد عشر دقائق.', '--fr', 'La signature commence dans dix minutes.', '--for', '20');
  await expect(banner(page, id)).toContainText('تنطلق مراسم التوقيع بعد عشر دقائق.');
  await expect(page.getByRole('status').filter({ hasText: 'تنطلق مراسم التوقيع' })).toHaveCount(1);
  // English readers get the Arabic words, marked, in their own direction.
  await expect(banner(other, id)).toContainText('in Arabic');
  await expect(banner(other, id).locator('bdi').first()).toHaveAttribute('dir', 'rtl');
  await expect(page.getByRole('status').filter({ hasText: 'تنطلق مراسم التوقيع' })).toHaveCount(0);
  await page.screenshot({ path: `${pictures}/announcement.ar.390.png` });

  // Walking on says it no second time, and it covers nothing: what comes after begins below it.
  await page.getByRole('link', { name: 'البرنامج' }).filter({ visible: true }).first().click();
  await expect(page).toHaveURL(/\/ar\/programme/);
  await expect(banner(page, id)).toBeVisible();
  await expect(page.getByRole('status').filter({ hasText: 'تنطلق مراسم التوقيع' })).toHaveCount(0);
  const [above, below] = [await banner(page, id).boundingBox(), await page.locator('main').boundingBox()];
  expect((above?.y ?? 0) + (above?.height ?? 0)).toBeLessThanOrEqual((below?.y ?? 0) + 1);
  await page.reload();
  await expect(banner(page, id)).toBeVisible();

  await organiser('withdraw', id);
  for (const one of [page, other]) await expect(banner(one, id)).toHaveCount(0);
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(banner(page, id)).toHaveCount(0);
});

test('the newest stands alone; closed, it stays closed in this browser, in both tabs', async ({ page, context }) => {
  const { url } = sharedFair();
  const older = await announce('--fr', 'Le vestiaire ferme à 18 h.', '--for', '60');
  const newer = await announce('--fr', 'Le parking est complet.', '--for', '60');
  const other = await context.newPage();
  for (const one of [page, other]) {
    await one.goto(`${url}/fr`);
    await expect(banner(one, newer)).toBeVisible();
    await expect(one.locator('[data-announcement]')).toHaveCount(1);
  }
  await page.getByRole('button', { name: 'Fermer l’annonce' }).click();
  for (const one of [page, other]) {
    await expect(banner(one, older)).toBeVisible();
    await expect(one.locator('[data-announcement]')).toHaveCount(1);
  }
  await page.reload();
  await expect(banner(page, older)).toBeVisible();
  await expect(banner(page, newer)).toHaveCount(0);
});

test('it goes at its end by the fair’s own time, whatever the visitor’s clock says', async ({ page }) => {
  const id = await announce('--fr', 'Dernière minute.', '--for', '1');
  await page.clock.install({ time: Date.now() - 86_400_000 });
  await page.goto(`${sharedFair().url}/fr`);
  await expect(banner(page, id)).toBeVisible();
  // Only this browser's minute is over: an answer of the server would say, rightly, that the fair's is not.
  await page.route('**/api/programme', (route) => route.abort());
  await page.clock.fastForward(61_000);
  await expect(banner(page, id)).toHaveCount(0);
  await expect(page.getByText('Connexion interrompue')).toHaveCount(0);
});

test('while the connection is lost, that alone stands in the banner’s place', async ({ page, context }) => {
  const id = await announce('--fr', 'Le parking est complet.', '--for', '60');
  await page.goto(`${sharedFair().url}/fr`);
  await expect(banner(page, id)).toBeVisible();
  await context.setOffline(true);
  await expect(page.getByText('Connexion interrompue')).toBeVisible();
  await expect(banner(page, id)).toHaveCount(0);
  await context.setOffline(false);
  await expect(banner(page, id)).toBeVisible();
});

test('a touched programme is read again by an open page, within three seconds', async ({ page }) => {
  await page.goto(`${sharedFair().url}/fr`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  const read = new Set<number>();
  page.on('response', (answer) => {
    if (answer.url().endsWith('/api/programme')) void answer.json().then(({ version }: { version: number }) => read.add(version), () => undefined);
  });
  const version = Number(/(\d+)$/.exec(await organiser('touch-programme'))?.[1]);
  await expect.poll(() => read.has(version), { timeout: 10_000 }).toBe(true);
});
