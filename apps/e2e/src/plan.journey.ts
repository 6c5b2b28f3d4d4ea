import { type Page, expect, test } from '@playwright/test';
import { type Programme, type Session, readProgramme } from '@siccam/contract';
import { anotherBrowser, enterAs } from './entering';
import { pictures, sharedFair } from './fair';
import { expectAccessible, expectWhole } from './layout';

const read = async (): Promise<Programme> => readProgramme.answer.parse(await (await fetch(`${sharedFair().url}/api/programme`)).json());

/** Two released sessions that are at the same time, on a day of the fair. */
function twoAtOnce({ sessions }: Programme): [Session, Session] {
  const open = sessions.filter(({ kind, state, seats }) => kind !== 'break' && state === 'released' && seats === null);
  for (const one of open) {
    const other = open.find((two) => two.id !== one.id && two.starts < one.ends && two.ends > one.starts);
    if (other) return [one, other];
  }
  throw new Error('nothing in the demonstration is at the same time as something else');
}

const tick = (page: Page, { title }: Session) => page.getByRole('button', { name: `في برنامجي: \u2068${title.ar}\u2069` });

test.describe('a visitor on a phone, in Arabic', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 });

  test('plans two sessions, sees that they clash, subscribes, and hears of a change on the open page', async ({ page, browser }) => {
    const { url } = sharedFair();
    const [one, other] = twoAtOnce(await read());

    await page.goto(`${url}/ar/programme?day=${one.starts.slice(0, 10)}`);
    await tick(page, one).tap();
    await expect(tick(page, one)).toHaveAttribute('aria-pressed', 'true');
    await tick(page, other).tap();
    await expect(page.getByText('في التوقيت نفسه ضمن برنامجك:').first()).toBeVisible();
    await page.screenshot({ path: `${pictures}/programme.ar.390.png`, fullPage: true });

    await page.reload();
    await expect(tick(page, other)).toHaveAttribute('aria-pressed', 'true');
    await page.getByRole('button', { name: /^برنامجي/ }).tap();
    await expect(page).toHaveURL(/mine=true/);
    const panel = page.getByRole('complementary', { name: 'برنامجي' });
    await expect(panel.getByText('في التوقيت نفسه ضمن برنامجك:')).toHaveCount(2);

    await panel.getByRole('button', { name: 'أضف إلى مفكرتي', exact: true }).tap();
    await panel.getByRole('button', { name: 'إنشاء عنواني الخاص' }).tap();
    const address = (await panel.locator('[data-address]').textContent())?.trim() ?? '';
    expect(address).toMatch(new RegExp(`^${url}/api/calendar/ar/plan/[\\w-]{20,}\\.ics$`));
    const calendar = await (await fetch(address)).text();
    expect([calendar.startsWith('BEGIN:VCALENDAR'), calendar.match(/^BEGIN:VEVENT/gm)?.length]).toEqual([true, 2]);
    for (const { id } of [one, other]) expect(calendar).toContain(`UID:${id}`);
    await page.screenshot({ path: `${pictures}/plan.ar.390.png`, fullPage: true });
    await expectWhole(page);
    await expectAccessible(page);

    // An organiser moves one of them while the page is open.
    const desk = await anotherBrowser(browser, {});
    await enterAs(desk.context(), 'organiser');
    const asked = Date.now();
    const answer = await desk.context().request.post(`${url}/api/desk/programme/day`, { data: { change: { what: 'delay', session: one.id, minutes: 15, follow: false } }, headers: { origin: url } });
    expect(answer.ok(), await answer.text()).toBe(true);
    await expect(page.getByText('تأخير 15 دقيقة', { exact: false }).first()).toBeVisible({ timeout: 5000 });
    expect(Date.now() - asked).toBeLessThan(6000);
    await page.screenshot({ path: `${pictures}/plan-changed.ar.390.png`, fullPage: true });
    const later = await (await fetch(address)).text();
    expect(later).not.toBe(calendar);

    await page.getByRole('button', { name: 'اطلعت عليها' }).tap();
    await expect(page.getByRole('button', { name: 'اطلعت عليها' })).toHaveCount(0);
    await panel.getByRole('button', { name: 'سحب العنوان' }).tap();
    await expect(panel.getByRole('button', { name: 'إنشاء عنواني الخاص' })).toBeVisible();
    expect((await fetch(address)).status).toBe(404);
    await desk.context().close();
  });

  test('who keeps nothing is told how to, and takes the printed programme without opening anything', async ({ page }) => {
    await page.goto(`${sharedFair().url}/ar/programme?mine=true`);
    const panel = page.getByRole('complementary', { name: 'برنامجي' });
    await expect(panel.getByText('لا شيء بعد', { exact: false })).toBeVisible();
    await expect(panel.getByRole('link', { name: 'البرنامج كاملا للطباعة' })).toHaveAttribute('href', '/api/programme/ar/pdf');
  });

  test('what cannot be kept is put back, in words; search finds without a network', async ({ page, context }) => {
    const { url } = sharedFair();
    const [one] = twoAtOnce(await read());
    await page.goto(`${url}/ar/programme?day=${one.starts.slice(0, 10)}`);
    await page.getByRole('button', { name: 'بحث' }).tap();
    const field = page.getByRole('searchbox');
    await expect(field).toBeFocused();
    await context.setOffline(true);
    await tick(page, one).tap();
    await expect(page.getByRole('alert').getByText('لم تُضف إلى برنامجك.')).toBeVisible();
    await expect(tick(page, one)).toHaveAttribute('aria-pressed', 'false');
    await field.fill('مراكز اتصال');
    await expect(page.getByRole('link', { name: /مراكز الاتصال/ }).first()).toBeVisible();
    await field.fill('pannel');
    await expect(page.locator('mark').first().or(page.getByRole('link', { name: /ندوة/ }).first())).toBeVisible();
    await context.setOffline(false);
  });
});

test('on a desktop the stages stand side by side, what is chosen stands in the address, and the keyboard reaches all of it', async ({ page }) => {
  const { url } = sharedFair();
  await page.setViewportSize({ width: 1440, height: 1000 });
  await page.goto(`${url}/fr/programme`);
  await page.getByRole('button', { name: 'Signatures' }).focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/kind=ceremony/);
  await expect(page.getByRole('article').first()).toBeVisible();
  expect((await read()).sessions.filter(({ kind }) => kind === 'ceremony').length).toBeGreaterThanOrEqual(await page.getByRole('article').count());
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Chercher' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('searchbox')).toBeFocused();
  await page.keyboard.type('offshorign');
  await expect(page).toHaveURL(/q=offshorign/);
  await expect(page.getByRole('region', { name: 'Chercher dans le programme' }).getByRole('status')).not.toHaveText('');
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(page).not.toHaveURL(/q=/);
  await expectWhole(page);
  await page.screenshot({ path: `${pictures}/programme.fr.1440.png`, fullPage: true });
});
