import { type APIResponse, type Page, type Route, expect, test } from '@playwright/test';
import { movePanel, organiser, sharedFair } from './fair';

const programme = '**/api/programme';
/** The server's answer to this question, whole: a browser that has a copy would be told that it is still good. */
const answerTo = (route: Route): Promise<APIResponse> => route.fetch({ headers: { ...route.request().headers(), 'if-none-match': '' } });
/** Something that is awaited, and the call that says it has come. */
function moment(): { awaited: Promise<void>; comes: () => void } {
  let comes = (): void => undefined;
  const awaited = new Promise<void>((resolve) => (comes = resolve));
  return { awaited, comes };
}
const drawn = (page: Page): Promise<unknown> => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));

test('a programme that was asked for before a decision, and comes after it, does not take the decision back', async ({ page }) => {
  const [asked, decided] = [moment(), moment()];
  let turn = 0;
  await page.route(programme, async (route) => {
    // The second reading is the one of a page that has just entered the fair's topic.
    if ((turn += 1) !== 2) return route.continue();
    const old = await answerTo(route);
    asked.comes();
    await decided.awaited;
    return route.fulfill({ response: old });
  });
  await page.goto(`${sharedFair().url}/fr`);
  await asked.awaited;
  try {
    await movePanel(page, 'paused');
    await expect(page.getByText('En pause, la séance reprend bientôt').first()).toBeVisible();
    const came = page.waitForEvent('requestfinished', (request) => request.url().endsWith('/api/programme'));
    decided.comes();
    await came;
    await drawn(page);
    await expect(page.getByText('En pause, la séance reprend bientôt').first()).toBeVisible();
    await expect(page.getByText('En direct', { exact: true }).filter({ visible: true })).toHaveCount(0);
  } finally {
    await movePanel(page, 'live');
  }
});

test('a page that reads before the told programme is made reads again', async ({ page }) => {
  const { url } = sharedFair();
  await page.goto(`${url}/fr`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  // The page has entered the fair's topic and read once more.
  await expect.poll(() => page.evaluate(() => performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('/api/programme')).length)).toBeGreaterThan(1);
  const old = await (await page.request.get(`${url}/api/programme`)).text();
  const turns: ('old' | 'new')[] = [];
  await page.route(programme, async (route) => {
    turns.push(turns.length === 0 ? 'old' : 'new');
    await (turns.length === 1 ? route.fulfill({ contentType: 'application/json', body: old }) : route.continue());
  });
  await organiser('touch-programme');
  await expect.poll(() => turns.length, { timeout: 10_000 }).toBeGreaterThan(1);
  expect(turns.slice(0, 2)).toEqual(['old', 'new']);
});
