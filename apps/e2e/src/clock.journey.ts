import { expect, test } from '@playwright/test';
import { momentAt, readProgramme, type Session } from '@siccam/contract';
import { sharedFair } from './fair';

const day = 24 * 3600 * 1000;

for (const [off, told] of [[-day, 'a day behind'], [day, 'a day ahead']] as const) {
  test(`a visitor whose clock is ${told}, in Paris, sees the fair's time, their own, and the same programme as anyone`, async ({ browser }) => {
    const { url } = sharedFair();
    const context = (shift: number) =>
      browser.newContext({ locale: 'fr-FR', timezoneId: 'Europe/Paris' }).then(async (made) => {
        await made.addInitScript((by) => {
          const Real = Date;
          const Wrong = function (this: unknown, ...given: unknown[]) {
            if (new.target === undefined) return new Real(Real.now() + by).toString();
            return given.length === 0 ? new Real(Real.now() + by) : (Reflect.construct(Real, given) as Date);
          };
          Object.setPrototypeOf(Wrong, Real);
          Wrong.prototype = Real.prototype;
          Object.assign(Wrong, { now: () => Real.now() + by });
          Object.assign(window, { Date: Wrong });
        }, shift);
        return made;
      });
    const [right, wrong] = [await context(0), await context(off)];
    const [mine, theirs] = [await right.newPage(), await wrong.newPage()];
    for (const path of ['/fr', '/fr/programme', '/fr/s/panel-1', '/fr/s/panel-2']) {
      await mine.goto(`${url}${path}`);
      await theirs.goto(`${url}${path}`);
      for (const page of [mine, theirs]) await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      const shown = async (page: typeof mine) => (await page.locator('main, header').allInnerTexts()).join('\n').replace(/\d+ (personnes? )?à l’écoute/g, '');
      // Minutes pass and speakers take turns; at some moment both pages say the same.
      await expect.poll(async () => [await shown(theirs), await shown(mine)].reduce((a, b) => String(a === b)), { timeout: 20_000, message: path }).toBe('true');
    }
    expect(Math.abs((await theirs.evaluate(() => Date.now())) - Date.now())).toBeGreaterThan(day / 2);
    await Promise.all([right.close(), wrong.close()]);
  });
}

test.describe('a visitor on a phone in Sydney', () => {
  test.use({ viewport: { width: 390, height: 844 }, locale: 'fr-FR', timezoneId: 'Australia/Sydney' });

  test('reads their own day where it is another, and the old hour of what is late after its day', async ({ page }) => {
    const { url } = sharedFair();
    const { fair, sessions } = readProgramme.answer.parse(await (await fetch(`${url}/api/programme`)).json());
    const inSydney = ({ starts, delay }: Session) => new Date(momentAt(starts, fair.offset) + delay * 60_000).toLocaleDateString('sv-SE', { timeZone: 'Australia/Sydney' });
    const tomorrow = sessions.find((one) => one.kind !== 'break' && one.state === 'released' && inSydney(one) !== one.starts.slice(0, 10));
    const late = sessions.find(({ state, delay }) => state === 'released' && delay > 0);
    if (!tomorrow || !late) throw new Error('the demonstration has nothing late, or nothing that is tomorrow in Sydney');
    const theirs = new RegExp(`${Number(inSydney(tomorrow).slice(8))}.*chez vous`);

    await page.goto(`${url}/fr/programme?day=${tomorrow.starts.slice(0, 10)}`);
    await expect(page.getByRole('listitem').filter({ hasText: tomorrow.title.fr ?? '' }).getByText(theirs)).toBeVisible();
    await page.goto(`${url}/fr/s/${tomorrow.slug}`);
    await expect(page.getByText(theirs).first()).toBeVisible();

    await page.goto(`${url}/fr/s/${late.slug}`);
    const old = page.locator('main s').filter({ hasText: late.starts.slice(11) }).first();
    await expect(old).toBeVisible();
    expect(await old.evaluate((struck) => struck.previousSibling?.textContent ?? '')).toContain(`${Number(late.starts.slice(8, 10))}`);
  });
});
