import AxeBuilder from '@axe-core/playwright';
import { type Page, type TestInfo, expect, test } from '@playwright/test';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pictures, sharedFair } from './fair';
import { sticksOut } from './layout';

/** What was looked at and found good: text and boxes of each part, and the browser that drew the kept pictures. */
type Baseline = { browser: string; text: Record<string, Record<string, string[]>>; boxes: Record<string, Record<string, string[]>> };

const kept = resolve(import.meta.dirname, '../parts/baseline.json');
const read = (): Baseline => (existsSync(kept) ? (JSON.parse(readFileSync(kept, 'utf8')) as Baseline) : { browser: '', text: {}, boxes: {} });
/** `--update-snapshots`: what is seen now is what was meant. */
const renewing = ({ config }: TestInfo) => ['all', 'changed'].includes(config.updateSnapshots);
const keep = (change: (baseline: Baseline) => void) => {
  const baseline = read();
  change(baseline);
  // One box a line, so that a change can be read in a diff.
  writeFileSync(kept, `${JSON.stringify(baseline, null, 1)}\n`);
};
const drawnBy = (page: Page) => `Chromium ${page.context().browser()?.version()} on ${process.platform}`;

test.use({ serviceWorkers: 'block', contextOptions: { reducedMotion: 'reduce' } });

async function open(page: Page, language: string, scheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme: scheme });
  await page.goto(`${sharedFair().url}/${language}/parts`);
  await expect(page.locator('[data-part="mirror"]')).toBeVisible();
  await page.evaluate(() => document.fonts.ready);
}

/** The words of each part, and the boxes of everything in it, counted from the part's own corner. */
const measure = (page: Page) =>
  page.evaluate(() => {
    const text: Record<string, string[]> = {};
    const boxes: Record<string, string[]> = {};
    for (const part of document.querySelectorAll<HTMLElement>('[data-part], dialog[open]')) {
      const name = part.dataset['part'] ?? 'dialog, opened';
      const corner = part.getBoundingClientRect();
      const words: string[] = [];
      const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) words.push(walker.currentNode.textContent ?? '');
      text[name] = words.filter((word) => word.trim() !== '');
      boxes[name] = [part, ...part.querySelectorAll<HTMLElement>('*:not(svg *)')].map((element) => {
        const { left, top, width, height } = element.getBoundingClientRect();
        return `${element.tagName.toLowerCase()} ${[left - corner.left, top - corner.top, width, height].map(Math.round).join(' ')}`;
      });
    }
    return { text, boxes };
  });

/** Boxes that moved by more than the pixel that rounding may cost. */
function moved(now: Record<string, string[]>, before: Record<string, string[]>): string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(now)])].flatMap((part) => {
    const [seen, meant] = [now[part] ?? [], before[part] ?? []];
    if (seen.length !== meant.length) return [`${part}: ${meant.length} boxes became ${seen.length}`];
    return seen.flatMap((box, at) => {
      const [tag, ...numbers] = box.split(' ');
      const [meantTag, ...meantNumbers] = (meant[at] ?? '').split(' ');
      return tag === meantTag && numbers.every((number, place) => Math.abs(Number(number) - Number(meantNumbers[place])) <= 1) ? [] : [`${part}: ${meant[at]} became ${box}`];
    });
  });
}

for (const language of ['ar', 'fr', 'en'] as const) {
  for (const width of [390, 820, 1440] as const) {
    test(`the parts in ${language} at ${width} px are what was meant, whole and accessible in both schemes`, async ({ page }, info) => {
      await page.setViewportSize({ width, height: width === 390 ? 844 : 900 });
      const seen = [];
      for (const scheme of ['light', 'dark'] as const) {
        await open(page, language, scheme);
        const picture = await page.screenshot({ path: `${pictures}/parts.${language}.${width}.${scheme}.png`, fullPage: true, animations: 'disabled' });
        expect(picture.length).toBeGreaterThan(50_000);
        expect(await sticksOut(page)).toEqual([]);
        if (width !== 820) {
          const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze();
          expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`)).toEqual([]);
        }
        await page.locator('[data-part="dialog"] button').click();
        await expect(page.getByRole('dialog')).toBeVisible();
        expect(await sticksOut(page)).toEqual([]);
        seen.push(await measure(page));
      }
      const [light, dark] = seen;
      if (!light || !dark) throw new Error('nothing was seen');
      expect(moved(dark.boxes, light.boxes), 'the scheme changes colours only').toEqual([]);
      expect(dark.text).toEqual(light.text);

      const place = `${language}.${width}`;
      if (renewing(info))
        return keep((baseline) => {
          baseline.text[language] = light.text;
          baseline.boxes[place] = light.boxes;
        });
      const meant = read();
      expect(light.text).toEqual(meant.text[language]);
      expect(moved(light.boxes, meant.boxes[place] ?? {})).toEqual([]);
    });
  }
}

for (const [language, width, scheme] of [['ar', 390, 'dark'], ['fr', 1440, 'light']] as const) {
  test(`the parts in ${language} at ${width} px, ${scheme}, look as they did in the same browser`, async ({ page }, info) => {
    await page.setViewportSize({ width, height: 900 });
    await open(page, language, scheme);
    if (renewing(info)) keep((baseline) => (baseline.browser = drawnBy(page)));
    const meant = read().browser;
    info.annotations.push({ type: 'pixels', description: meant === drawnBy(page) ? `compared (${meant})` : `not compared: kept by ${meant}, this is ${drawnBy(page)}` });
    if (meant !== drawnBy(page)) return;
    // The star pattern is large to keep and has a picture of its own.
    const picture = await page.screenshot({ fullPage: true, animations: 'disabled', mask: [page.locator('[data-picture]')], maskColor: '#071a1b' });
    expect(picture).toMatchSnapshot(['parts', `${language}.${width}.${scheme}.png`], { maxDiffPixelRatio: 0.0005 });
    if (width === 390) expect(await page.locator('[data-picture]').first().screenshot({ animations: 'disabled' })).toMatchSnapshot(['parts', 'picture.png'], { maxDiffPixelRatio: 0.002 });
  });
}

test('the scheme can be asked for in the address, and leaves with the page', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto(`${sharedFair().url}/fr/parts?scheme=dark`);
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
  await page.goto(`${sharedFair().url}/fr/parts`);
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'light');
});

test('by keyboard alone: each control shows a ring of 3 px, is 44 px or more to tap, and the dialog gives the focus back', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page, 'ar', 'light');
  const seen = new Set<string>();
  const wrong: string[] = [];
  for (;;) {
    await page.keyboard.press('Tab');
    const found = await page.evaluate(() => {
      const element = document.activeElement as HTMLElement | null;
      if (!element || element === document.body) return null;
      const ring = [element, element.nextElementSibling].map((one) => (one ? getComputedStyle(one) : null)).some((style) => style?.outlineStyle === 'solid' && parseFloat(style.outlineWidth) >= 3);
      // A box or switch is tapped by its whole line; a link inside a sentence is as high as the sentence.
      const target = (element.closest('[class*="body"], [class*="line"]') ?? element).getBoundingClientRect();
      const inSentence = element.matches('a') && getComputedStyle(element).display === 'inline';
      const order = [...document.querySelectorAll('*')].indexOf(element);
      return { name: `${order} ${element.tagName} ${element.getAttribute('aria-label') ?? element.textContent.slice(0, 20)}`, ring, large: inSentence || (target.width >= 44 && target.height >= 44) };
    });
    if (!found || seen.has(found.name)) break;
    seen.add(found.name);
    if (!found.ring) wrong.push(`no ring: ${found.name}`);
    if (!found.large) wrong.push(`small: ${found.name}`);
  }
  expect(seen.size).toBeGreaterThan(25);
  expect(wrong).toEqual([]);

  const button = page.locator('[data-part="dialog"] button');
  await button.focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await expect(dialog).toBeVisible();
  for (let at = 0; at < 5; at += 1) {
    await page.keyboard.press('Tab');
    // After its last control a browser's own dialog gives way to the browser's bar (here: to nothing), never to the page behind.
    expect(await dialog.evaluate((element) => document.activeElement === document.body || element.contains(document.activeElement))).toBe(true);
  }
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(button).toBeFocused();
});

test('what is too long is kept, and says by how much', async ({ page }) => {
  await open(page, 'en', 'light');
  const question = page.getByLabel('Your question').first();
  await question.fill('𝄞'.repeat(1001));
  await expect(page.locator('[data-part="fields"]').getByText('1,001 / 1,000')).toBeVisible();
  await expect(page.getByText('Too long by 1 characters')).toBeVisible();
  expect((await question.inputValue()).length).toBe(2002);
});
