import { type BrowserContext, type Page, expect, test } from '@playwright/test';
import { movePanel, pictures, sharedFair } from './fair';
import { expectSound, followConnections } from './stage';

const banner = (page: Page) => page.getByText('Connexion interrompue', { exact: true });

test('thirty seconds without a network: the page says so once, keeps what it shows, and catches up without a reload', async ({ page, context }) => {
  await page.goto(`${sharedFair().url}/fr`);
  await expect(page.getByText('En direct', { exact: true }).filter({ visible: true }).first()).toBeVisible();
  await page.evaluate(() => Object.assign(window, { samePage: true }));
  const gone = Date.now();
  await context.setOffline(true);
  await expect(banner(page)).toBeVisible();
  await expect(banner(page)).toHaveCount(1);
  await expect(page.getByText(/Ce qui est à l’écran date de .?\d\d:\d\d.? et reste lisible/)).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.screenshot({ path: `${pictures}/offline.fr.1440.png` });

  // Meanwhile the fair goes on.
  await movePanel(page, 'paused');
  await expect.poll(() => Date.now() - gone, { timeout: 40_000 }).toBeGreaterThan(30_000);
  await context.setOffline(false);
  await expect(page.getByText('En pause, la séance reprend bientôt').first()).toBeVisible({ timeout: 10_000 });
  await expect(banner(page)).toHaveCount(0);
  await expect(page.getByText('En direct', { exact: true }).filter({ visible: true })).toHaveCount(0);
  await movePanel(page, 'live');
  await expect(page.getByText('En direct', { exact: true }).filter({ visible: true }).first()).toBeVisible();
  expect(await page.evaluate(() => 'samePage' in window)).toBe(true);
});

test('on the stage the lost connection is said in the same place, beside a sound that goes on', async ({ page, context }) => {
  await followConnections(page);
  await page.goto(`${sharedFair().url}/fr/s/panel-1`);
  await page.getByRole('button', { name: 'Écouter', exact: true }).first().click();
  await expectSound(page);
  await context.setOffline(true);
  // One amber line: the connection's, or the stage's when its sound is cut as well.
  const amber = banner(page).or(page.getByText('Reconnexion en cours…', { exact: true }));
  await expect(amber.first()).toBeVisible();
  await expect(amber).toHaveCount(1);
  // What is said of the sound is what the ear hears: while packets come, that it goes on.
  const heard = page.getByText('Le son continue.');
  await expect(heard.or(page.getByText('Reconnexion en cours…', { exact: true })).first()).toBeVisible();
  await context.setOffline(false);
  await expect(amber).toHaveCount(0, { timeout: 20_000 });
  await expectSound(page);
});

test.describe('the shell without a network', () => {
  test.use({ serviceWorkers: 'allow' });

  const ready = async (page: Page): Promise<void> => {
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready;
      // The worker takes the open page over as soon as it is active.
      if (!navigator.serviceWorker.controller) await new Promise((done) => navigator.serviceWorker.addEventListener('controllerchange', done, { once: true }));
    });
  };

  test('opens in the last language after one visit, with the programme last read, its age, and no claim about now', async ({ page, context }) => {
    await page.goto(`${sharedFair().url}/fr`);
    await expect(page.getByText('En direct', { exact: true }).filter({ visible: true }).first()).toBeVisible();
    await ready(page);
    await context.setOffline(true);
    const cold = await context.newPage();
    // The bare address, as an icon on a phone or a finger writes it.
    await cold.goto(`${sharedFair().url}/`);
    await expect(cold).toHaveURL(/\/fr$/);
    await expect(cold.locator('html')).toHaveAttribute('lang', 'fr-MA');
    await expect(cold.getByText(/Dernier programme reçu.* à .?\d\d:\d\d/)).toBeVisible();
    await expect(cold.getByText('En direct', { exact: true }).filter({ visible: true })).toHaveCount(0);
    await expect(cold.getByText('Rien en direct en ce moment')).toHaveCount(0);
    await cold.screenshot({ path: `${pictures}/kept.fr.1440.png` });
    await cold.goto(`${sharedFair().url}/ar/programme`);
    await expect(cold.getByRole('heading', { level: 1 })).toHaveText('البرنامج');
    await expect(cold.locator('html')).toHaveAttribute('dir', 'rtl');

    await context.setOffline(false);
    await expect(cold.getByText('مباشر', { exact: true }).filter({ visible: true }).first()).toBeVisible({ timeout: 20_000 });
    await expect(cold.getByText('انقطع الاتصال', { exact: true })).toHaveCount(0);
  });

  test('keeps pages, files of the shell and the programme: no ticket, no identity, no LiveKit', async ({ page, context }) => {
    await page.goto(`${sharedFair().url}/fr/programme`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await ready(page);
    await page.evaluate(() => Promise.all(['/api/me', '/api/sessions/panel-1/stage', '/api/programme'].map((path) => fetch(path).then((answer) => answer.text()))));
    const kept = await keptIn(page);
    expect(kept.filter((path) => /^\/api|livekit|socket\.io/.test(path))).toEqual([]);
    expect(kept).toContain('/known/programme');
    expect(kept.filter((path) => path.endsWith('.js')).length).toBeGreaterThan(2);
    await expectInstallable(context, page);
  });
});

const keptIn = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const paths: string[] = [];
    for (const name of await caches.keys()) for (const { url } of await (await caches.open(name)).keys()) paths.push(new URL(url).pathname);
    return paths;
  });

/** Asks Chromium itself what stands in the way of installing. */
async function expectInstallable(context: BrowserContext, page: Page): Promise<void> {
  const devtools = await context.newCDPSession(page);
  const { data, errors } = await devtools.send('Page.getAppManifest');
  expect(errors).toEqual([]);
  expect(JSON.parse(data ?? '{}')).toMatchObject({ lang: 'fr-MA', dir: 'ltr', start_url: '/fr', display: 'standalone' });
  const { installabilityErrors } = await devtools.send('Page.getInstallabilityErrors');
  // A private window never installs; nothing else may stand in the way.
  expect(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== 'in-incognito')).toEqual([]);
}
