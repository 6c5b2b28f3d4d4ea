import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { pictures, sharedFair } from './fair';
import { expectSound, followConnections, received } from './stage';

test('a page that breaks shows a number that a person can read out, and it stands in the server’s log', async ({ page }) => {
  const { url, dataDir } = sharedFair();
  await page.route('**/api/programme', async (route) => {
    const answer = await route.fetch();
    const programme = (await answer.json()) as object;
    await route.fulfill({ response: answer, json: { ...programme, sessions: null } });
  });
  await page.goto(`${url}/fr/programme`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Une erreur est survenue de notre côté');
  const shown = page.locator('code');
  await expect(shown).toHaveText(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
  await expect(shown).toHaveAttribute('dir', 'ltr');
  const id = (await shown.textContent()) ?? '';
  await expect.poll(() => readFileSync(join(dataDir, 'logs/api.log'), 'utf8').split('\n').find((line) => line.includes(id)) ?? '').toContain('"fault in a browser"');
  await page.screenshot({ path: `${pictures}/fault.fr.1440.png` });
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa']).analyze();
  expect(violations.map(({ id: rule }) => rule)).toEqual([]);
  await page.unroute('**/api/programme');
  await page.getByRole('button', { name: 'Recharger la page' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Programme');
});

test('a fault of the server shows the server’s own number', async ({ page }) => {
  const id = '6f1d8e0a-5f0c-4a58-9c55-0d6a1c1f2b3d';
  await page.route('**/api/programme', (route) => route.fulfill({ status: 500, json: { ok: false, refusal: 'fault', id } }));
  await page.goto(`${sharedFair().url}/en`);
  await expect(page.locator('code')).toHaveText(id, { timeout: 20_000 });
});

for (const [path, words] of [['/ar/nowhere', 'هذه الصفحة غير موجودة'], ['/fr/s/no-such-session', 'Cette page n’existe pas'], ['/en/nowhere/at/all', 'This page does not exist']] as const) {
  test(`${path} is not found, by its status and in words, with two ways on`, async ({ page }) => {
    const answer = await page.goto(`${sharedFair().url}${path}`);
    expect(answer?.status()).toBe(404);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(words);
    await expect(page.getByRole('main').getByRole('link')).toHaveCount(2);
  });
}

for (const [language, privacy, name] of [['ar', 'حماية المعطيات', 'حماية المعطيات ذات الطابع الشخصي'], ['fr', 'Données personnelles', 'Données personnelles'], ['en', 'Privacy', 'Privacy']] as const) {
  test(`from the foot of a page in ${language}: the privacy notice, and the organiser to write to or call`, async ({ page }) => {
    await page.goto(`${sharedFair().url}/${language}/s/panel-2`);
    const foot = page.getByRole('contentinfo');
    await foot.getByRole('link', { name: privacy }).click();
    await expect(page).toHaveURL(new RegExp(`/${language}/privacy$`));
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);
    await expect(page.getByRole('main')).toContainText('09-08');
    const phone = page.getByRole('main').getByRole('link', { name: '+212 5 36 00 00 00' });
    await expect(phone).toHaveAttribute('href', 'tel:+212536000000');
    await expect(phone.locator('bdi')).toHaveAttribute('dir', 'ltr');
    await expect(page.getByRole('main').getByRole('link', { name: 'salon@siccam.example' })).toHaveAttribute('href', 'mailto:salon@siccam.example');
    const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']).analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
  });
}

test('the notice is true: before a stage is opened only the language is kept in cookies, and its maker is no script of others', async ({ page, context }) => {
  await page.goto(`${sharedFair().url}/fr/programme`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  expect((await context.cookies()).map(({ name }) => name)).toEqual(['language']);
  expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => !key.startsWith('siccam.')))).toEqual([]);
});

test('another language within a second, the sound going on; the bare address remembers it', async ({ page, context }) => {
  const { url } = sharedFair();
  await followConnections(page);
  await page.goto(`${url}/fr/s/panel-1`);
  await page.getByRole('button', { name: 'Écouter', exact: true }).first().click();
  await expectSound(page);
  const made = await page.evaluate(() => (window as unknown as { connections: unknown[] }).connections.length);
  const before = await received(page);
  // Measured in the page: from the click to the words and the direction on screen.
  const took = await page.evaluate(async () => {
    const began = performance.now();
    const link = [...document.querySelectorAll<HTMLAnchorElement>('header a')].find(({ lang }) => lang === 'ar-MA');
    const heading = document.querySelector('h1');
    const was = heading?.textContent;
    link?.click();
    while (document.documentElement.dir !== 'rtl' || document.querySelector('h1')?.textContent === was) await new Promise(requestAnimationFrame);
    return performance.now() - began;
  });
  expect(took).toBeLessThan(1000);
  await expectSound(page);
  expect((await received(page)).soundBytes).toBeGreaterThan(before.soundBytes);
  expect(await page.evaluate(() => (window as unknown as { connections: unknown[] }).connections.length)).toBe(made);
  expect((await context.cookies()).find(({ name }) => name === 'language')).toMatchObject({ value: 'ar', sameSite: 'Lax' });
  await page.getByRole('link', { name: 'English' }).first().click();
  await expect(page).toHaveURL(/\/en\/s\/panel-1/);
  await page.goto(url);
  await expect(page).toHaveURL(/\/en$/);
});

test('a session is passed on with one tap: by WhatsApp in the language of the page, or by its link', async ({ page, context }) => {
  const address = `${sharedFair().url}/ar/s/panel-1`;
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto(`${address}?from=somewhere`);
  const whatsapp = new URL((await page.getByRole('link', { name: 'أرسل عبر واتساب' }).getAttribute('href')) ?? '');
  expect(whatsapp.origin + whatsapp.pathname).toBe('https://wa.me/');
  expect(whatsapp.searchParams.get('text')).toMatch(new RegExp(`^ندوة 1.*\\n${address}$`));
  await page.getByRole('button', { name: 'انسخ الرابط' }).click();
  await expect(page.getByText('تم نسخ الرابط', { exact: true })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(address);
});

test('a page whose own code did not come says so, reports no fault, and comes when it is asked for again', async ({ page }) => {
  const { url } = sharedFair();
  const reported: string[] = [];
  page.on('request', (request) => request.method() === 'POST' && request.url().includes('/api/faults') && reported.push(request.url()));
  await page.goto(`${url}/fr`);
  await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible();
  await page.route(/\/assets\/[^/]+\.js$/, (route) => route.abort());
  await page.getByRole('link', { name: 'Données personnelles' }).first().click();
  await expect(page.getByRole('heading', { name: 'Cette page n’est pas arrivée en entier' })).toBeVisible();
  expect(reported).toEqual([]);
  await page.unrouteAll();
  await page.getByRole('button', { name: 'Recharger la page' }).click();
  await expect(page).toHaveURL(/\/fr\/privacy$/);
  await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible();
  await expect(page.getByText('Cette page n’est pas arrivée en entier')).toHaveCount(0);
});
