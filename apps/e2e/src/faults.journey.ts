import { type Page, expect, test } from '@playwright/test';
import { processOf, sharedFair } from './fair';
import { breath, expectFreshPicture, expectSound, followConnections, followHearing, hearing, listenFor } from './stage';

/** The process of a part is another one than before, and the server says that all is well. */
const isBack = (page: Page, part: Parameters<typeof processOf>[0], killed: number): Promise<void> =>
  expect
    .poll(async () => {
      try {
        return processOf(part) !== killed && (await page.request.get(`${sharedFair().url}/api/health`)).ok();
      } catch {
        // Between two lives a part has no process, and the server may not answer.
        return false;
      }
    }, { timeout: 30_000 })
    .toBe(true);

async function watch(page: Page): Promise<void> {
  await followConnections(page);
  await followHearing(page);
  await page.goto(`${sharedFair().url}/fr/s/panel-1`);
  await page.getByRole('button', { name: 'Écouter', exact: true }).first().click();
  await expectFreshPicture(page);
  await expectSound(page);
  await page.evaluate(() => Object.assign(window, { samePage: true }));
  await listenFor(page);
}

const isSamePage = (page: Page): Promise<boolean> => page.evaluate(() => 'samePage' in window);

/** Sound and picture are there, over no other connections, after no silence worth the name, in a page that was never loaded again. */
async function expectUndisturbed(page: Page, connections: number): Promise<void> {
  await expectSound(page);
  await expectFreshPicture(page, 30_000);
  const heard = await hearing(page);
  expect(heard.connections).toBe(connections);
  expect(heard.longest).toBeLessThan(breath);
  expect(await isSamePage(page)).toBe(true);
}

test('LiveKit is killed: the page says so, and picture and sound come back in the same page within eight seconds', async ({ page }) => {
  await watch(page);
  const killed = processOf('livekit');
  process.kill(killed, 'SIGKILL');
  await expect(page.getByText('Reconnexion en cours…').first()).toBeVisible({ timeout: 15_000 });

  await expectFreshPicture(page, 40_000);
  await expectSound(page, 40_000);
  await expect(page.getByText('Reconnexion en cours…')).toHaveCount(0, { timeout: 15_000 });
  expect((await hearing(page)).longest).toBeLessThanOrEqual(8000);
  expect(processOf('livekit')).not.toBe(killed);
  expect(await isSamePage(page)).toBe(true);
});

test('the server is killed: the sound never stops, and the page finds the new one', async ({ page }) => {
  await watch(page);
  const { connections } = await hearing(page);
  const killed = processOf('api');
  process.kill(killed, 'SIGKILL');
  await isBack(page, 'api', killed);
  await expectUndisturbed(page, connections);
});

test('the database is killed: the sound never stops, the programme still opens, and the fair goes on by itself', async ({ page, context, request }) => {
  const { url } = sharedFair();
  await watch(page);
  const { connections } = await hearing(page);
  const killed = processOf('postgres');
  process.kill(killed, 'SIGKILL');
  expect((await request.get(`${url}/api/programme`)).status()).toBe(200);
  const other = await context.newPage();
  await other.goto(`${url}/fr/programme`);
  await expect(other.getByRole('heading', { level: 1 })).toBeVisible();
  await other.close();
  await isBack(page, 'postgres', killed);
  await expectUndisturbed(page, connections);
});
