import { readFile } from 'node:fs/promises';
import { type BrowserContext, type Page, expect, test } from '@playwright/test';
import { consentTexts } from '@siccam/contract';
import { type Entered, enterAs, freshMail, signUp } from './entering';
import { pictures, sharedFair } from './fair';
import { expectAccessible, expectWhole, sticksOut } from './layout';

const password = 'برتقال وجدة في نونبر';

test.describe('a stranger on a phone, in Arabic', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 });

  test('makes an account by hand, with the name said as a guest; leaves it and comes back by the password', async ({ page }) => {
    const mail = freshMail('hanane');
    await page.goto(`${sharedFair().url}/ar`);
    await page.getByRole('banner').getByRole('link', { name: 'الدخول', exact: true }).tap();
    await expect(page).toHaveURL(/\/ar\/enter$/);

    // A guest says a name; it is there when the account is made.
    await page.getByRole('link', { name: /تابع كضيف/ }).tap();
    await page.getByLabel('اسمك (اختياري)').fill('حنان ب.');
    await page.getByRole('button', { name: 'زيارة المعرض' }).tap();
    await expect(page).toHaveURL(/\/ar$/);
    await page.getByRole('banner').getByRole('link', { name: 'الدخول', exact: true }).tap();
    await page.getByRole('link', { name: 'أنشئ حسابا' }).tap();
    await expect(page.getByRole('heading', { level: 1, name: 'إنشاء حساب' })).toBeVisible();
    await expect(page.getByLabel('اسمك', { exact: true })).toHaveValue('حنان ب.');

    // Nothing is ticked beforehand, and without the terms there is no account.
    const terms = page.getByRole('checkbox', { name: consentTexts.terms.text.ar });
    for (const box of await page.getByRole('checkbox').all()) await expect(box).not.toBeChecked();
    await page.getByRole('textbox', { name: 'البريد الإلكتروني' }).fill(mail);
    await page.getByLabel('كلمة سر تختارها').fill(password);
    await page.getByRole('button', { name: 'أنشئ حسابي' }).tap();
    await expect(terms).toBeFocused();
    await expect(terms).toHaveAccessibleDescription(/لا يمكن فتح حساب بدون هذه الموافقة/);
    await page.screenshot({ path: `${pictures}/sign-up-refused.ar.390.png`, fullPage: true });
    await terms.check({ force: true });
    await page.getByRole('button', { name: 'أنشئ حسابي' }).tap();

    await page.getByRole('link', { name: /حسابي: .*حنان ب\./ }).tap();
    await expect(page.getByRole('heading', { level: 1, name: 'حنان ب.' })).toBeVisible();
    await expect(page.getByText(mail)).toBeVisible();
    await page.screenshot({ path: `${pictures}/account-new.ar.390.png`, fullPage: true });
    await page.getByRole('button', { name: /^اخرج من/ }).tap();
    await expect(page).toHaveURL(/\/ar$/);

    await page.getByRole('banner').getByRole('link', { name: 'الدخول', exact: true }).tap();
    await page.getByRole('link', { name: 'بكلمة السر' }).tap();
    await page.getByRole('textbox', { name: 'البريد الإلكتروني' }).fill(mail.toUpperCase());
    await page.getByLabel('كلمة السر', { exact: true }).fill('شيء آخر');
    await page.getByRole('button', { name: 'ادخل', exact: true }).tap();
    await expect(page.getByText('البريد أو كلمة السر غير صحيح.')).toBeVisible();
    await page.getByLabel('كلمة السر', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'ادخل', exact: true }).tap();
    await expect(page.getByRole('link', { name: /حسابي: .*حنان ب\./ })).toBeVisible();
  });
});

test('one takes one’s data away as a file, deletes the account, keeps the proof, and the account lets nobody in any more', async ({ page, context }) => {
  const { url } = sharedFair();
  const mail = freshMail('karim');
  await signUp(context, { name: 'Karim L.', mail, password });
  await page.goto(`${url}/fr/account`);
  await expect(page.getByRole('heading', { level: 1, name: 'Karim L.' })).toBeVisible();

  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Télécharger mes données' }).click();
  const file = await coming;
  expect(file.suggestedFilename()).toMatch(/^siccam-\d{4}-\d{2}-\d{2}\.json$/);
  const text = await readFile(await file.path(), 'utf8');
  expect(text).toContain('Karim L.');
  expect(text).toContain(mail);
  expect(text).not.toContain(password);
  await expect(page.getByText(/Le fichier est prêt/)).toBeVisible();

  await page.getByRole('button', { name: 'Supprimer mon compte' }).click();
  const asked = page.getByRole('dialog', { name: 'Supprimer le compte ?' });
  await expect(asked).toContainText('Cela ne peut pas être défait.');
  await page.screenshot({ path: `${pictures}/account-delete.fr.1280.png` });
  await asked.getByRole('button', { name: 'Supprimer pour toujours' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'C’est effacé' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Garder la preuve' })).toBeVisible();
  await page.screenshot({ path: `${pictures}/account-deleted.fr.1280.png`, fullPage: true });

  await page.goto(`${url}/fr/enter?way=password`);
  await byPassword(page, mail);
  await expect(page.getByText('L’adresse ou le mot de passe n’est pas le bon.')).toBeVisible();
});

async function byPassword(page: Page, mail: string): Promise<void> {
  await page.getByLabel('Adresse électronique').fill(mail);
  await page.getByLabel('Mot de passe', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Entrer', exact: true }).click();
}

const anyLink = `/enter/link#${'a'.repeat(43)}`;
const good = { name: null, roles: [], until: '2026-11-29T22:59:00.000Z', terms: false };

/** The pages of entering, of the account and of the desks, and as whom each is looked at. `answers`: what a page's own question is answered with, where that is no success. `link`: what the server says of the link that is opened. */
const screens: { name: string; path: string; as: Entered | null; answers?: number; link?: object }[] = [
  { name: 'enter', path: '/enter', as: null },
  { name: 'enter-sent', path: '/enter/sent', as: null },
  { name: 'enter-link', path: anyLink, as: null, answers: 404 },
  { name: 'enter-link-terms', path: anyLink, as: null, link: { ...good, kind: 'invitation', name: { ar: 'إيمان ر.', latin: 'Imane R.' }, terms: true } },
  { name: 'enter-link-address', path: anyLink, as: 'speaker', link: { ...good, kind: 'address' } },
  { name: 'enter-link-elsewhere', path: anyLink, as: null, answers: 403, link: { ok: false, refusal: 'enter.linkElsewhere' } },
  { name: 'account', path: '/account', as: 'speaker' },
  { name: 'help', path: '/help', as: null },
  { name: 'desk-people', path: '/desk/people?filter=waiting', as: 'organiser' },
  { name: 'desk-person', path: '/desk/people?q=Nadia&person={nadia}', as: 'organiser' },
  { name: 'desk-audit', path: '/desk/audit', as: 'organiser' },
  { name: 'desk-outbox', path: '/desk/outbox', as: 'organiser' },
];

for (const language of ['ar', 'fr'] as const) {
  for (const width of [390, 1440] as const) {
    test.describe(`${language} at ${width} px`, () => {
      test.use({ viewport: { width, height: width === 390 ? 844 : 900 } });

      for (const { name, path, as, answers, link } of screens) {
        test(`${name} is whole, accessible, in its direction, and asks nobody outside the fair`, async ({ page, context }) => {
          const { url } = sharedFair();
          const complaints: string[] = [];
          const asked = new Set<string>();
          page.on('console', (message) => { if (message.type() === 'error' && !message.text().includes(`status of ${answers}`)) complaints.push(message.text()); });
          page.on('pageerror', (error) => complaints.push(error.message));
          page.on('request', (request) => asked.add(new URL(request.url()).hostname));
          if (as) await enterAs(context, as);
          if (link) await page.route('**/api/enter/peek', (route) => route.fulfill({ status: answers ?? 200, json: link }));
          if (name === 'enter-sent') await page.addInitScript(() => sessionStorage.setItem('siccam.asked', JSON.stringify({ mail: 'hanane@example.com', sent: new Date().toISOString(), until: new Date(Date.now() + 600_000).toISOString(), againAfter: 60 })));
          const place = path.includes('{nadia}') ? path.replace('{nadia}', await idOf(context, 'Nadia')) : path;
          await page.goto(`${url}/${language}${place}`);
          await expect(page.getByRole('heading', { level: name === 'desk-person' ? 2 : 1 }).first()).toBeVisible();
          if (answers === 403) await expect(page.getByRole('heading', { level: 1 })).toContainText(language === 'ar' ? 'ادخل أولا' : 'Entrez d’abord');
          await expect(page.locator('html')).toHaveAttribute('dir', language === 'ar' ? 'rtl' : 'ltr');
          await expect(page.getByRole('main')).not.toContainText(/جار التحميل|جار التحقق|Chargement en cours|est vérifié…/);
          await page.evaluate(() => document.fonts.ready);
          await page.screenshot({ path: `${pictures}/${name}.${language}.${width}.png`, fullPage: true });
          await expectWhole(page);
          expect(await sticksOut(page)).toEqual([]);
          await expectAccessible(page);
          expect(complaints).toEqual([]);
          // Where sound and picture come from is the fair's own LiveKit; these pages do not even ask that.
          expect([...asked]).toEqual([new URL(url).hostname]);
        });
      }
    });
  }
}

/** Who answers to this name on the desk of the people. */
async function idOf(context: BrowserContext, search: string): Promise<string> {
  const { url } = sharedFair();
  const answer = await context.request.post(`${url}/api/desk/people`, { data: { search, filter: 'all', page: 0 }, headers: { origin: url } });
  return ((await answer.json()) as { people: { id: string }[] }).people[0]?.id ?? '';
}
