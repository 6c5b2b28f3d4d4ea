import { randomUUID } from 'node:crypto';
import { networkInterfaces } from 'node:os';
import { type APIRequestContext, type Page, expect, test } from '@playwright/test';
import { freePort, onlyThrough, withoutUdp } from '@siccam/embedded';
import type { Draft, Language, SpeakerRow } from '@siccam/contract';
import { agree, anotherBrowser, enterAs, freshMail } from './entering';
import { pictures, processOf, sharedFair } from './fair';
import { expectAccessible, expectWhole, sticksOut } from './layout';

// The machine has neither camera nor microphone: Chromium's own. Whoever is not given them has refused them.
const args = ['--no-sandbox', '--use-fake-device-for-media-stream', '--autoplay-policy=no-user-gesture-required'];
test.use({ launchOptions: { ...(process.env['CHROMIUM_PATH'] ? { executablePath: process.env['CHROMIUM_PATH'] } : {}), args } });
test.setTimeout(150_000);

// A fair that is used again knows those of the last run already.
const run = randomUUID().slice(0, 4);
const devices = { permissions: ['camera', 'microphone'] };

/** An organiser's calls, as their browser makes them. */
function organiser(request: APIRequestContext) {
  const { url } = sharedFair();
  const asks = async <T>(path: string, data: object): Promise<T> => {
    const answer = await request.post(`${url}${path}`, { data, headers: { origin: url } });
    expect(answer.ok(), await answer.text()).toBe(true);
    return (await answer.json()) as T;
  };
  const reads = async <T>(path: string) => (await (await request.get(`${url}${path}`)).json()) as T;
  return { asks, reads };
}

/** Puts somebody new into a released session, and answers its id. */
async function release(request: APIRequestContext, name: { ar: string; fr: string }): Promise<{ speaker: string; session: string }> {
  const { asks, reads } = organiser(request);
  const { items } = await reads<Draft>('/api/desk/programme');
  const session = items.find(({ content }) => content?.kind === 'session' && content.slug === 'closing');
  if (session?.content?.kind !== 'session') throw new Error('no closing session');
  const speaker = randomUUID();
  await asks('/api/desk/programme/save', {
    items: [
      { id: speaker, revision: 0, content: { kind: 'speaker', shape: 'person', name: { ...name, en: name.fr }, title: { fr: 'Formatrice' }, short: { fr: name.fr }, initials: { fr: name.fr.slice(0, 1) }, about: {}, photo: null, fictional: true, languages: ['fr'], person: null, available: [] } },
      { id: session.id, revision: session.revision, content: { ...session.content, people: [...session.content.people, { id: randomUUID(), speaker, role: 'speaker', replaces: null }] } },
    ],
  });
  const { number, revisions } = await reads<{ number: number; revisions: string }>('/api/desk/programme/release');
  await asks('/api/desk/programme/release', { number, revisions, note: {}, reason: 'journey' });
  return { speaker, session: session.id };
}

/** Invites by the people's desk alone: nobody says there whom of the programme it is. */
async function invite(request: APIRequestContext, name: { ar: string; fr: string }, session: string, language: Language): Promise<string> {
  const { link } = await organiser(request).asks<{ link: string }>('/api/desk/invitations', { name: { ar: name.ar, latin: name.fr }, mail: null, language, roles: [{ role: 'speaker', on: { kind: 'session', id: session } }] });
  return `${sharedFair().url}/${language}/enter/link#${link}`;
}

/** Uses a personal link; it leads to one's own page. */
async function come(page: Page, link: string, language: 'ar' | 'fr'): Promise<void> {
  await page.goto(link);
  await agree(page, language);
  await page.getByRole('button', { name: language === 'ar' ? 'ادخل' : 'Entrer', exact: true }).click();
  await expect(page).toHaveURL(`${sharedFair().url}/${language}/speaker`);
}

const part = (page: Page, name: string) => page.locator(`li[data-part="${name}"]`);
const kept = (page: Page) => expect(page.getByText('Gardé ; l’organisation voit ces mesures.')).toBeVisible({ timeout: 60_000 });

test('a speaker comes by their personal link, checks their devices on the real LiveKit, confirms and fills in their profile; the organiser sees it beside them', async ({ page: desk, context, browser }) => {
  const { url } = sharedFair();
  await enterAs(context, 'organiser');
  const name = { ar: `رانيا ${run}`, fr: `Rania ${run}` };
  await release(context.request, name);

  await desk.setViewportSize({ width: 1440, height: 900 });
  await desk.goto(`${url}/fr/desk/speakers`);
  const row = desk.getByRole('row').filter({ hasText: name.fr });
  await expect(row).toContainText('sans réponse');
  await expect(row).toContainText(/compte, réponse, test, photo et fonction en .*arabe et anglais/);
  await row.getByRole('button', { name: /Le compte de .*Rania/ }).click();
  const dialog = desk.getByRole('dialog');
  await dialog.getByLabel('Adresse électronique').fill(freshMail('rania'));
  await dialog.getByRole('button', { name: 'Inviter et relier' }).click();
  const link = (await dialog.locator('code').textContent()) ?? '';
  expect(link).toMatch(/\/fr\/enter\/link#[\w-]{43}$/);
  await desk.keyboard.press('Escape');
  await expect(row).toContainText('lien jamais ouvert, réponse, test, photo');

  const speaker = await anotherBrowser(browser, { viewport: { width: 1440, height: 900 }, ...devices });
  await come(speaker, link, 'fr');
  await expect(speaker.getByRole('heading', { level: 1 })).toHaveText('Testez votre appareil avant de monter sur scène');

  await speaker.getByRole('button', { name: 'Commencer le test' }).click();
  await expect(speaker.getByLabel('Ce que voit la caméra')).toBeVisible();
  await expect(speaker.getByLabel('Niveau du micro')).toBeVisible();
  await kept(speaker);
  await expect(part(speaker, 'network')).toContainText(/bit\/s.* en envoi, .*bit\/s.* en réception, délai .*\d+.* ms, perte .*%, par .*UDP/);
  await expect(part(speaker, 'microphone')).toContainText(/Voix .*\d+.* dB/);
  await expect(part(speaker, 'camera')).toContainText(/1280.* × .*720/);
  // One's own voice stays in the browser: it can be heard here, and is gone with the page.
  await expect(part(speaker, 'microphone').getByLabel('Votre voix enregistrée')).toHaveAttribute('src', /^blob:/);
  await part(speaker, 'microphone').getByRole('button', { name: 'Oui, je m’entends' }).click();
  await part(speaker, 'speakers').getByRole('button', { name: 'Jouer un son' }).click();
  await part(speaker, 'speakers').getByRole('button', { name: 'Oui', exact: true }).click();
  await expect(part(speaker, 'speakers')).toContainText('Vous entendez le salon');

  await speaker.getByRole('button', { name: 'Je confirme' }).click();
  await expect(speaker.getByText('Confirmé', { exact: true })).toBeVisible();
  await speaker.getByRole('button', { name: 'Modifier', exact: true }).click();
  const title = speaker.getByRole('group', { name: 'Fonction' });
  await title.getByLabel('En arabe').fill('مكونة');
  await title.getByLabel('En anglais').fill('Trainer');
  const [chooser] = await Promise.all([speaker.waitForEvent('filechooser'), speaker.getByRole('button', { name: 'Choisir une photo' }).click()]);
  await chooser.setFiles({ name: 'moi.png', mimeType: 'image/png', buffer: await speaker.screenshot({ clip: { x: 0, y: 0, width: 640, height: 360 } }) });
  await expect(speaker.getByText('moi.png')).toBeVisible();
  await expect(speaker.getByRole('button', { name: 'Annuler', exact: true })).toHaveCount(1);
  await speaker.getByRole('button', { name: 'Ajouter une plage' }).click();
  await speaker.getByLabel('De', { exact: true }).fill('2026-11-28T18:00');
  await speaker.getByLabel('À', { exact: true }).fill('2026-11-28T16:00');
  await expect(speaker.getByRole('alert')).toHaveText('La fin doit venir après le début.');
  await speaker.getByLabel('À', { exact: true }).fill('2026-11-28T19:00');
  await speaker.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(speaker.getByText('Vos changements seront publics à la prochaine publication du programme.')).toBeVisible();
  await expect(speaker.getByRole('main')).toContainText('Trainer');
  const photo = speaker.getByRole('img', { name: 'Photo' });
  await expect(photo).toBeVisible();
  expect(await photo.evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBeGreaterThan(0);

  await desk.reload();
  await expect(row).toContainText('confirmé');
  await expect(row.getByText('Rien', { exact: true })).toBeVisible();
  await expect(row.locator('time')).toBeVisible();
  const { speakers } = await organiser(context.request).reads<{ speakers: SpeakerRow[] }>('/api/desk/speakers');
  expect(speakers.find(({ profile }) => profile?.name.fr === name.fr)).toMatchObject({ missing: [], check: { own: true, found: { network: { state: 'measured', protocol: 'udp', relay: false }, microphone: { heard: true }, camera: { width: 1280, height: 720 }, speakers: { heard: true } } } });

  for (const [who, path, seen] of [[speaker, 'speaker', part(speaker, 'network')], [desk, 'desk/speakers', desk.getByRole('row').nth(3)]] as const) {
    for (const language of ['ar', 'fr'] as const) {
      for (const [width, height] of [[390, 844], [820, 1180], [1440, 900]] as const) {
        await who.setViewportSize({ width, height });
        await who.goto(`${url}/${language}/${path}`);
        await expect(seen).toBeVisible();
        await who.evaluate(() => document.fonts.ready);
        await who.screenshot({ path: `${pictures}/${path.replace('/', '-')}.${language}.${width}.png`, fullPage: true });
        await expectWhole(who);
        expect(await sticksOut(who)).toEqual([]);
        if (width === 390 || language === 'fr') await expectAccessible(who);
      }
    }
  }
});

test('whoever was invited to a session finds their profile joined, without an organiser; what they refuse and what is away is said, and mended', async ({ context, browser }) => {
  const { url } = sharedFair();
  await enterAs(context, 'organiser');
  const name = { ar: `هند التازي ${run}`, fr: `Hind Tazi ${run}` };
  const { session } = await release(context.request, name);
  const link = await invite(context.request, name, session, 'fr');
  const row = async () => (await organiser(context.request).reads<{ speakers: SpeakerRow[] }>('/api/desk/speakers')).speakers.find(({ profile }) => profile?.name.fr === name.fr);
  expect(await row()).toMatchObject({ person: null });

  const refuses = await anotherBrowser(browser, { viewport: { width: 390, height: 844 } });
  await come(refuses, link, 'fr');
  // It says so by itself, in the page that is open.
  await expect(refuses.getByRole('heading', { name: 'Votre fonction à l’écran' })).toBeVisible();
  await expect(refuses.getByRole('main')).toContainText('Formatrice');

  const livekit = processOf('livekit');
  await refuses.getByRole('button', { name: 'Commencer le test' }).click();
  await expect(part(refuses, 'camera')).toContainText('Caméra refusée');
  await kept(refuses);
  await expect(part(refuses, 'microphone')).toContainText('Micro refusé');
  await expect(part(refuses, 'microphone')).toContainText('Autorisez le micro pour ce site');
  await expect(refuses.getByRole('heading', { level: 1 })).toHaveText('2 points à corriger avant la scène');
  // What needs neither is measured all the same.
  await expect(part(refuses, 'network')).toContainText('UDP');
  await expectAccessible(refuses);
  await refuses.screenshot({ path: `${pictures}/speaker-refused.fr.390.png`, fullPage: true });
  expect(await row()).toMatchObject({ person: { opened: true }, check: { own: true, found: { camera: { state: 'unusable', why: 'refused' }, microphone: { state: 'unusable', why: 'refused' } } } });

  await refuses.context().grantPermissions(['camera', 'microphone'], { origin: url });
  process.kill(livekit, 'SIGSTOP');
  try {
    await refuses.getByRole('button', { name: 'Refaire le test', exact: true }).click();
    await kept(refuses);
  } finally {
    process.kill(livekit, 'SIGCONT');
  }
  await expect(part(refuses, 'network')).toContainText('Connexion : pas encore mesurée');
  await expect(refuses.getByText('Le serveur de son et d’image ne répond pas : la connexion n’a pas été mesurée.')).toBeVisible();
  await expect(part(refuses, 'camera')).toContainText(/1280.* × .*720/);
  await expectAccessible(refuses);
  await refuses.screenshot({ path: `${pictures}/speaker-away.fr.390.png`, fullPage: true });
  expect((await row())?.missing).toContain('check');

  await refuses.getByRole('button', { name: 'Refaire le test', exact: true }).click();
  await kept(refuses);
  await expect(part(refuses, 'network')).toContainText('UDP');
  await expect(refuses.getByText('Le serveur de son et d’image ne répond pas')).toHaveCount(0);
  expect((await row())?.missing).not.toContain('check');
});

test('whose network lets no UDP through is told so by the way that was really taken, and whose lets nothing through that there is none', async ({ context, browser }) => {
  await enterAs(context, 'organiser');
  const name = { ar: `عمر الفاسي ${run}`, fr: `Omar Fassi ${run}` };
  const { session } = await release(context.request, name);
  const page = await anotherBrowser(browser, { viewport: { width: 390, height: 844 }, ...devices });
  const here = Object.values(networkInterfaces()).flatMap((some) => some ?? []).find(({ family, internal }) => family === 'IPv4' && !internal);
  await page.addInitScript({ content: withoutUdp(here?.address ?? 'no network') });
  await come(page, await invite(context.request, name, session, 'ar'), 'ar');
  const check = async (button: string) => {
    await page.getByRole('button', { name: button, exact: true }).click();
    await expect(page.getByText('حُفظت القياسات، ويطلع عليها المنظمون.')).toBeVisible({ timeout: 60_000 });
    const { speakers } = await organiser(context.request).reads<{ speakers: SpeakerRow[] }>('/api/desk/speakers');
    return speakers.find(({ profile }) => profile?.name.fr === name.fr)?.check?.found.network;
  };
  expect(await check('ابدأ الاختبار')).toMatchObject({ state: 'measured', protocol: 'tcp', relay: false });
  await expect(part(page, 'network')).toContainText('TCP');
  await expect(part(page, 'network')).toHaveAttribute('data-tone', 'care');
  await page.screenshot({ path: `${pictures}/speaker-tcp.ar.390.png`, fullPage: true });

  // Nobody listens at this port.
  await page.addInitScript({ content: onlyThrough(await freePort()) });
  await page.reload();
  expect(await check('أعد الاختبار')).toEqual({ state: 'blocked' });
  await expect(part(page, 'network')).toHaveAttribute('data-tone', 'bad');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('قبل الصعود إلى المنصة');
  await page.screenshot({ path: `${pictures}/speaker-blocked.ar.390.png`, fullPage: true });
});

test('whoever opens the speakers’ page without having entered comes to the door, and from there to the page', async ({ browser }) => {
  const { url } = sharedFair();
  const stranger = await anotherBrowser(browser, { viewport: { width: 390, height: 844 } });
  await stranger.goto(`${url}/ar/speaker`);
  await expect(stranger.getByRole('heading', { level: 1, name: 'الدخول' })).toBeVisible();
  await expect(stranger).toHaveURL(`${url}/ar/enter?back=%2Far%2Fspeaker`);
  await stranger.context().close();
});
