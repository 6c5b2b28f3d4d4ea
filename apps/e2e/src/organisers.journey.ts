import { type Browser, type Locator, type Page, expect, test } from '@playwright/test';
import type { Draft, DraftItem, DraftSession, Programme } from '@siccam/contract';
import { agree, anotherBrowser, enterAs, freshMail, setUpFactor } from './entering';
import { pictures, startFair, type StartedFair } from './fair';
import { expectAccessible } from './layout';

const desk = { viewport: { width: 1440, height: 1100 } };
const saturday = 'Samedi 28';

let fair: StartedFair;
// Half an hour into the first session of the second day, everything else of it still to come.
test.beforeAll(async () => {
  test.setTimeout(180_000);
  fair = await startFair({ args: ['--at', 'sat 10:00'], until: 'ready' });
});
test.afterAll(() => fair.stop());

async function openDesk(page: Page, day = saturday): Promise<void> {
  await page.goto(`${fair.url}/fr/desk/programme`);
  await page.getByRole('navigation', { name: 'Jour' }).getByRole('button', { name: day }).click();
}

async function ask<T>(page: Page, path: string, data?: object): Promise<T> {
  const answer = data ? await page.request.post(fair.url + path, { data, headers: { origin: fair.url } }) : await page.request.get(fair.url + path);
  expect(answer.ok(), await answer.text()).toBe(true);
  return (await answer.json()) as T;
}

type Session = DraftItem & { content: DraftSession };
async function drafted(page: Page, slug: string): Promise<Session> {
  const { items } = await ask<Draft>(page, '/api/desk/programme');
  const found = items.find(({ content }) => content?.kind === 'session' && content.slug === slug);
  if (found?.content?.kind !== 'session') throw new Error(`no ${slug} in the draft`);
  return { ...found, content: found.content };
}

/** A second organiser, invited by the first. */
async function colleague(page: Page, browser: Browser): Promise<Page> {
  const { fair: { id } } = await ask<Programme>(page, '/api/programme');
  const { link } = await ask<{ link: string }>(page, '/api/desk/invitations', { name: { latin: 'Houda S.' }, mail: freshMail('houda'), language: 'fr', roles: [{ role: 'organiser', on: { kind: 'fair', id } }] });
  const other = await anotherBrowser(browser, desk);
  await other.goto(`${fair.url}/fr/enter/link#${link}`);
  await agree(other, 'fr');
  await other.getByRole('button', { name: 'Entrer', exact: true }).click();
  await setUpFactor(other);
  await expect(other).toHaveURL(/\/fr\/desk\/people/);
  return other;
}

const block = (page: Page, title: string): Locator => page.locator('[data-from]').getByRole('button', { name: new RegExp(`^${title}`) });
const sheet = (page: Page): Locator => page.getByRole('complementary');
const saved = (page: Page): Promise<void> => expect(page.getByRole('status').filter({ hasText: /^Enregistré à/ })).toBeVisible();

/** Moves a session by keyboard, so that each step is known; the last key puts it. */
async function step(page: Page, title: string, key: string, times: number): Promise<void> {
  await block(page, title).focus();
  for (let one = 0; one < times; one++) await page.keyboard.press(key);
  await page.keyboard.press('Enter');
}

/** What a visitor has open. */
async function visitor(browser: Browser, path: string): Promise<Page> {
  const other = await anotherBrowser(browser, { viewport: { width: 1280, height: 900 } });
  await other.goto(`${fair.url}/fr${path}`);
  await expect(other.getByRole('heading', { level: 1 })).toBeVisible();
  return other;
}

const card = (page: Page, title: string): Locator => page.getByRole('article').filter({ has: page.getByRole('link', { name: new RegExp(title) }) });

test('two organisers see each other; the same session moved by both ends in a refusal that names who, from where and to where; what is written without a line is kept, and saved or refused by name when it is back', async ({ page, context, browser }) => {
  test.setTimeout(240_000);
  await page.setViewportSize(desk.viewport);
  page.setDefaultTimeout(15_000);
  await enterAs(context, 'organiser', fair);
  await openDesk(page);
  const other = await colleague(page, browser);
  await openDesk(other);

  // Each is there for the other, with what they look at.
  await expect(page.getByText(/Houda S\..? regarde aussi/)).toBeVisible();
  await expect(other.getByText(/organisation 1.? regarde aussi/)).toBeVisible();
  await block(other, 'Panel 4').click();
  await expect(page.getByText(/Houda S\..? regarde .*Panel 4/)).toBeVisible();
  await sheet(other).getByRole('button', { name: 'Fermer' }).click();

  // Both move it, the slower without a line: theirs is not done, and said with names and places.
  await context.setOffline(true);
  await step(page, 'Panel 4', 'ArrowDown', 2);
  await expect(block(page, 'Panel 4')).toHaveAccessibleName(/11:55/);
  await step(other, 'Panel 4', 'ArrowDown', 1);
  await saved(other);
  await expect(page.getByText(/Hors ligne.*1.* changement gardé ici/).filter({ visible: true })).toBeVisible();
  await page.screenshot({ path: `${pictures}/timetable-offline.fr.1440.png` });
  // A page that is opened again still has it.
  await context.setOffline(false);
  const lost = page.getByRole('alert').filter({ hasText: 'Votre déplacement n’a pas été fait' });
  await expect(lost).toContainText(/Houda S\..? a mis .*Panel 4.*11:50.*Scène principale.*avant.*11:45.*Scène principale.*il y a .*Vous vouliez.*11:55.*Scène principale/s);
  await expect(block(page, 'Panel 4')).toHaveAccessibleName(/11:50/);
  expect((await drafted(page, 'panel-4')).content.starts).toContain('T11:50');
  await page.screenshot({ path: `${pictures}/timetable-lost.fr.1440.png` });
  await expectAccessible(page);
  await page.emulateMedia({ colorScheme: 'light' });
  await lost.getByRole('button', { name: /^Mettre .{0,3}11:55/ }).click();
  await expect(lost).toBeHidden();
  await expect(block(other, 'Panel 4')).toHaveAccessibleName(/11:55/);

  // Different parts of one session: nobody loses anything.
  await context.setOffline(true);
  await block(page, 'Panel 4').click();
  await sheet(page).getByLabel(/^.?Titre.*anglais/).fill('Panel 4: typed without a line');
  await step(other, 'Panel 4', 'ArrowUp', 1);
  await saved(other);
  await context.setOffline(false);
  await expect(block(page, 'Panel 4')).toHaveAccessibleName(/11:50/);
  await expect(sheet(page).getByLabel(/^.?Titre.*anglais/)).toHaveValue('Panel 4: typed without a line');
  await expect.poll(async () => (await drafted(other, 'panel-4')).content.title.en).toBe('Panel 4: typed without a line');
  expect((await drafted(other, 'panel-4')).content.starts).toContain('T11:50');
  await expect(page.getByRole('alert')).toHaveCount(0);

  // What is not saved outlives the page.
  await context.setOffline(true);
  await sheet(page).getByLabel(/^.?Titre.*anglais/).fill('Panel 4: kept over a reload');
  await expect(page.getByText(/Hors ligne.*1.* changement gardé ici/).filter({ visible: true })).toBeVisible();
  await page.evaluate(() => void setTimeout(() => location.reload(), 0));
  await page.waitForEvent('framenavigated');
  await context.setOffline(false);
  await openDesk(page);
  await expect.poll(async () => (await drafted(other, 'panel-4')).content.title.en).toBe('Panel 4: kept over a reload');
  await other.context().close();
});

test('the director reads the draft by a link without an account, changes nothing, and reads that it was taken back', async ({ page, context, browser }) => {
  test.setTimeout(120_000);
  await page.setViewportSize(desk.viewport);
  page.setDefaultTimeout(15_000);
  await enterAs(context, 'organiser', fair);
  await openDesk(page);
  await page.getByRole('button', { name: 'Lien de relecture' }).click();
  await sheet(page).getByLabel('Pour qui').fill('Direction');
  await sheet(page).getByRole('button', { name: 'Créer le lien' }).click();
  const link = await sheet(page).getByLabel(/Le lien de .?Direction/).inputValue();
  // It opens on a phone, in Arabic, with what nobody else reads yet.
  const director = await anotherBrowser(browser, { viewport: { width: 390, height: 844 } });
  await director.clock.install();
  await director.goto(link.replace('/fr/', '/ar/'));
  await expect(director.getByRole('heading', { level: 1, name: 'برنامج للمراجعة' })).toBeVisible();
  await expect(director.getByText('أسئلة الباحثين عن الشغل بالدارجة')).toBeVisible();
  await expect(director.getByRole('main').locator('button, input, textarea, select')).toHaveCount(0);
  expect((await director.context().cookies()).filter(({ name }) => /session|signed/i.test(name))).toEqual([]);
  await director.screenshot({ path: `${pictures}/draft.ar.390.png`, fullPage: true });
  await expectAccessible(director);
  // Whoever holds it may not write, not even with its token.
  const { id, revision, content } = await drafted(page, 'panel-4');
  const tried = await director.request.post(`${fair.url}/api/desk/programme/save`, { data: { items: [{ id, revision, content }] }, headers: { origin: fair.url, authorization: `Bearer ${link.split('#')[1] ?? ''}` } });
  expect([401, 403]).toContain(tried.status());
  expect((await director.request.get(`${fair.url}/api/desk/programme`)).ok()).toBe(false);

  await sheet(page).getByRole('button', { name: /Reprendre le lien de .?Direction/ }).click();
  await expect(sheet(page).getByText(/^repris le/)).toBeVisible();
  // The open page asks again within a minute; here the minute is not waited for.
  await director.clock.fastForward(61_000);
  await expect(director.getByRole('heading', { level: 1, name: /هذا الرابط/ })).toBeVisible();
  await expect(director.getByText('أسئلة الباحثين عن الشغل بالدارجة')).toHaveCount(0);
  await director.context().close();
});

test('each gesture of the day is on an open visitor’s page by itself, and so is going back to the version before, after its preview', async ({ page, context, browser }) => {
  test.setTimeout(240_000);
  await page.setViewportSize(desk.viewport);
  page.setDefaultTimeout(15_000);
  await enterAs(context, 'organiser', fair);
  await openDesk(page);
  const programme = await visitor(browser, '/programme');
  await programme.getByRole('button', { name: /Samedi 28/ }).or(programme.getByRole('link', { name: /Samedi 28/ })).first().click();
  await expect(card(programme, 'Panel 3')).toContainText('10:30');
  const stage = await visitor(browser, '/s/panel-3');

  const gesture = async (title: string, name: string): Promise<void> => {
    await block(page, title).click();
    await sheet(page).getByRole('button', { name, exact: true }).click();
  };
  const done = async (): Promise<void> => {
    await sheet(page).getByRole('button', { name: 'Fermer' }).click();
    await expect(sheet(page)).toHaveCount(0);
  };

  // A delay, with what follows on its stage: the panel after it gives way by as much as is missing.
  await gesture('Panel 3', 'Retarder');
  for (let more = 0; more < 2; more++) await sheet(page).getByRole('button', { name: 'Cinq minutes de plus' }).click();
  await expect(sheet(page)).toContainText(/Panel 4.* 15 min plus tard/);
  await page.screenshot({ path: `${pictures}/day-delay.fr.1440.png` });
  await sheet(page).getByRole('button', { name: 'Retarder de 30 min pour tous' }).click();
  await expect(card(programme, 'Panel 3')).toContainText('11:00');
  await expect(card(programme, 'Panel 4')).toContainText('12:00');
  await expect(stage.getByRole('main')).toContainText('11:00');
  await page.getByRole('button', { name: 'Défaire' }).click();
  await expect(card(programme, 'Panel 3')).not.toContainText('11:00');
  await expect(card(programme, 'Panel 4')).not.toContainText('12:00');
  await done();

  // Somebody else steps in.
  await gesture('Panel 3', 'Remplacer');
  await sheet(page).getByRole('button', { name: 'Choisir une personne' }).click();
  await sheet(page).getByLabel('Nom d’une personne').fill('Salwa M.');
  await sheet(page).getByRole('button', { name: /Créer .*Salwa M\./ }).click();
  await sheet(page).getByRole('button', { name: 'Remplacer pour tous' }).click();
  await expect(stage.getByRole('main')).toContainText('Salwa M.');
  await done();

  // Another stage, then two that change places.
  await gesture('Signature', 'Changer de scène');
  await sheet(page).getByRole('button', { name: /^Passer sur .?Salle 2.? pour tous/ }).click();
  const signing = await visitor(browser, '/s/signing-saccom');
  await expect(signing.getByRole('main')).toContainText('Salle 2');
  await done();
  await gesture('Atelier', 'Échanger');
  await expect(sheet(page).getByLabel('Avec').locator('option', { hasText: 'Pause' })).toHaveCount(0);
  await sheet(page).getByLabel('Avec').selectOption({ label: (await sheet(page).getByLabel('Avec').locator('option', { hasText: 'Panel 4' }).textContent()) ?? '' });
  await sheet(page).getByRole('button', { name: 'Échanger pour tous' }).click();
  await expect(card(programme, 'Atelier')).toContainText('11:4');
  await expect(card(programme, 'Panel 4')).toContainText('14:00');
  await done();

  // Cancelled for everybody.
  await gesture('Clôture', 'Annuler');
  await sheet(page).getByRole('button', { name: 'Annuler pour tous' }).click();
  await expect(card(programme, 'Clôture')).toContainText('Annulé');
  await done();

  // What is on runs over: the next one is told, and begins later.
  await gesture('Entretien', 'Retarder');
  await expect(sheet(page)).toContainText('est en scène');
  for (let more = 0; more < 2; more++) await sheet(page).getByRole('button', { name: 'Cinq minutes de plus' }).click();
  await sheet(page).getByRole('button', { name: /^Retarder .*Panel 3.* de 20 min pour tous/ }).click();
  await expect(card(programme, 'Panel 3')).toContainText('10:50');
  await expect(stage.getByRole('main')).toContainText('10:50');
  await done();

  // Back to how it was published first: shown before it is done, and then everywhere.
  await page.getByRole('button', { name: 'Versions', exact: true }).click();
  await sheet(page).getByRole('button', { name: 'Revenir à cette version' }).last().click();
  await expect(sheet(page)).toContainText('Les visiteurs reliront la version');
  await expect(sheet(page).getByRole('listitem').filter({ hasText: /^Rétablie · .*Clôture/ })).toBeVisible();
  await page.screenshot({ path: `${pictures}/day-back.fr.1440.png` });
  await sheet(page).getByRole('button', { name: /^Republier la version .?1/ }).click();
  await expect(card(programme, 'Clôture')).not.toContainText('Annulé');
  await expect(card(programme, 'Panel 3')).not.toContainText('10:50');
  await expect(card(programme, 'Atelier')).toContainText('14:00');
  await expect(stage.getByRole('main')).not.toContainText('Salwa M.');
  for (const other of [programme, stage, signing]) await other.context().close();
});
