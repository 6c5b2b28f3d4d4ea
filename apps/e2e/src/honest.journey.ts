import { type Page, expect, test } from '@playwright/test';
import { asStageManager, processOf, sharedFair } from './fair';
import { expectFreshPicture } from './stage';

// For each figure and badge on a screen its source is taken away, and the screen must change.

const manage = async (page: Page, path: string, body: object): Promise<void> => {
  const answer = await page.request.post(`${sharedFair().url}/api/sessions/panel-1/${path}`, { data: body, headers: asStageManager() });
  expect(answer.ok()).toBe(true);
};

test('“live” goes when the session is paused, on the front, the programme and the stage, and comes back', async ({ page, context }) => {
  const { url } = sharedFair();
  const [front, programme] = [await context.newPage(), await context.newPage()];
  await page.goto(`${url}/fr/s/panel-1`);
  await front.goto(`${url}/fr`);
  await programme.goto(`${url}/fr/programme`);
  for (const one of [page, front, programme]) await expect(one.getByText('En direct', { exact: true }).filter({ visible: true }).first()).toBeVisible();
  await manage(page, 'state', { to: 'paused' });
  for (const one of [page, front, programme]) await expect(one.getByText('En direct', { exact: true }).filter({ visible: true })).toHaveCount(0);
  await expect(page.getByText('La séance est en pause').first()).toBeVisible();
  await manage(page, 'state', { to: 'live' });
  for (const one of [page, front, programme]) await expect(one.getByText('En direct', { exact: true }).filter({ visible: true }).first()).toBeVisible();
});

test('people and picture go when those who speak are gone, and stage and front page say since when nothing comes', async ({ page, context }) => {
  await page.goto(`${sharedFair().url}/fr/s/panel-1`);
  await page.getByRole('button', { name: 'Écouter', exact: true }).first().click();
  await expectFreshPicture(page);
  const stage = page.getByRole('group', { name: 'La scène' }).first();
  await expect(stage.getByText(/Intelcia|Notoriety|AMRC|Nadia F\./).first()).toBeVisible();
  const front = await context.newPage();
  await front.goto(`${sharedFair().url}/fr`);
  await expect(front.getByRole('group', { name: 'La scène' }).first().getByText(/Intelcia|Notoriety|AMRC|Nadia F\./).first()).toBeVisible();
  const crowd = processOf('crowd');
  process.kill(crowd, 'SIGSTOP');
  // A stopped speaker sends nothing; the page shows no stale picture as if it were live.
  await expect(page.locator('video').filter({ visible: true })).toHaveCount(0, { timeout: 30_000 });
  // LiveKit takes a stopped speaker off its list after some twenty seconds; both pages hear it as a fact.
  for (const one of [page, front]) await expect(one.getByText(/^Depuis .?\d\d:\d\d.?\. L’image et le son/).filter({ visible: true })).toBeVisible({ timeout: 60_000 });
  process.kill(crowd, 'SIGCONT');
  await expectFreshPicture(page, 40_000);
  for (const one of [page, front]) await expect(one.getByText('Rien n’arrive de la scène').filter({ visible: true })).toHaveCount(0, { timeout: 20_000 });
});

test('the number of listeners follows who really listens', async ({ page, browser }) => {
  const { url } = sharedFair();
  await page.goto(`${url}/fr/s/panel-1`);
  await page.getByRole('button', { name: 'Écouter', exact: true }).first().click();
  await expectFreshPicture(page);
  const count = async () => ((await (await page.request.get(`${url}/api/sessions/panel-1/stage`)).json()) as { listeners: number }).listeners;
  await expect.poll(count, { timeout: 20_000 }).toBeGreaterThanOrEqual(1);
  const before = await count();
  await expect(page.getByText(new RegExp(`${before} (personne )?à l’écoute`)).filter({ visible: true }).first()).toBeVisible();
  const other = await (await browser.newContext()).newPage();
  await other.goto(`${url}/fr/s/panel-1`);
  await other.getByRole('button', { name: /Écouter/ }).first().click();
  await expect(page.getByText(new RegExp(`${before + 1} (personne )?à l’écoute`)).filter({ visible: true }).first()).toBeVisible({ timeout: 20_000 });
  await other.context().close();
  await expect(page.getByText(new RegExp(`${before} (personne )?à l’écoute`)).filter({ visible: true }).first()).toBeVisible({ timeout: 40_000 });
});
