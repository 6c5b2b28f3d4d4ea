import { readFileSync } from 'node:fs';
import { type Page, expect, test } from '@playwright/test';
import type { Draft } from '@siccam/contract';
import { firstEnters, firstLink } from './entering';
import { pictures, startFair, type StartedFair } from './fair';
import { expectAccessible, expectWhole } from './layout';

const talk = (number: number, start: string, given: object = {}) => ({ id: number, guid: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`, date: `2026-11-27T${start}:00+01:00`, start, duration: '00:30', room: 'Amphi 1', title: `Exposé ${number}`, language: 'fr', abstract: '', persons: [{ id: number, public_name: `Amina ${number}` }], ...given });
const file = JSON.stringify({ schedule: { version: '1', conference: { acronym: 'oujda', title: 'Oujda', days: [{ index: 1, date: '2026-11-27', rooms: { 'Amphi 1': [talk(1, '09:00'), talk(2, '10:00', { persons: [] }), talk(3, '11:00', { duration: '-1:00' })] } }] } } });

const bring = (page: Page, text: string | Buffer) => page.locator('input[type="file"]').setInputFiles({ name: 'schedule.json', mimeType: 'application/json', buffer: Buffer.from(text) });

/** The first organiser of an empty fair, where files come in and go out. */
async function organiserAt(page: Page, fair: StartedFair): Promise<void> {
  await page.goto(await firstLink(fair));
  await firstEnters(page);
  await page.goto(`${fair.url}/fr/desk/programme`);
  await page.getByRole('button', { name: 'Import et export' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Import et export' })).toBeVisible();
}

const renamed = (title: string): string => file.replace('Exposé 1', title);
const doIt = (page: Page) => page.getByRole('button', { name: 'Importer sans la séance refusée' });

/** A workbook, a file that is stopped, a draft that somebody else changes, and a line that is gone; in the end the file is in. */
async function organiserMeetsTrouble(page: Page, fair: StartedFair): Promise<void> {
  const preview = page.getByRole('heading', { name: 'Ce que ce fichier ferait' });
  await page.locator('input[type="file"]').setInputFiles({ name: 'programme.xlsx', mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', buffer: Buffer.from('PK\u0003\u0004…') });
  await expect(page.getByRole('alert')).toContainText('enregistrez-le en CSV');
  await expect(preview).toHaveCount(0);

  // Nothing answers: it can be stopped, and the next file be chosen.
  const door = '**/api/desk/exchange/preview';
  await page.route(door, () => undefined);
  await bring(page, renamed('Exposé arrêté'));
  await page.getByRole('button', { name: 'Arrêter l’envoi' }).click();
  await expect(page.getByRole('button', { name: 'Choisir un fichier' })).toBeFocused();
  await expect(page.getByRole('alert')).toHaveCount(0);
  await page.unroute(door);

  // Somebody changes the same session between the preview and the word to do it.
  await bring(page, renamed('Exposé corrigé'));
  await expect(preview).toBeFocused();
  await change(page, fair, 'Exposé 1', 'Exposé d’une collègue');
  await doIt(page).click();
  await expect(page.getByRole('alert')).toContainText('Le programme a changé entre-temps');
  await expect(preview).toBeFocused();
  await expect(page.getByText('Exposé d’une collègue')).toBeVisible();

  // Without a line it is not known whether it was done, and nothing is done twice by guess.
  await page.context().setOffline(true);
  await doIt(page).click();
  await expect(page.getByText('Le serveur n’a pas répondu', { exact: true })).toBeVisible();
  await expect(doIt(page)).toHaveCount(0);
  await page.context().setOffline(false);
  await page.getByRole('button', { name: 'Regarder de nouveau' }).click();
  await doIt(page).click();
  await expect(page.getByText('Import fait')).toBeVisible();
  await change(page, fair, 'Exposé corrigé', 'Exposé 1');
}

/** Gives a session of the draft another title, as a colleague's screen does. */
async function change(page: Page, { url }: StartedFair, from: string, to: string): Promise<void> {
  const { items } = (await (await page.request.get(`${url}/api/desk/programme`)).json()) as Draft;
  const found = items.find(({ content }) => content?.kind === 'session' && content.title.fr === from);
  if (found?.content?.kind !== 'session') throw new Error(`no ${from} in the draft`);
  const saved = await page.request.post(`${url}/api/desk/programme/save`, { data: { items: [{ id: found.id, revision: found.revision, content: { ...found.content, title: { fr: to } } }] }, headers: { origin: url } });
  expect(saved.ok(), await saved.text()).toBe(true);
}

test('an organiser of an empty fair brings a file with a refused session, which then stands in the timetable; the same file and an export change nothing; what is stopped, changed meanwhile or cut off is said, and nothing is half done', async ({ page }) => {
  test.setTimeout(180_000);
  await page.setViewportSize({ width: 1440, height: 1000 });
  const fair = await startFair({ args: ['--fair', 'empty'], until: 'ready' });
  try {
    page.setDefaultTimeout(15_000);
    await organiserAt(page, fair);
    await bring(page, '');
    await expect(page.getByRole('alert')).toContainText('Il n’y a rien dans ce fichier');
    await bring(page, file);
    await expect(page.getByRole('heading', { name: 'Ce que ce fichier ferait' })).toBeFocused();
    await expect(page.getByText('Sa durée est négative ou ne se lit pas.')).toBeVisible();
    await expectWhole(page);
    await expectAccessible(page);
    await page.emulateMedia({ colorScheme: 'light' });
    await page.screenshot({ path: `${pictures}/exchange.fr.1440.png`, fullPage: true });
    await page.getByRole('button', { name: 'Importer sans la séance refusée' }).click();
    await expect(page.getByText('Import fait')).toBeVisible();
    await bring(page, file);
    await expect(page.getByText('Rien à importer')).toBeVisible();
    const [saved] = await Promise.all([page.waitForEvent('download'), page.getByRole('list', { name: 'Le brouillon' }).getByRole('link', { name: /^schedule\.json/ }).click()]);
    await bring(page, readFileSync(await saved.path()));
    await expect(page.getByText('Rien à changer', { exact: true })).toBeVisible();
    await organiserMeetsTrouble(page, fair);
    await page.getByRole('link', { name: 'Ouvrir le programme' }).click();
    await page.getByRole('navigation', { name: 'Jour' }).getByRole('button', { name: 'Vendredi 27' }).click();
    await expect(page.locator('[data-from]').getByRole('button', { name: /^Exposé 1/ })).toBeVisible();

    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(`${fair.url}/ar/desk/programme?open=exchange`);
    await bring(page, file.replace('Exposé 1', 'عرض أول'));
    await expect(page.getByRole('heading', { name: 'ما سيقوم به هذا الملف' })).toBeFocused();
    await expect(page.getByRole('term').filter({ hasText: 'العنوان' }).first()).toBeVisible();
    await expectWhole(page);
    await expectAccessible(page);
    await page.screenshot({ path: `${pictures}/exchange.ar.390.png`, fullPage: true });
  } finally {
    await fair.stop();
  }
});
