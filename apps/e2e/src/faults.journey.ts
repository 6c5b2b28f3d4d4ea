import { expect, test } from '@playwright/test';
import { processOf, sharedFair } from './fair';
import { expectFreshPicture, expectSound, followConnections } from './stage';

test('LiveKit is killed: the page says so, and picture and sound come back in the same page', async ({ page }) => {
  await followConnections(page);
  await page.goto(`${sharedFair().url}/fr/s/panel-1`);
  await page.getByRole('button', { name: 'Écouter', exact: true }).first().click();
  await expectFreshPicture(page);
  await expectSound(page);
  await page.evaluate(() => Object.assign(window, { samePage: true }));

  const killed = processOf('livekit');
  process.kill(killed, 'SIGKILL');
  await expect(page.getByText('Reconnexion en cours…').first()).toBeVisible({ timeout: 15_000 });

  await expectFreshPicture(page, 40_000);
  await expectSound(page, 40_000);
  await expect(page.getByText('Reconnexion en cours…')).toHaveCount(0, { timeout: 15_000 });
  expect(processOf('livekit')).not.toBe(killed);
  expect(await page.evaluate(() => 'samePage' in window)).toBe(true);
});

test('the server is killed: the sound goes on, and the page finds the new one', async ({ page, request }) => {
  const { url } = sharedFair();
  await followConnections(page);
  await page.goto(`${url}/fr/s/panel-1`);
  await page.getByRole('button', { name: 'Écouter', exact: true }).first().click();
  await expectFreshPicture(page);
  process.kill(processOf('api'), 'SIGKILL');
  await expectSound(page);
  await expect.poll(async () => request.get(`${url}/api/health`).then((answer) => answer.status(), () => 0), { timeout: 30_000 }).toBe(200);
  await expectFreshPicture(page, 30_000);
});

test('the database is killed: the programme still opens, health says so, and the fair goes on by itself', async ({ page, request }) => {
  const { url } = sharedFair();
  process.kill(processOf('postgres'), 'SIGKILL');
  expect((await request.get(`${url}/api/programme`)).status()).toBe(200);
  await page.goto(`${url}/fr/programme`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect.poll(async () => (await request.get(`${url}/api/health`)).status(), { timeout: 30_000 }).toBe(200);
  await page.goto(`${url}/fr/s/panel-1`);
  await page.getByRole('button', { name: 'Écouter', exact: true }).first().click();
  await expectFreshPicture(page);
});
