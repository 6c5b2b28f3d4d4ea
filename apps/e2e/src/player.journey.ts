import { type Page, expect, test } from '@playwright/test';
import { movePanel, pictures, processOf, sharedFair } from './fair';
import { expectFreshPicture, expectSound, followConnections, followHearing, hearing, listenFor, received } from './stage';

const player = (page: Page) => page.getByRole('region', { name: 'Petit lecteur' });
const toProgramme = (page: Page) => page.getByRole('link', { name: 'Programme', exact: true }).filter({ visible: true }).first().click();
const lines = (page: Page) => page.evaluate(() => (window as unknown as { connections: RTCPeerConnection[] }).connections.filter(({ connectionState }) => connectionState === 'connected').length);

async function listen(page: Page): Promise<void> {
  await followConnections(page);
  await followHearing(page);
  await page.goto(`${sharedFair().url}/fr/s/panel-1`);
  await page.getByRole('button', { name: 'Écouter', exact: true }).first().click();
  await expectFreshPicture(page);
  await expectSound(page);
  await page.evaluate(() => Object.assign(window, { samePage: true }));
  await listenFor(page);
}

test('the sound goes on through the fair and back to the stage, on the same line, and the picture waits', async ({ page }) => {
  await listen(page);
  await expect(player(page)).toHaveCount(0);
  const before = await lines(page);
  const { connections } = await hearing(page);

  await toProgramme(page);
  await expect(player(page)).toBeVisible();
  await expect(player(page)).toContainText('Panel 1');
  await expect(player(page)).toContainText('En direct');
  await expect(player(page)).toContainText(/Audio seul · .* Mo/);
  await expectSound(page);
  // Out of sight the picture is not paid for.
  await expect.poll(async () => { const then = await received(page); await expectSound(page); return (await received(page)).pictureBytes - then.pictureBytes; }, { timeout: 30_000 }).toBe(0);

  // Another language, and the front page.
  await page.getByRole('link', { name: 'English' }).first().click();
  await expect(page.getByRole('region', { name: 'Small player' })).toContainText('Sound only');
  await page.getByRole('link', { name: 'Français' }).first().click();
  await page.getByRole('link', { name: 'Maintenant', exact: true }).filter({ visible: true }).first().click();
  await expectSound(page);
  await page.screenshot({ path: `${pictures}/player.fr.1440.png` });

  await player(page).getByRole('link', { name: /Revenir à la scène/ }).click();
  await expect(player(page)).toHaveCount(0);
  await expectFreshPicture(page);
  const heard = await hearing(page);
  expect(await lines(page)).toBe(before);
  expect(heard.connections).toBe(connections);
  // A packet comes every 20 ms; a busy machine and the turn of a speaker leave holes of their own, a new line would take longer.
  expect(heard.longest).toBeLessThan(1500);
  expect(await page.evaluate(() => 'samePage' in window)).toBe(true);
});

test('to stop listening ends the receiving, in the player and on the stage', async ({ page }) => {
  const stopped = async () => {
    await expect.poll(() => lines(page)).toBe(0);
    const then = await received(page);
    // Something else of the page must go on meanwhile: the server answers twice.
    for (let turn = 0; turn < 2; turn++) await page.evaluate(() => fetch('/api/health').then((answer) => answer.text()));
    expect((await received(page)).soundBytes - then.soundBytes).toBe(0);
  };
  await listen(page);
  await toProgramme(page);
  await player(page).getByRole('button', { name: 'Arrêter l’écoute' }).press('Enter');
  await expect(player(page)).toHaveCount(0);
  await stopped();

  await page.goto(`${sharedFair().url}/fr/s/panel-1`);
  await page.getByRole('button', { name: 'Écouter', exact: true }).first().click();
  await expectSound(page);
  await page.getByRole('button', { name: 'Arrêter l’écoute' }).click();
  await expect(page.getByRole('button', { name: 'Écouter', exact: true }).first()).toBeVisible();
  await stopped();
});

test('what the player says dies with its source', async ({ page }) => {
  await listen(page);
  await toProgramme(page);
  await expect(player(page)).toContainText('Audio seul');

  // Silenced, it does not speak of sound.
  await player(page).getByRole('button', { name: 'Couper le son' }).click();
  await expect(player(page)).toContainText('Son coupé');
  await expect(player(page)).not.toContainText('Audio seul');
  await player(page).getByRole('button', { name: 'Remettre le son' }).click();
  await expect(player(page)).toContainText('Audio seul');

  // Paused by a decision, it is not live.
  await movePanel(page, 'paused');
  await expect(player(page)).toContainText('En pause');
  await expect(player(page)).not.toContainText('En direct');
  await movePanel(page, 'live');
  await expect(player(page)).toContainText('En direct');

  // Those who speak stand still: nothing arrives, and it says so although the session is live.
  await expect(player(page)).toContainText('Audio seul', { timeout: 30_000 });
  const crowd = processOf('crowd');
  process.kill(crowd, 'SIGSTOP');
  try {
    await expect(player(page)).not.toContainText('Audio seul');
    await expect(player(page)).toContainText(/Aucun son n’arrive|Reconnexion|Personne n’a la parole/, { timeout: 20_000 });
  } finally {
    process.kill(crowd, 'SIGCONT');
  }
  await expect(player(page)).toContainText('Audio seul', { timeout: 40_000 });

  // LiveKit is gone.
  process.kill(processOf('livekit'), 'SIGKILL');
  await expect(player(page)).toContainText('Reconnexion en cours…');
  await expect(player(page)).not.toContainText('Audio seul');
  await expect(player(page)).toContainText('Audio seul', { timeout: 40_000 });
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test('the player stands above the tabs and lies on nothing that cannot be scrolled clear', async ({ page }) => {
    await page.goto(`${sharedFair().url}/ar/s/panel-1`);
    await page.getByRole('button', { name: 'استمع الآن', exact: true }).first().tap();
    await page.getByRole('button', { name: 'أوقف الصوت' }).waitFor();
    await page.getByRole('link', { name: 'البرنامج', exact: true }).filter({ visible: true }).first().tap();
    const box = await page.getByRole('region', { name: 'المشغل الصغير' }).boundingBox();
    const tabs = await page.getByRole('navigation', { name: 'أقسام المعرض' }).filter({ visible: true }).boundingBox();
    if (!box || !tabs) throw new Error('no player or no tabs');
    expect(box.y + box.height).toBeLessThanOrEqual(tabs.y);
    await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
    const foot = await page.getByRole('contentinfo').getByRole('link').last().boundingBox();
    expect((foot?.y ?? 0) + (foot?.height ?? 0)).toBeLessThanOrEqual(box.y);
  });
});

test('a page where nothing plays loads neither LiveKit nor the player', async ({ page }) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(`${sharedFair().url}/fr/programme`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.waitForLoadState('networkidle');
  expect(asked.filter((url) => /livekit|Player/i.test(url))).toEqual([]);
});
