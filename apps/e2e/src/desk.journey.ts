import { type Page, expect, test } from '@playwright/test';
import { agree, anotherBrowser, firstEnters, firstLink, freshMail, letConfirmationEnd, setUpFactor } from './entering';
import { pictures, sharedFair, startFair } from './fair';
import { breath, expectSound, followConnections, followHearing, hearing } from './stage';

/** Invites someone from the desk; there is no mail server, so the link is shown to be handed over. */
async function invite(desk: Page, who: { name: string; arabic?: string; mail: string; language: string; role: string; session?: string }): Promise<string> {
  await desk.getByRole('button', { name: 'Inviter', exact: true }).click();
  const sheet = desk.getByRole('complementary', { name: 'Inviter une personne' });
  await sheet.getByLabel('Nom en lettres latines').fill(who.name);
  if (who.arabic) await sheet.getByLabel('Nom en arabe').fill(who.arabic);
  await sheet.getByLabel('Adresse électronique').fill(who.mail);
  await sheet.getByLabel('Langue de l’invitation').selectOption({ label: who.language });
  await sheet.getByRole('button', { name: 'Donner un rôle' }).click();
  await giveRole(sheet, who);
  await sheet.getByRole('button', { name: 'Envoyer l’invitation' }).click();
  const link = sheet.getByLabel(/^Le lien de /);
  await expect(link).toBeVisible();
  return await link.inputValue();
}

async function giveRole(sheet: ReturnType<Page['getByRole']>, { role, session }: { role: string; session?: string }): Promise<void> {
  await sheet.getByLabel('Rôle', { exact: true }).selectOption({ label: role });
  if (session) {
    const choice = sheet.getByLabel('Séance', { exact: true });
    await choice.selectOption((await choice.locator('option', { hasText: session }).first().getAttribute('value')) ?? '');
  }
  await sheet.getByRole('button', { name: 'Ajouter', exact: true }).click();
}

test('an organiser with a telephone of codes invites a speaker, who enters without a password; promotes them and bans them, and the other browser shows it', async ({ page, browser }) => {
  test.setTimeout(150_000);
  const { url } = sharedFair();

  // The demonstration's organiser invites a second one, who is led to set up their second factor first.
  await page.goto(`${url}/fr/enter`);
  await page.getByRole('button', { name: 'Organisation' }).click();
  await expect(page).toHaveURL(/\/fr\/desk\/people/);
  const colleague = await invite(page, { name: 'Houda S.', mail: freshMail('houda'), language: 'français', role: 'Organisation' });
  const desk = await anotherBrowser(browser, { viewport: { width: 1440, height: 900 } });
  await desk.goto(colleague);
  await agree(desk, 'fr');
  await desk.getByRole('button', { name: 'Entrer', exact: true }).click();
  await expect(desk).toHaveURL(/\/fr\/enter\/code/);
  const codes = await setUpFactor(desk);
  await expect(desk).toHaveURL(/\/fr\/desk\/people/);

  // A speaker, in Arabic: their own link says whose it is and what it opens, and once they agree to the terms one button enters.
  const link = await invite(desk, { name: 'Imane R.', arabic: 'إيمان ر.', mail: freshMail('imane'), language: 'arabe', role: 'Intervention', session: 'Panel 2' });
  expect(link).toMatch(/\/ar\/enter\/link#[\w-]{43}$/);
  await desk.screenshot({ path: `${pictures}/desk-invited.fr.1440.png` });
  const speaker = await anotherBrowser(browser, { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  await followConnections(speaker);
  await followHearing(speaker);
  await speaker.goto(link);
  await expect(speaker.getByRole('heading', { level: 1 })).toContainText('إيمان ر.');
  await expect(speaker.getByRole('main')).toContainText('متدخل');
  await expect(speaker.getByRole('main')).toContainText('ندوة 2');
  // Whoever looks at the screen or at the history finds no secret.
  expect(speaker.url()).toBe(`${url}/ar/enter/link`);
  await speaker.screenshot({ path: `${pictures}/invitation.ar.390.png`, fullPage: true });
  await speaker.getByRole('button', { name: 'ادخل', exact: true }).tap();
  await expect(speaker.getByRole('checkbox')).toBeFocused();
  await expect(speaker.getByRole('checkbox')).toHaveAccessibleDescription(/لا يمكن فتح حساب بدون هذه الموافقة/);
  await agree(speaker, 'ar');
  await speaker.getByRole('button', { name: 'ادخل', exact: true }).tap();
  await expect(speaker).toHaveURL(/\/ar\/speaker$/);
  await speaker.goto(`${url}/ar/account`);
  await expect(speaker.getByRole('heading', { level: 1, name: 'إيمان ر.' })).toBeVisible();

  const passedOn = await anotherBrowser(browser, { viewport: { width: 390, height: 844 } });
  await passedOn.goto(link);
  await expect(passedOn.getByRole('heading', { level: 1, name: 'سبق استعمال هذا الرابط' })).toBeVisible();
  await passedOn.context().close();

  // A role is given after a confirmation by the telephone's code, and stands in the other browser at once.
  await desk.getByRole('button', { name: 'Voir sa fiche' }).click();
  const sheet = desk.getByRole('complementary', { name: 'Personne' });
  await expect(sheet.getByRole('heading', { level: 2 })).toContainText('Imane R.');
  const organiser = ((await (await desk.request.get(`${url}/api/me`)).json()) as { id: string }).id;
  await letConfirmationEnd(organiser);
  await sheet.getByRole('button', { name: 'Donner un rôle' }).click();
  await giveRole(sheet, { role: 'Modération', session: 'Panel 1' });
  await expect(speaker.getByRole('main')).not.toContainText('التسيير');
  await sheet.getByRole('button', { name: /^Enregistrer/ }).click();
  const confirm = desk.getByRole('dialog', { name: 'Confirmez que c’est bien vous' });
  await confirm.getByLabel('Code à six chiffres').fill(codes.code());
  await desk.screenshot({ path: `${pictures}/desk-confirm.fr.1440.png` });
  await confirm.getByRole('button', { name: 'Confirmer' }).click();
  await expect(sheet.getByText('Enregistré', { exact: true })).toBeVisible();
  await expect(speaker.getByRole('main')).toContainText('التسيير', { timeout: 5000 });
  await desk.screenshot({ path: `${pictures}/desk-promoted.fr.1440.png` });

  // The ban: the screen within two seconds, the sound within ten.
  await speaker.goto(`${url}/ar/s/panel-1`);
  await speaker.getByRole('button', { name: 'استمع الآن' }).first().tap();
  await expectSound(speaker);
  expect((await hearing(speaker)).silent).toBeLessThan(breath);
  await sheet.getByRole('button', { name: /^Bannir/ }).click();
  const answered = desk.waitForResponse((response) => response.url().endsWith('/ban'));
  await sheet.getByRole('group').getByRole('button', { name: /^Bannir/ }).click();
  expect((await answered).status()).toBe(200);
  const banned = Date.now();
  await expect(speaker.getByRole('heading', { level: 1, name: 'المعرض مغلق أمامك' })).toBeVisible({ timeout: 2000 });
  expect(Date.now() - banned).toBeLessThanOrEqual(2000);
  await expect.poll(async () => (await hearing(speaker)).silent, { timeout: 15_000 }).toBeGreaterThan(2 * breath);
  expect(Date.now() - (await hearing(speaker)).silent - banned).toBeLessThanOrEqual(10_000);
  await speaker.screenshot({ path: `${pictures}/banned.ar.390.png`, fullPage: true });
  await expect(sheet.getByText(/^Le bannissement couvre/)).toBeVisible();
  await desk.screenshot({ path: `${pictures}/desk-banned.fr.1440.png` });

  // It stands in the journal, and the link's second opening and a new page lead nowhere.
  await speaker.goto(`${url}/ar/account`);
  await expect(speaker.getByRole('heading', { level: 1, name: 'المعرض مغلق أمامك' })).toBeVisible();
  await desk.getByRole('link', { name: 'Journal' }).filter({ visible: true }).click();
  await expect(desk.getByRole('main')).toContainText('Bannissement');
  await expect(desk.getByRole('main')).toContainText('Imane R.');
  await Promise.all([speaker.context().close(), desk.context().close()]);
});

test('an empty fair has one link at the terminal: it makes the first organiser, who sets up the second factor and then sees the people', async ({ page }) => {
  test.setTimeout(150_000);
  const fair = await startFair({ args: ['--fair', 'empty'], until: 'ready' });
  try {
    const link = await firstLink(fair);
    await page.goto(link);
    await expect(page.getByRole('heading', { level: 1, name: 'Première personne de l’organisation' })).toBeVisible();
    await page.screenshot({ path: `${pictures}/first-organiser.fr.1280.png` });
    await firstEnters(page);
    await expect(page.getByRole('heading', { level: 1 })).toContainText('Personnes');
    await expect(page.getByRole('main')).toContainText('Rachid A.');
    await page.screenshot({ path: `${pictures}/desk-people-empty.fr.1280.png`, fullPage: true });
    // Once used, the line of the terminal opens nothing.
    await page.context().clearCookies();
    await page.goto(`${fair.url}/fr`);
    await page.goto(link);
    await expect(page.getByRole('heading', { level: 1, name: 'Ce lien a déjà servi' })).toBeVisible();
  } finally {
    await fair.stop();
  }
});
