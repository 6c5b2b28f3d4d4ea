import { type CDPSession, type Locator, type Page, expect, test } from '@playwright/test';
import { anotherBrowser, firstEnters, firstLink } from './entering';
import { pictures, startFair, type StartedFair } from './fair';
import { expectAccessible, expectWhole } from './layout';

const friday = '2026-11-27';

/** The first organiser of an empty fair, by the link of the terminal, at the timetable. */
async function firstOrganiser(page: Page, fair: StartedFair): Promise<void> {
  await page.goto(await firstLink(fair));
  await firstEnters(page);
  await page.goto(`${fair.url}/fr/desk/programme`);
  await expect(page.getByRole('heading', { level: 1, name: 'Programme' })).toBeVisible();
}

const block = (page: Page, title: string): Locator => page.locator('[data-from]').getByRole('button', { name: new RegExp(`^${title}`) });
const waiting = (page: Page, title: string): Locator => page.getByRole('region', { name: 'À placer' }).getByRole('button', { name: title });
const sheet = (page: Page): Locator => page.getByRole('complementary');
const saved = (page: Page): Promise<void> => expect(page.getByRole('status').filter({ hasText: /^Enregistré à/ })).toBeVisible();

/** Where a wall time of the day stands on the screen, in a column. */
async function pointAt(page: Page, column: number, time: string): Promise<{ x: number; y: number }> {
  const grid = page.locator('[data-from]');
  const from = Number(await grid.getAttribute('data-from'));
  const minuteHigh = await grid.evaluate((element) => parseFloat(getComputedStyle(element).getPropertyValue('--ppm')));
  const box = await page.locator('[data-column]').nth(column).boundingBox();
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  if (!box) throw new Error('no column');
  return { x: box.x + box.width / 2, y: box.y + (hours * 60 + minutes - from) * minuteHigh };
}

async function dragTo(page: Page, what: Locator, column: number, time: string, drop = true): Promise<void> {
  await what.scrollIntoViewIfNeeded();
  const box = await what.boundingBox();
  if (!box) throw new Error('not on the screen');
  // By its head: a block is held where it was taken, a card by its first line.
  await page.mouse.move(box.x + 40, box.y + 12);
  await page.mouse.down();
  const { x, y } = await pointAt(page, column, time);
  await page.mouse.move(x, y, { steps: 6 });
  await page.mouse.move(x, y + 12);
  if (drop) await page.mouse.up();
}

async function reach(page: Page, wanted: Locator): Promise<void> {
  for (let stop = 0; stop < 250; stop++) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${String(wanted)} was not reached`);
}

const days = { Matin: ['Ouverture', 'Panel un', 'Atelier', 'Signature'], Lendemain: ['Visite', 'Panel deux', 'Clôture'] } as const;

/** What a visitor has open from before the first release. */
async function visitor(page: Page, fair: StartedFair): Promise<Page> {
  const browser = page.context().browser();
  if (!browser) throw new Error('no browser');
  const other = await anotherBrowser(browser, { viewport: { width: 1280, height: 900 } });
  await other.goto(`${fair.url}/fr/programme`);
  return other;
}

test('with the mouse: from nothing to two days, two stages, seven sessions; a conflict under the hand and its way out; a release, and a delay on the day that a visitor sees', async ({ page }) => {
  test.setTimeout(300_000);
  // The whole day stands on it: near an edge the page would go on under the hand.
  await page.setViewportSize({ width: 1440, height: 1400 });
  const fair = await startFair({ args: ['--fair', 'empty'], until: 'ready' });
  try {
    page.setDefaultTimeout(15_000);
    await firstOrganiser(page, fair);
    await twoDays(page, async (button) => button.click());
    for (const name of ['Grande scène', 'Salle 2']) {
      await page.getByRole('button', { name: 'Ajouter une scène' }).first().click();
      await sheet(page).getByLabel(/^.?Nom de la scène.*français/).fill(name);
      await sheet(page).getByRole('button', { name: 'Créer la scène' }).click();
      await expect(page.getByRole('region', { name: /^Grille/ }).getByRole('button', { name, exact: true })).toBeVisible();
    }
    const times = { Ouverture: [0, '09:30'], 'Panel un': [0, '10:45'], Atelier: [1, '10:45'], Signature: [0, '15:30'], Visite: [1, '09:00'], 'Panel deux': [0, '10:00'], Clôture: [0, '12:00'] } as const;
    for (const [at, titles] of Object.values(days).entries()) {
      await page.getByRole('navigation', { name: 'Jour' }).getByRole('button').nth(at).click();
      for (const title of titles) {
        await page.getByRole('button', { name: 'Créer une séance' }).click();
        await sheet(page).getByLabel(/^.?Titre.*français/).fill(title);
        await sheet(page).getByRole('button', { name: 'Créer, à placer ensuite' }).click();
        const [column, time] = times[title];
        await dragTo(page, waiting(page, title), column, time);
        await expect(block(page, title)).toHaveAccessibleName(new RegExp(`de .?${time}`));
      }
    }
    await saved(page);

    // Back to the first day: the sentence stands under the hand, the conflict in the list, with a way out.
    await page.getByRole('navigation', { name: 'Jour' }).getByRole('button').first().click();
    await dragTo(page, block(page, 'Atelier'), 1, '12:00', false);
    await expect(page.getByText(/touche la prière, .?15.? min de trop/).filter({ visible: true }).first()).toBeVisible();
    await page.screenshot({ path: `${pictures}/timetable-drag.fr.1440.png` });
    await page.mouse.up();
    const conflicts = page.getByRole('region', { name: 'Conflits' });
    await expect(conflicts.getByRole('heading', { name: 'Prière du vendredi' })).toBeVisible();
    await conflicts.getByRole('button', { name: /^Finir à .?12:30/ }).click();
    await expect(conflicts.getByRole('heading', { name: 'Prière du vendredi' })).toBeHidden();
    // And back again by undo and redo, which say what they do.
    await page.getByRole('button', { name: /^Annuler.*Atelier.*durée changée/ }).click();
    await expect(conflicts.getByRole('heading', { name: 'Prière du vendredi' })).toBeVisible();
    await page.getByRole('button', { name: /^Rétablir.*Atelier.*durée changée/ }).click();
    await expect(conflicts.getByRole('heading', { name: 'Prière du vendredi' })).toBeHidden();

    await block(page, 'Panel un').click();
    await sheet(page).getByRole('button', { name: 'Ajouter une personne' }).click();
    await sheet(page).getByLabel('Nom d’une personne').fill('Nadia F.');
    await sheet(page).getByRole('button', { name: /Créer .*Nadia F\./ }).click();
    await expect(sheet(page).getByRole('button', { name: 'Nadia F.', exact: true })).toBeVisible();
    await saved(page);
    await page.screenshot({ path: `${pictures}/timetable.fr.1440.png`, fullPage: true });
    await expectAccessible(page);
    await page.emulateMedia({ colorScheme: 'light' });

    const seen = await visitor(page, fair);
    await page.getByLabel(/Dites pourquoi/).fill('Les traductions suivent.');
    await page.getByRole('button', { name: 'Publier la version 1' }).click();
    await expect(page.getByText('Version 1 publiée', { exact: true })).toBeVisible();
    await expect(seen.getByRole('link', { name: 'Panel un' }).first()).toBeVisible({ timeout: 5000 });

    await sheet(page).getByRole('button', { name: 'Retarder', exact: true }).click();
    await sheet(page).getByRole('button', { name: 'Retarder de 20 min pour tous' }).click();
    await expect(seen.getByText('11:05').first()).toBeVisible({ timeout: 5000 });
    await page.getByRole('button', { name: 'Défaire' }).click();
    await expect(seen.getByText('11:05')).toBeHidden({ timeout: 5000 });

    for (const [language, width] of [['ar', 1440], ['ar', 390], ['fr', 390]] as const) {
      await page.setViewportSize({ width, height: width === 390 ? 844 : 1100 });
      await page.goto(`${fair.url}/${language}/desk/programme`);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expectWhole(page);
      await page.screenshot({ path: `${pictures}/timetable.${language}.${width}.png`, fullPage: true });
    }
    // On a phone a gesture is a page: the way back leaves it, and not the desk.
    const delay = page.getByRole('button', { name: 'Retarder', exact: true });
    await delay.click();
    await expect(page.getByRole('heading', { level: 2, name: 'Retarder' })).toBeFocused();
    await page.goBack();
    await expect(delay).toBeFocused();
    await seen.context().close();
  } finally {
    await fair.stop();
  }
});

/** Two days, the first a Friday. */
async function twoDays(page: Page, press: (button: Locator) => Promise<void>): Promise<void> {
  const nav = page.getByRole('navigation', { name: 'Jour' });
  if (await nav.isVisible()) await press(page.getByRole('button', { name: 'Jours', exact: true }));
  while ((await page.locator('input[type="date"]').count()) < 2) {
    const before = await page.locator('input[type="date"]').count();
    await press(page.getByRole('button', { name: 'Ajouter un jour' }));
    await expect(page.locator('input[type="date"]')).toHaveCount(before + 1);
    if (await nav.isVisible() && !(await page.locator('input[type="date"]').first().isVisible())) await press(page.getByRole('button', { name: 'Jours', exact: true }));
  }
  const dates = [friday, '2026-11-28'];
  for (const [at, day] of dates.entries()) {
    const field = page.locator('input[type="date"]').nth(at);
    if ((await field.inputValue()) === day) continue;
    await field.fill(day);
    await field.press('Enter');
  }
  await expect(nav.getByRole('button', { name: 'Vendredi 27' })).toBeVisible();
  await expect(nav.getByRole('button', { name: 'Samedi 28' })).toBeVisible();
}

test('with the keyboard alone: the same fair, moved in steps of five minutes and of a stage, put and put back', async ({ page }) => {
  test.setTimeout(300_000);
  await page.setViewportSize({ width: 1440, height: 1100 });
  const fair = await startFair({ args: ['--fair', 'empty'], until: 'ready' });
  const press = async (button: Locator, key = 'Enter') => {
    await reach(page, button);
    await page.keyboard.press(key);
  };
  try {
    page.setDefaultTimeout(15_000);
    await firstOrganiser(page, fair);
    await twoDays(page, press);
    for (const name of ['Grande scène', 'Salle 2']) {
      await press(page.getByRole('button', { name: 'Ajouter une scène' }).first());
      await expect(page.getByLabel(/^.?Nom de la scène.*français/)).toBeFocused();
      await page.keyboard.type(name);
      await page.keyboard.press('Enter');
      await expect(page.getByRole('region', { name: /^Grille/ }).getByRole('button', { name, exact: true })).toBeVisible();
    }
    for (const [at, titles] of Object.values(days).entries()) {
      await press(page.getByRole('navigation', { name: 'Jour' }).getByRole('button').nth(at));
      for (const title of titles) {
        await press(page.getByRole('button', { name: 'Créer une séance' }));
        await expect(page.getByLabel(/^.?Titre.*français/)).toBeFocused();
        await page.keyboard.type(title);
        await page.keyboard.press('Enter');
        // It waits under the focus; the first arrow holds it out at the first free place of the day.
        await expect(waiting(page, title)).toBeFocused();
        await page.keyboard.press('ArrowDown');
        await page.keyboard.press('Enter');
        await expect(block(page, title)).toBeFocused();
      }
    }
    await press(page.getByRole('navigation', { name: 'Jour' }).getByRole('button').first());

    // Five minutes down, the other stage, longer: nothing is done before Enter, and Escape puts it back.
    const opening = block(page, 'Ouverture');
    await reach(page, opening);
    await expect(opening).toHaveAccessibleName(/09:00.*09:45/);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Shift+ArrowDown');
    await expect(page.getByRole('status').filter({ hasText: /09:05.*09:55.*Salle 2/ })).toBeAttached();
    await page.keyboard.press('Escape');
    await expect(opening).toHaveAccessibleName(/09:00.*09:45/);
    await expect(opening).toBeFocused();
    for (const key of ['ArrowDown', 'ArrowRight', 'Shift+ArrowDown', 'Enter']) await page.keyboard.press(key);
    await expect(opening).toHaveAccessibleName(/09:05.*09:55/);
    await expect(opening).toBeFocused();
    // Taken back and done again: said aloud, and the focus goes along to the other stage.
    for (const [key, said, times] of [['Control+z', /^Annulé.*Ouverture.*déplacée/, /09:00.*09:45/], ['Control+y', /^Rétabli.*Ouverture.*déplacée/, /09:05.*09:55/]] as const) {
      await page.keyboard.press(key);
      await expect(opening).toHaveAccessibleName(times);
      await expect(page.getByRole('status').filter({ hasText: said })).toBeAttached();
      await expect(opening).toBeFocused();
    }
    // What Escape closes leaves the focus where it was opened.
    const versions = page.getByRole('button', { name: 'Versions', exact: true });
    await press(versions);
    await expect(sheet(page).getByRole('heading', { level: 2 })).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(versions).toBeFocused();

    // A conflict made and resolved by keys: the last of the morning is moved onto the one before it.
    const workshop = block(page, 'Atelier');
    await reach(page, workshop);
    for (let step = 0; step < 3; step++) await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    const conflicts = page.getByRole('region', { name: 'Conflits' });
    await expect(conflicts.getByRole('heading', { name: 'Deux séances, une scène' }).first()).toBeVisible();
    // Accepted and taken up again, the focus stays with the conflict.
    await press(conflicts.getByRole('button', { name: 'Accepter' }).first());
    await expect(conflicts.getByRole('button', { name: 'Revenir dessus' })).toBeVisible();
    await expect(conflicts.getByRole('listitem').last().getByRole('button').first()).toBeFocused();
    await press(conflicts.getByRole('button', { name: 'Revenir dessus' }));
    await press(conflicts.getByRole('button', { name: /^Déplacer / }).first());
    await expect(conflicts.getByRole('heading', { name: 'Deux séances, une scène' })).toHaveCount(0);
    await saved(page);

    const seen = await visitor(page, fair);
    await reach(page, page.getByLabel(/Dites pourquoi/));
    await page.keyboard.type('Les traductions suivent.');
    await expect(page.getByRole('button', { name: 'Publier la version 1' })).toBeEnabled();
    await press(page.getByRole('button', { name: 'Publier la version 1' }));
    await expect(page.getByText('Version 1 publiée', { exact: true })).toBeVisible();
    await expect(seen.getByRole('link', { name: 'Signature' }).first()).toBeVisible({ timeout: 5000 });

    await press(block(page, 'Signature'));
    await expect(sheet(page).getByRole('heading', { level: 2 })).toBeFocused();
    await press(sheet(page).getByRole('button', { name: 'Annuler', exact: true }));
    await press(sheet(page).getByRole('button', { name: 'Annuler pour tous' }));
    await expect(seen.getByRole('main')).toContainText(/annulée/i, { timeout: 5000 });
    await seen.context().close();
  } finally {
    await fair.stop();
  }
});

type Point = { x: number; y: number };

/** A finger on the screen, and a pen. */
function hand(devtools: CDPSession) {
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd' | 'touchCancel', ...touchPoints: Point[]) => devtools.send('Input.dispatchTouchEvent', { type, touchPoints });
  const between = (from: Point, to: Point, steps = 8) => Array.from({ length: steps }, (_, step) => ({ x: from.x + ((to.x - from.x) * (step + 1)) / steps, y: from.y + ((to.y - from.y) * (step + 1)) / steps }));
  const move = async (from: Point, to: Point) => {
    for (const point of between(from, to)) await touch('touchMove', point);
  };
  return {
    down: (at: Point) => touch('touchStart', at),
    move,
    up: () => touch('touchEnd'),
    cancel: () => touch('touchCancel'),
    /** Down and away again before it could be taken for resting. */
    swipe: (from: Point, to: Point) => Promise.all([touch('touchStart', from), ...between(from, to).map((point) => touch('touchMove', point)), touch('touchEnd')]),
    pen: async (type: 'mousePressed' | 'mouseMoved' | 'mouseReleased', { x, y }: Point) => devtools.send('Input.dispatchMouseEvent', { type, x, y, pointerType: 'pen', button: 'left', buttons: type === 'mouseReleased' ? 0 : 1, clickCount: 1 }),
  };
}

async function headOf(what: Locator): Promise<Point> {
  await what.evaluate((element) => element.scrollIntoView({ block: 'center' }));
  const box = await what.boundingBox();
  if (!box) throw new Error('not on the screen');
  return { x: box.x + 40, y: box.y + 12 };
}

test.describe('on a tablet', () => {
  test.use({ viewport: { width: 820, height: 1180 }, hasTouch: true, isMobile: true });

  test('a finger that rests moves a session and its edges, one that swipes scrolls, and one that is taken away changes nothing', async ({ page }) => {
    test.setTimeout(300_000);
    const fair = await startFair({ args: ['--fair', 'empty'], until: 'ready' });
    try {
      page.setDefaultTimeout(15_000);
      await firstOrganiser(page, fair);
      await twoDays(page, (button) => button.tap());
      await page.getByRole('navigation', { name: 'Jour' }).getByRole('button').first().tap();
      for (const name of ['Grande scène', 'Salle 2', 'Salle 3', 'Salle 4']) {
        await page.getByRole('button', { name: 'Ajouter une scène' }).first().tap();
        await sheet(page).getByLabel(/^.?Nom de la scène.*français/).fill(name);
        await sheet(page).getByRole('button', { name: 'Créer la scène' }).tap();
        await expect(page.getByRole('region', { name: /^Grille/ }).getByRole('button', { name, exact: true })).toBeVisible();
      }
      const { down, move, up, cancel, swipe, pen } = hand(await page.context().newCDPSession(page));
      const held = page.locator('[data-away]');
      const scrolled = () => page.evaluate(() => scrollY);
      const hold = async (what: Locator): Promise<Point> => {
        const at = await headOf(what);
        await down(at);
        await expect(held).toBeVisible();
        return at;
      };
      const panel = block(page, 'Panel un');
      const stands = (times: RegExp) => expect(panel).toHaveAccessibleName(times);

      // From where it waits to its place.
      await page.getByRole('button', { name: 'Créer une séance' }).tap();
      await sheet(page).getByLabel(/^.?Titre.*français/).fill('Panel un');
      await sheet(page).getByRole('button', { name: 'Créer, à placer ensuite' }).tap();
      await move(await hold(waiting(page, 'Panel un')), await pointAt(page, 0, '10:05'));
      await up();
      await stands(/10:00.*10:45/);

      // A swipe that begins on it scrolls.
      const from = await headOf(panel);
      const before = await scrolled();
      const over = page.evaluate(() => new Promise((done) => addEventListener('scrollend', () => done(true), { once: true })));
      await swipe(from, { x: from.x, y: from.y - 240 });
      await over;
      expect(await scrolled()).toBeGreaterThan(before + 100);
      await expect(held).toHaveCount(0);
      await stands(/10:00.*10:45/);

      // What would be wrong is written while it is held; taken away by the device, it stays where it was.
      await move(await hold(panel), await pointAt(page, 1, '12:05'));
      await expect(page.getByText(/touche la prière, .?15.? min de trop/).filter({ visible: true }).first()).toBeVisible();
      await page.screenshot({ path: `${pictures}/timetable-touch.fr.820.png` });
      await cancel();
      await expect(held).toHaveCount(0);
      await stands(/10:00.*10:45/);
      // Nor does one move that only rested there.
      await hold(panel);
      await up();
      await expect(held).toHaveCount(0);
      await stands(/10:00.*10:45/);
      await expect(page.getByRole('button', { name: /^Annuler.*déplacée/ })).toHaveCount(0);

      await move(await hold(panel), await pointAt(page, 1, '11:05'));
      await up();
      await stands(/11:00.*11:45/);
      expect(await page.locator('[data-column]').nth(1).locator('[data-block]').count()).toBe(1);

      // Near the edge the page goes on under the finger.
      const stages = page.locator('[data-sideways]');
      const atFirst = () => stages.evaluate((element) => element.scrollTo(0, 0));
      await atFirst();
      const start = await hold(panel);
      const height = page.viewportSize()?.height ?? 0;
      const here = await scrolled();
      await move(start, { x: start.x, y: 20 });
      await expect.poll(scrolled).toBeLessThan(here);
      await move({ x: start.x, y: 20 }, { x: start.x, y: height - 20 });
      await expect.poll(scrolled).toBeGreaterThan(here);
      // And so do the stages that have no room beside each other.
      const aside = await stages.boundingBox();
      await move({ x: start.x, y: height - 20 }, { x: (aside?.x ?? 0) + (aside?.width ?? 0) - 10, y: height / 2 });
      await expect.poll(() => stages.evaluate(({ scrollLeft }) => scrollLeft)).toBeGreaterThan(0);
      await cancel();
      await atFirst();
      await stands(/11:00.*11:45/);

      // A touch chooses it; then its edges have grips.
      await panel.tap();
      await expect(sheet(page).getByRole('heading', { level: 2, name: 'Panel un' })).toBeVisible();
      const grip = page.locator('[data-chosen] [data-end="end"]');
      await headOf(panel);
      const box = await grip.boundingBox();
      expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(44);
      const pulled = { x: (box?.x ?? 0) + 44, y: (box?.y ?? 0) + 10 };
      const to = await pointAt(page, 1, '12:10');
      await down(pulled);
      await move(pulled, { ...pulled, y: to.y });
      await cancel();
      await stands(/11:00.*11:45/);
      await down(pulled);
      await move(pulled, { ...pulled, y: to.y });
      await up();
      await stands(/11:00.*12:10/);

      // A pen rests like a finger.
      const tip = await headOf(panel);
      await pen('mousePressed', tip);
      await expect(held).toBeVisible();
      const goal = await pointAt(page, 0, '09:35');
      await pen('mouseMoved', { x: goal.x, y: goal.y - 20 });
      await pen('mouseMoved', goal);
      await pen('mouseReleased', goal);
      await stands(/09:30.*10:40/);
      // That all is well is not shown where there is little room.
      await expect(page.locator('[role="status"]').filter({ hasText: /^Enregistré à/ })).toBeAttached();

      for (const [language, width, tall] of [['ar', 820, 1180], ['fr', 820, 1180], ['ar', 1024, 768], ['fr', 1024, 1366]] as const) {
        await page.setViewportSize({ width, height: tall });
        await page.goto(`${fair.url}/${language}/desk/programme`);
        await expect(panel).toBeVisible();
        for (const part of ['', '-chosen']) {
          if (part) await panel.tap();
          await expectWhole(page);
          await page.screenshot({ path: `${pictures}/timetable-tablet${part}.${language}.${width}.png` });
          expect(await page.getByRole('main').evaluate((main) => [...main.querySelectorAll('button, select, summary')].filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 44).map((one) => one.outerHTML.slice(0, 160)))).toEqual([]);
        }
        if (language === 'fr') await expectAccessible(page);
        await page.emulateMedia({ colorScheme: 'light' });
      }
    } finally {
      await fair.stop();
    }
  });
});
