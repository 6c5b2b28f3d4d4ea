import { readFileSync } from 'node:fs';
import { type Browser, type BrowserContext, type Page, expect, test } from '@playwright/test';
import { consentTexts, fairNow, readDraft, readOutbox, readProgramme, wallAt, type Programme, type Session } from '@siccam/contract';
import { anotherBrowser, enterAs } from './entering';
import { pictures, sharedFair } from './fair';
import { expectAccessible, expectWhole } from './layout';

const slug = 'first-phone-interview';
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };

const read = async (): Promise<Programme> => readProgramme.answer.parse(await (await fetch(`${sharedFair().url}/api/programme`)).json());

/** The workshop as visitors read it. */
async function workshop(): Promise<Session> {
  const session = (await read()).sessions.find((one) => one.slug === slug);
  if (!session) throw new Error('the workshop is not released');
  return session;
}

/** A session's lines of a calendar. */
const calendar = async (): Promise<{ text: string; sequence: number }> => {
  const text = await (await fetch(`${sharedFair().url}/api/calendar/ar/session/${slug}.ics`)).text();
  return { text, sequence: Number(/^SEQUENCE:(\d+)/m.exec(text)?.[1]) };
};

/** How many reminders wait for, or went to, whoever this is. */
async function reminders({ request }: BrowserContext, mail: string): Promise<number> {
  const answer = await request.post(`${sharedFair().url}/api/desk/outbox`, { data: { state: null, page: 0 }, headers: { origin: sharedFair().url } });
  return readOutbox.answer.parse(await answer.json()).mails.filter(({ kind, to }) => kind === 'reminder' && to === mail).length;
}

async function onAPhone(browser: Browser, as?: 'visitor'): Promise<Page> {
  const page = await anotherBrowser(browser, phone);
  if (as) await enterAs(page.context(), as);
  await page.goto(`${sharedFair().url}/ar/s/${slug}`);
  return page;
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

/** Publishes what stands at the desk, with the reason for which it stands beside something else. */
async function publish(desk: Page): Promise<void> {
  await desk.getByLabel(/Dites pourquoi/).fill('La salle est partagée.');
  await desk.getByRole('button', { name: /^Publier la version/ }).click();
  await expect(desk.getByRole('status').filter({ hasText: /Version .+ publiée/ })).toBeVisible();
}

test.describe.serial('a workshop with one seat', () => {
  let desk: Page;
  test.beforeAll(async ({ browser }) => {
    desk = await anotherBrowser(browser, { viewport: { width: 1440, height: 1200 } });
    await enterAs(desk.context(), 'organiser');
  });
  test.afterAll(() => desk.context().close());

  test('its organiser gives it a sheet of paper, which nobody has before the release and a visitor saves after it', async ({ browser }) => {
    const { url } = sharedFair();
    const { fair } = await read();
    const draft = readDraft.answer.parse(await (await desk.context().request.get(`${url}/api/desk/programme`)).json());
    const item = draft.items.find(({ content }) => content?.kind === 'session' && content.slug === slug);
    await desk.goto(`${url}/fr/desk/programme?item=${item?.id ?? ''}`);
    const sheet = desk.getByRole('complementary');
    await sheet.getByRole('spinbutton', { name: 'Places' }).fill('1');
    await sheet.getByRole('combobox', { name: 'Scène' }).selectOption({ label: 'Salle 2' });
    await sheet.getByRole('combobox', { name: 'Jour' }).selectOption({ index: 0 });
    // So soon that whoever asked for it is reminded at once.
    const soon = new Date(Math.ceil((Date.parse(`${wallAt(fairNow(fair.clock, Date.now()), fair.offset)}:00Z`) + 14 * 60_000) / 300_000) * 300_000).toISOString().slice(11, 16);
    await sheet.getByRole('textbox', { name: 'Début' }).fill(soon);
    await sheet.getByRole('textbox', { name: 'Début' }).press('Enter');

    const pdf = Buffer.from(await (await fetch(`${url}/api/programme/fr/pdf`)).arrayBuffer());
    const bring = sheet.locator('input[type=file]');
    for (const name of ['exercices.pdf', 'à retirer.pdf']) {
      await bring.setInputFiles({ name, mimeType: 'application/pdf', buffer: pdf });
      await expect(sheet.getByRole('link', { name })).toBeVisible();
    }
    await expect(sheet.getByText('Pas vérifié : aucun antivirus n’est installé')).toHaveCount(2);
    await bring.setInputFiles({ name: 'note.txt', mimeType: 'text/plain', buffer: Buffer.from('Une note.') });
    await expect(sheet.getByRole('alert')).toContainText('PDF');
    await desk.screenshot({ path: `${pictures}/attachments.fr.1440.png` });
    await expectAccessible(desk);
    await sheet.getByRole('button', { name: /^Retirer .*à retirer\.pdf/ }).click();
    await expect(sheet.getByRole('link', { name: 'à retirer.pdf' })).toHaveCount(0);
    const address = await sheet.getByRole('link', { name: 'exercices.pdf' }).getAttribute('href');
    await expect(desk.getByRole('status').filter({ hasText: /^Enregistré à/ })).toBeVisible();
    expect((await fetch(`${url}${address ?? ''}`)).status).toBe(404);

    await publish(desk);
    const visitor = await onAPhone(browser);
    const link = visitor.getByRole('link', { name: 'exercices.pdf' });
    await expect(link).toBeVisible();
    await expect(visitor.getByText('à retirer.pdf')).toHaveCount(0);
    await visitor.screenshot({ path: `${pictures}/session.ar.390.png`, fullPage: true });
    await expectWhole(visitor);
    await expectAccessible(visitor);
    const [saved] = await Promise.all([visitor.waitForEvent('download'), link.tap()]);
    expect([saved.suggestedFilename(), readFileSync(await saved.path()).equals(pdf)]).toEqual(['exercices.pdf', true]);
    const headers = (await fetch(`${url}${address ?? ''}`)).headers;
    expect(headers.get('content-disposition')).toMatch(/^attachment;/);
    expect(headers.get('content-security-policy')).toContain('sandbox');
    await visitor.context().close();
  });

  test('the first takes it, the second waits, is offered it while it is kept, and takes it; all see at once that it is cancelled, and nobody is called to it', async ({ browser }) => {
    test.setTimeout(120_000);
    const [first, second] = [await onAPhone(browser), await onAPhone(browser)];
    await button(first, 'احجز مقعدا').tap();
    await expect(first.getByText('مقعدك محجوز.')).toBeVisible();
    await expect(button(first, 'في برنامجي')).toHaveAttribute('aria-pressed', 'true');

    await expect(second.getByText(/^مكتملة/)).toBeVisible();
    await button(second, 'التسجيل في لائحة الانتظار').tap();
    await expect(second.getByText(/^لائحة الانتظار: رتبتك .?1.?\.$/)).toBeVisible();

    // What else they planned at that hour stands beside it.
    const { sessions } = await read();
    const mine = await workshop();
    const other = sessions.find(({ id, state, starts, ends, delay, seats }) => id !== mine.id && state === 'released' && seats === null && delay > 0 && starts < mine.ends && ends > mine.starts);
    await second.goto(`${sharedFair().url}/ar/programme?day=${mine.starts.slice(0, 10)}`);
    await second.getByRole('button', { name: `في برنامجي: \u2068${other?.title.ar ?? ''}\u2069` }).tap();
    await second.getByRole('button', { name: /^برنامجي/ }).tap();
    const panel = second.getByRole('complementary', { name: 'برنامجي' });
    await expect(panel.getByText('في التوقيت نفسه ضمن برنامجك:')).toHaveCount(2);
    await button(second, 'ذكّرني قبل كل موعد').tap();
    await expect(panel.getByRole('link', { name: 'الدخول أو إنشاء حساب' })).toHaveAttribute('href', /\/ar\/enter\?back=/);
    await second.screenshot({ path: `${pictures}/plan-waiting.ar.390.png`, fullPage: true });
    await expectWhole(second);
    await expectAccessible(second);

    // Given up on one phone, offered on the other, which nobody touched.
    await button(first, 'التخلي عن المقعد').tap();
    await expect(panel.getByText(/^عُرض عليك مقعد إلى غاية الساعة .*(?:دقائق|دقيقة)/)).toBeVisible();
    await second.screenshot({ path: `${pictures}/plan-offered.ar.390.png`, fullPage: true });
    await button(second, 'قبول المقعد').tap();
    await expect(panel.getByText('مقعدك محجوز.')).toBeVisible();
    await expect(first.getByText(/^مكتملة/)).toBeVisible();

    // Whoever has an account is reminded by mail, once they agreed.
    const third = await onAPhone(browser, 'visitor');
    await button(third, 'في برنامجي').tap();
    await expect(button(third, 'في برنامجي')).toHaveAttribute('aria-pressed', 'true');
    await third.goto(`${sharedFair().url}/ar/programme?mine=true`);
    await button(third, 'ذكّرني قبل كل موعد').tap();
    await expect(third.getByText(consentTexts.reminders.text.ar)).toBeVisible();
    await button(third, 'أقبل، ذكّرني').tap();
    await expect(third.getByText('تصلك رسالة إلكترونية قبل كل فقرة من برنامجك، وإذا تغيرت.')).toBeVisible();
    await expect.poll(() => reminders(desk.context(), 'salma-b@example.com'), { timeout: 25_000 }).toBe(1);

    const before = await calendar();
    expect(before.text).toContain('STATUS:CONFIRMED');
    await first.goto(`${sharedFair().url}/ar/s/${slug}`);
    await desk.reload();
    await desk.getByRole('complementary').getByRole('button', { name: 'Annuler', exact: true }).click();
    await desk.getByRole('complementary').getByRole('button', { name: 'Annuler pour tous' }).click();
    await expect(first.getByText('ألغيت هذه الفقرة')).toBeVisible({ timeout: 5000 });
    await expect(panel.getByText('ألغيت', { exact: true })).toBeVisible({ timeout: 5000 });
    const after = await calendar();
    expect(after.text).toContain('STATUS:CANCELLED');
    expect(after.sequence).toBeGreaterThan(before.sequence);
    await expect.poll(() => reminders(desk.context(), 'salma-b@example.com')).toBe(0);
    await second.screenshot({ path: `${pictures}/plan-cancelled.ar.390.png`, fullPage: true });
    await Promise.all([first, second, third].map((page) => page.context().close()));
  });
});

test('on a phone the desks are five under the thumb, and the rest is one tap further', async ({ browser }) => {
  const page = await anotherBrowser(browser, phone);
  await enterAs(page.context(), 'organiser');
  await page.goto(`${sharedFair().url}/fr/desk/outbox`);
  const ways = page.getByRole('navigation', { name: 'Rubriques' });
  await expect(ways.getByRole('link')).toHaveText(['Programme', 'Intervenants', 'Personnes', 'Envois']);
  await button(page, 'Plus').tap();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(button(page, 'Plus')).toBeFocused();
  await page.keyboard.press('Enter');
  await ways.getByRole('link', { name: 'Journal' }).tap();
  await expect(page.getByRole('heading', { level: 1, name: 'Journal' })).toBeVisible();
  await expect(ways.getByRole('link', { name: 'Journal' })).toHaveCount(0);
  await page.context().close();
});
