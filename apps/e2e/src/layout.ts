import AxeBuilder from '@axe-core/playwright';
import { type Page, expect } from '@playwright/test';

/**
 * What sticks out of its place: boxes beyond the sides of the window, and words wider or higher than the box that holds them.
 * What scrolls, ends its line in dots or reaches into the margin on purpose, is left alone; so is what is only there for a reader's voice.
 */
export const sticksOut = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    const named = (element: Element) => `${element.tagName.toLowerCase()}.${element.getAttribute('class')?.split(' ').at(-1) ?? ''} "${(element.textContent ?? '').trim().slice(0, 40)}"`;
    const scrolls = (element: Element) => /auto|scroll/.test(getComputedStyle(element).overflowX);
    const bleeds = (element: Element) => [...element.querySelectorAll('*')].some((inside) => parseFloat(getComputedStyle(inside).marginInlineEnd) < 0);
    const clipped = new Set([...document.body.querySelectorAll('*')].filter((element) => getComputedStyle(element).clipPath !== 'none').flatMap((element) => [element, ...element.querySelectorAll('*')]));
    const found: string[] = [];
    for (const element of document.body.querySelectorAll<HTMLElement>('*:not(svg *, noscript, script)')) {
      const style = getComputedStyle(element);
      const box = element.getBoundingClientRect();
      const unseen = box.width <= 1 || box.height <= 1 || box.bottom + scrollY <= 0 || style.visibility === 'hidden' || clipped.has(element);
      if (unseen || style.display === 'inline') continue;
      if ((box.left < -1 || box.right > width + 1) && !(element.parentElement && scrolls(element.parentElement))) found.push(`${named(element)} stands at ${Math.round(box.left)}…${Math.round(box.right)} of ${width}`);
      const onPurpose = scrolls(element) || style.textOverflow === 'ellipsis' || style.webkitLineClamp !== 'none' || element.matches('input, select, textarea, video, canvas');
      if (onPurpose || element.textContent.trim() === '') continue;
      if (element.scrollWidth > element.clientWidth + 1 && !bleeds(element)) found.push(`${named(element)} is ${element.clientWidth} wide and holds ${element.scrollWidth}`);
      if (/hidden|clip/.test(style.overflowY) && element.scrollHeight > element.clientHeight + 1) found.push(`${named(element)} is ${element.clientHeight} high and holds ${element.scrollHeight}`);
    }
    return found;
  });

/** Nothing may stick out of the page sideways. */
export async function expectWhole(page: Page): Promise<void> {
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(sideways).toBeLessThanOrEqual(0);
}

/** Nothing on the page breaks WCAG 2.2 AA as far as a program can tell, by day and by night. */
export async function expectAccessible(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme);
    // By night only the colours are others.
    const axe = new AxeBuilder({ page });
    const { violations } = await (colorScheme === 'light' ? axe.withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']) : axe.withRules(['color-contrast', 'link-in-text-block'])).analyze();
    expect(violations.map(({ id, nodes }) => `${colorScheme} ${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`)).toEqual([]);
  }
}
