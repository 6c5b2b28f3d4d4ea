import { expect, test } from '@playwright/test';
import { readProgramme } from '@siccam/contract';
import { pictures, sharedFair } from './fair';
import { expectFreshPicture, expectSound, followConnections, iceServers, received } from './stage';

test.describe('a visitor on a phone, in Arabic', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 });

  test('reaches picture and sound in two taps, without an account', async ({ page, context }) => {
    await followConnections(page);
    await page.goto(`${sharedFair().url}/`);
    await expect(page).toHaveURL(/\/ar$/);
    await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
    await page.getByRole('link', { name: /ندوة 1/ }).first().tap();
    await expect(page).toHaveURL(/\/ar\/s\/panel-1/);
    await page.getByRole('button', { name: 'استمع الآن' }).first().tap();
    await expectFreshPicture(page);
    await expectSound(page);
    const cookies = await context.cookies();
    expect(cookies.find(({ name }) => name === 'siccam')).toMatchObject({ httpOnly: true, sameSite: 'Lax' });
    expect(await page.evaluate(() => document.cookie)).not.toContain('siccam');
    await page.screenshot({ path: `${pictures}/stage.ar.390.png`, fullPage: true });
  });

  test('saves data with one tap: the picture stops coming, the sound goes on', async ({ page }) => {
    await followConnections(page);
    await page.goto(`${sharedFair().url}/ar/s/panel-1`);
    await page.getByRole('button', { name: 'استمع الآن' }).first().tap();
    await expectFreshPicture(page);
    await page.getByRole('button', { name: 'صوت فقط' }).or(page.getByRole('radio', { name: 'صوت فقط' })).first().tap();
    await expect
      .poll(async () => {
        const before = await received(page);
        await expectSound(page);
        return (await received(page)).pictureBytes - before.pictureBytes;
      }, { timeout: 30_000 })
      .toBe(0);
    await expect(page.locator('video').filter({ visible: true })).toHaveCount(0);
    // The next speaker's picture must not come either.
    const before = await received(page);
    const speaker = await page.locator('[data-lower-third]').first().textContent();
    await expect.poll(() => page.locator('[data-lower-third]').first().textContent(), { timeout: 60_000 }).not.toBe(speaker);
    await expectSound(page);
    expect((await received(page)).pictureBytes - before.pictureBytes).toBe(0);
    await page.screenshot({ path: `${pictures}/stage-audio.ar.390.png`, fullPage: true });
  });

  test('who saves data listens at once from the front page, and no picture comes', async ({ page }) => {
    await followConnections(page);
    await page.goto(`${sharedFair().url}/ar`);
    const saver = page.getByRole('switch').first();
    if (!(await saver.isChecked())) await saver.tap({ force: true });
    await expect(saver).toBeChecked();
    await page.getByRole('link', { name: 'استمع الآن' }).or(page.getByRole('button', { name: 'استمع الآن' })).first().tap();
    await expectSound(page);
    expect((await received(page)).pictureBytes).toBe(0);
  });
});

test('who speaks stands in the lower third, with name and title of the data, in the reader’s language', async ({ page, request }) => {
  const { url } = sharedFair();
  const programme = readProgramme.answer.parse(await (await request.get(`${url}/api/programme`)).json());
  const people = programme.sessions.find(({ slug }) => slug === 'panel-1')?.people ?? [];
  for (const language of ['fr', 'ar', 'en'] as const) {
    await page.goto(`${url}/${language}/s/panel-1`);
    await page.getByRole('button', { name: /^(Écouter|استمع الآن|Listen.*)$/ }).first().click();
    await expectFreshPicture(page);
    const onAir = await onAirNow();
    const speaker = people.find(({ id }) => onAir.includes(id));
    const stage = page.getByRole('group', { name: /^(La scène|المنصة|The stage)$/i }).first();
    // The turn may change between the two looks; whoever stands there is one of the session, with the title that is theirs.
    await expect(stage).toContainText(new RegExp(people.map(({ name }) => escaped(name[language] ?? '')).join('|')));
    expect(speaker?.title[language]).toBeTruthy();
  }

  async function onAirNow(): Promise<string[]> {
    return ((await (await request.get(`${url}/api/sessions/panel-1/stage`)).json()) as { onAir: string[] }).onAir;
  }
});

test('no sound? Help is one tap away, says what arrives, and plays a test', async ({ page }) => {
  await page.goto(`${sharedFair().url}/fr/s/panel-1`);
  await page.getByRole('button', { name: /écouter/i }).first().click();
  await page.getByRole('button', { name: 'Pas de son ?' }).first().click();
  const help = page.getByRole('dialog');
  await expect(help).toContainText('Le son arrive et il est joué', { timeout: 20_000 });
  await help.getByRole('button', { name: 'Jouer un son d’essai' }).click();
  await expect(help).toContainText('Son d’essai en cours');
  await page.keyboard.press('Escape');
  await expect(help).toBeHidden();
});

test('a page asks nobody outside the fair for anything', async ({ page }) => {
  const { url } = sharedFair();
  const asked = new Set<string>();
  await followConnections(page);
  page.on('request', (request) => asked.add(new URL(request.url()).hostname));
  for (const path of ['/ar', '/fr/programme', '/en/s/panel-1', '/ar/s/panel-2']) {
    await page.goto(`${url}${path}`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  }
  expect([...asked].filter((host) => host !== new URL(url).hostname && host !== '127.0.0.1')).toEqual([]);

  await page.goto(`${url}/fr/s/panel-1`);
  await page.getByRole('button', { name: 'Écouter', exact: true }).first().click();
  await expectSound(page);
  // Left to itself, LiveKit sends browsers to STUN servers of others.
  expect((await iceServers(page)).filter((address) => !address.includes('127.0.0.1'))).toEqual([]);
});

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

test('for whom a session is stands on its page, in the reader’s language; nothing where it is for everyone', async ({ page, request }) => {
  const { url } = sharedFair();
  const { sessions } = readProgramme.answer.parse(await (await request.get(`${url}/api/programme`)).json());
  const two = sessions.find(({ audience }) => String(audience) === 'professionals,institutions');
  const everyone = sessions.find(({ audience, kind }) => audience.length === 0 && kind !== 'break');
  for (const [language, said, begins] of [['ar', /^موجهة .?للمهنيين وللمؤسسات.?$/, /^موجهة/], ['fr', /^Public\s: .?professionnels et institutions.?$/, /^Public\s:/], ['en', /^For .?professionals and institutions.?$/, /^For /]] as const) {
    await page.goto(`${url}/${language}/s/${two?.slug ?? ''}`);
    await expect(page.getByText(said)).toBeVisible();
    await page.goto(`${url}/${language}/s/${everyone?.slug ?? ''}`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.getByText(begins)).toHaveCount(0);
  }
});
