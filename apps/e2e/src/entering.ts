import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, type BrowserContext, type Page, expect } from '@playwright/test';
import { consentTexts, type Me } from '@siccam/contract';
import { Secret, TOTP } from 'otpauth';
import { Client } from 'pg';
import { sharedFair, type StartedFair } from './fair';

/** A telephone with an application of codes: the code it shows now, or the next one where that was typed already. */
export type Telephone = { code(): string };

/** The telephone that holds this secret. */
export function telephone(secret: string): Telephone {
  const application = new TOTP({ secret: Secret.fromBase32(secret.replace(/\s/g, '')) });
  const typed = new Set<string>();
  return {
    code() {
      // A step before and a step after are taken as well, each once (RFC 6238, 5.2).
      const code = [0, 30_000, -30_000].map((away) => application.generate({ timestamp: Date.now() + away })).find((one) => !typed.has(one));
      if (!code) throw new Error('every code of this minute was typed');
      typed.add(code);
      return code;
    },
  };
}

/** Whom the demonstration lets one be, as far as journeys need it. */
export type Entered = 'visitor' | 'speaker' | 'organiser';

/** Enters as an invented person of the demonstration, without its page; at the fair that all share, or at one's own. */
export async function enterAs(context: BrowserContext, as: Entered, { url }: Pick<StartedFair, 'url'> = sharedFair()): Promise<Me> {
  const answer = await context.request.post(`${url}/api/demo/enter`, { data: { as }, headers: { origin: url } });
  expect(answer.ok(), await answer.text()).toBe(true);
  // What the page itself remembers once somebody has entered by it.
  await context.addInitScript(() => localStorage.setItem('siccam.signedIn', '1'));
  return (await answer.json()) as Me;
}

/** An account of one's own, without its page. */
export async function signUp(context: BrowserContext, who: { name: string; mail: string; password: string }): Promise<void> {
  const { url } = sharedFair();
  const answer = await context.request.post(`${url}/api/enter/sign-up`, {
    data: { name: { latin: who.name }, mail: who.mail, password: who.password, language: 'fr', consents: [{ what: 'terms', version: consentTexts.terms.version, language: 'fr' }] },
    headers: { origin: url },
  });
  expect(answer.ok(), await answer.text()).toBe(true);
  await context.addInitScript(() => localStorage.setItem('siccam.signedIn', '1'));
}

/** Ticks the terms, which nobody ticked beforehand, on the page of a link that makes an account. */
export async function agree(page: Page, language: 'ar' | 'fr'): Promise<void> {
  const terms = page.getByRole('checkbox', { name: consentTexts.terms.text[language] });
  await expect(terms).not.toBeChecked();
  await terms.check({ force: true });
}

/** A browser of somebody else's. */
export async function anotherBrowser(browser: Browser, options: Parameters<Browser['newContext']>[0] = {}): Promise<Page> {
  return await (await browser.newContext({ serviceWorkers: 'block', timezoneId: 'Africa/Casablanca', ...options })).newPage();
}

/** An address that no other run has used. */
export const freshMail = (who: string): string => `${who}.${Date.now().toString(36)}@example.com`;

/** The link by which the terminal of an empty fair makes its first organiser, in French. */
export async function firstLink(fair: StartedFair): Promise<string> {
  const link = () => /^organiser (\S+)$/m.exec(fair.said())?.[1] ?? '';
  await expect.poll(link, { timeout: 15_000 }).toContain('/ar/enter/link#');
  return link().replace('/ar/', '/fr/');
}

/** Enters as the first organiser, on the page of that link, and sets up their second factor. */
export async function firstEnters(page: Page): Promise<void> {
  await page.getByLabel('Votre nom').fill('Rachid A.');
  await page.getByLabel('Votre adresse électronique').fill('rachid@example.com');
  await agree(page, 'fr');
  await page.getByRole('button', { name: 'Entrer', exact: true }).click();
  await setUpFactor(page);
  await expect(page).toHaveURL(/\/fr\/desk\/people/);
}

/** Sets a second factor up on the French page for it, and gives the telephone that now shows its codes. */
export async function setUpFactor(page: Page): Promise<Telephone> {
  await expect(page.getByRole('heading', { level: 1, name: 'Préparer le second facteur' })).toBeVisible();
  await page.getByRole('button', { name: 'Commencer' }).click();
  await expect(page.getByRole('img', { name: 'Image à viser' })).toBeVisible();
  const phone = telephone((await page.locator('code').textContent()) ?? '');
  await page.getByLabel('Code à six chiffres').fill(phone.code());
  await page.getByRole('button', { name: 'Vérifier et activer' }).click();
  await expect(page.getByRole('heading', { name: 'Vos dix codes de secours' })).toBeVisible();
  await expect(page.locator('ul[dir="ltr"] li')).toHaveCount(10);
  await page.getByRole('button', { name: 'Je les ai gardés, continuer' }).click();
  return phone;
}

/** Lets the five minutes of somebody's confirmation be over. */
export async function letConfirmationEnd(person: string): Promise<void> {
  const { dataDir } = sharedFair();
  const { application } = JSON.parse(readFileSync(join(dataDir, 'keys.json'), 'utf8')) as { application: string };
  const [, , , port] = readFileSync(join(dataDir, 'postgres/postmaster.pid'), 'utf8').split('\n');
  const database = new Client({ host: '127.0.0.1', port: Number(port), user: 'siccam_app', password: application, database: 'siccam' });
  await database.connect();
  try {
    const { rowCount } = await database.query(`update sign_in set confirmed = confirmed - interval '6 minutes' where person_id = $1 and ended is null`, [person]);
    expect(rowCount).toBeGreaterThan(0);
  } finally {
    await database.end();
  }
}
