import { expect, test } from '@playwright/test';
import { asStageManager, pictures, startFair } from './fair';
import { expectFreshPicture } from './stage';

test('a fair started on Saturday afternoon shows that moment; its session ends only by a decision, and the page says so', async ({ page }) => {
  test.setTimeout(150_000);
  const fair = await startFair({ args: ['--at', 'sat 15:20'] });
  try {
    expect(fair.live).toBe(`${fair.url}/ar/s/signing-saccom`);
    await page.goto(`${fair.url}/fr`);
    await expect(page.getByText('Signature : convention SACCOM').first()).toBeVisible();
    await page.goto(`${fair.url}/fr/s/signing-saccom`);
    await page.getByRole('button', { name: 'Écouter', exact: true }).first().click();
    await expectFreshPicture(page);
    const ended = await page.request.post(`${fair.url}/api/sessions/signing-saccom/state`, { data: { to: 'ended' }, headers: asStageManager(fair.dataDir) });
    expect(ended.status()).toBe(200);
    await expect(page.getByText('La séance est terminée').first()).toBeVisible();
    await expect(page.locator('video').filter({ visible: true })).toHaveCount(0);
    await page.screenshot({ path: `${pictures}/over.fr.1440.png` });
    await page.goto(`${fair.url}/fr/programme`);
    await expect(page.getByText('En direct', { exact: true }).filter({ visible: true })).toHaveCount(0);
  } finally {
    await fair.stop();
  }
});

test('without LiveKit the fair runs, the terminal goes on, and the stage says that live video is being prepared', async ({ page }) => {
  test.setTimeout(120_000);
  const fair = await startFair({ until: 'ready', env: { LIVEKIT_URL: 'ws://127.0.0.1:9', LIVEKIT_API_KEY: 'APInone', LIVEKIT_API_SECRET: 'f00dbabe'.repeat(5) } });
  try {
    await page.goto(`${fair.url}/fr/s/panel-1`);
    await page.getByRole('button', { name: 'Écouter', exact: true }).first().click();
    await expect(page.getByText('La vidéo en direct se prépare').first()).toBeVisible();
    // What LiveKit alone knows is not shown at all.
    await expect(page.getByText(/à l’écoute/).filter({ visible: true })).toHaveCount(0);
    await page.goto(`${fair.url}/fr/programme`);
    await expect(page.getByText('Panel 1 : centres d’appels', { exact: false }).first()).toBeVisible();
  } finally {
    await fair.stop();
  }
});
