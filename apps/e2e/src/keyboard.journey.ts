import { type Page, expect, test } from '@playwright/test';
import { sharedFair } from './fair';
import { expectSound, followConnections } from './stage';


type Stop = { what: string; name: string; shown: boolean; ringed: boolean };

/** What has the focus, whether it is in sight, and whether it shows that it has it. */
const focused = (page: Page): Promise<Stop | null> =>
  page.evaluate(() => {
    const element = document.activeElement as HTMLElement | null;
    if (!element || element === document.body) return null;
    element.dataset['visited'] = '';
    const box = element.getBoundingClientRect();
    // A switch is drawn beside the input that has the focus.
    const drawn = [element, element.parentElement, element.nextElementSibling, ...(element.parentElement?.children ?? [])].filter((one) => one !== null && one !== undefined);
    const ringed = drawn.some((one) => {
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one);
      return (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2) || /0px 0px 0px [2-9]/.test(boxShadow);
    });
    const name = element.getAttribute('aria-label') ?? element.textContent?.trim() ?? '';
    const shown = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
    return { what: `${element.tagName.toLowerCase()} “${name.slice(0, 40)}”`, name, shown, ringed };
  });

/** All that can be used in sight, and was not reached. */
const missed = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('a[href], button, input, [role="tab"], [tabindex="0"]')]
      .filter((one) => one.dataset['visited'] === undefined && one.tabIndex >= 0 && one.checkVisibility({ visibilityProperty: true }) && !one.matches(':disabled') && one.closest('[inert]') === null)
      .map((one) => one.outerHTML.slice(0, 120)),
  );

// Each kind of page once, the two directions and widths in turn: what differs between languages is not the order of what can be used.
for (const [language, width, pages] of [['ar', 390, ['', '/s/panel-1', '/s/no-such-session']], ['fr', 1440, ['/programme', '/s/panel-2', '/privacy']]] as const) {
  test.describe(`by keyboard alone, ${language} at ${width} px`, () => {
    test.use({ viewport: { width, height: 844 } });

    for (const path of pages) {
      test(`${path || 'the front'}: everything is reached, in sight and ringed; the skip link leads to the content; each part has its name in the tree`, async ({ page }) => {
        await page.goto(`${sharedFair().url}/${language}${path}`);
        await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);

        const faults: string[] = [];
        for (let stop = 0; stop < 150; stop++) {
          await page.keyboard.press('Tab');
          const at = await focused(page);
          if (!at) break;
          if (!at.shown) faults.push(`${at.what} is out of sight`);
          if (!at.ringed) faults.push(`${at.what} has no ring`);
        }
        expect([...faults, ...(await missed(page))]).toEqual([]);

        // Past the last one, the first is next.
        await page.keyboard.press('Tab');
        expect((await focused(page))?.shown).toBe(true);
        await page.keyboard.press('Enter');
        expect(await page.evaluate(() => document.activeElement?.closest('main') !== null)).toBe(true);

        const tree = await page.locator('body').ariaSnapshot();
        const lines = tree.split('\n').map((line) => line.trim().replace(/^- '/, '- '));
        expect(lines.filter((line) => /^- main\b/.test(line))).toHaveLength(1);
        expect(lines.filter((line) => /^- heading .*\[level=1\]/.test(line))).toHaveLength(1);
        expect(lines.filter((line) => /^- banner\b/.test(line))).toHaveLength(1);
        // A name stands in quotes after the role.
        expect(lines.filter((line) => /^- (button|link|switch|checkbox|tab|textbox|img|dialog|region|navigation|group)\b(?! ["/])/.test(line))).toEqual([]);
      });
    }
  });
}

test('who uses the keyboard alone listens, mutes, changes to sound alone, and opens and leaves the help', async ({ page }) => {
  await followConnections(page);
  await page.goto(`${sharedFair().url}/fr`);
  const reach = async (name: string | RegExp) => {
    const wanted = page.getByRole('button', { name, exact: typeof name === 'string' }).or(page.getByRole('link', { name })).filter({ visible: true }).first();
    for (let stop = 0; stop < 150; stop++) {
      await page.keyboard.press('Tab');
      if (await wanted.evaluate((element) => element === document.activeElement).catch(() => false)) return wanted;
    }
    throw new Error(`${String(name)} was not reached`);
  };
  await reach(/^Écouter/);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/s\/panel-1/);
  await expectSound(page);
  const alone = await reach('Audio seul');
  await page.keyboard.press('Space');
  await expect(alone).toHaveAttribute('aria-pressed', 'true');
  const help = await reach('Pas de son ?');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toBeVisible();
  expect(await page.evaluate(() => document.activeElement?.closest('dialog') !== null)).toBe(true);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(help).toBeFocused();
});
