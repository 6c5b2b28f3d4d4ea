import { type TestHouse, openHouse } from '../testing/house';
import { until } from '../testing/until';
import { languageOf } from './page.service';

let house: TestHouse;
beforeAll(async () => (house = await openHouse()));
afterAll(() => house.close());

describe('a page as a link preview reads it', () => {
  it.each([
    ['/ar', 'ar-MA', 'rtl', 'المعرض الدولي'],
    ['/fr', 'fr-MA', 'ltr', 'Salon international'],
    ['/en', 'en', 'ltr', 'International fair'],
    ['/ar/programme', 'ar-MA', 'rtl', 'البرنامج'],
    ['/fr/privacy', 'fr-MA', 'ltr', 'Données personnelles'],
    ['/fr/s/panel-1', 'fr-MA', 'ltr', 'Panel 1 : centres d’appels'],
    ['/ar/s/panel-1', 'ar-MA', 'rtl', 'ندوة 1: مراكز الاتصال'],
  ])('%s says its language, direction and title without JavaScript', async (path, lang, dir, title) => {
    const { status, text, headers } = await house.call('GET', path);
    expect(status).toBe(200);
    expect(text).toContain(`<html lang="${lang}" dir="${dir}">`);
    expect(/<title>(.*)<\/title>/.exec(text)?.[1]).toContain(title);
    expect(text).toContain(`<meta property="og:image" content="http://fair.test/preview.${path.slice(1, 3)}.png">`);
    expect(text).toContain(`<link rel="alternate" hreflang="ar-MA" href="http://fair.test/ar${path.slice(3)}">`);
    expect(text).toContain(`<link rel="manifest" href="/app.${path.slice(1, 3)}.webmanifest">`);
    expect(headers.get('content-security-policy')).toContain("script-src 'self';");
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  });

  it.each(['/de', '/ar/nowhere', '/ar/s/no-such-session', '/wp-login.php', '/ar/s/%3Cscript%3E'])('%s is not found, in words', async (path) => {
    const { status, text } = await house.call('GET', path);
    expect(status).toBe(404);
    expect(text).toContain('<meta name="robots" content="noindex">');
    expect(text).not.toContain('<script>');
  });

  it.each(['ar', 'fr', 'en'])('the parts in %s are a page that no search engine lists', async (language) => {
    const { status, text } = await house.call('GET', `/${language}/parts`);
    expect([status, text.includes('<meta name="robots" content="noindex">'), text.includes('rel="canonical"')]).toEqual([200, true, false]);
  });

  it('shows a hostile title as text', async () => {
    await house.owner.query(`update session set title = '{"fr": "</title><script>alert(1)</script>\\" onload=$& $1"}' where slug = 'closing'`);
    await house.manage('/api/sessions/closing/state', { to: 'doors' });
    await until(() => house.session('closing'), ({ title }) => title.fr?.includes('alert') ?? false);
    const { text } = await house.call('GET', '/fr/s/closing');
    expect(text).not.toContain('<script>');
    expect(text).toContain('&lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt;&quot; onload=$&amp; $1');
  });

  it('the bare address leads to the language of the cookie, else of the browser, else Arabic', async () => {
    const to = async (headers: Record<string, string>) => (await house.call('GET', '/', { headers })).headers.get('location');
    expect(await to({ cookie: 'a=b; language=fr', 'accept-language': 'en' })).toBe('/fr');
    expect(await to({ 'accept-language': 'de-DE, en;q=0.5, fr-FR;q=0.8' })).toBe('/fr');
    expect(await to({ 'accept-language': 'de' })).toBe('/ar');
  });
});

it.each([
  [undefined, undefined, 'ar'],
  ['../../', 'fr', 'fr'],
  ['en', 'fr', 'en'],
  [undefined, ';q=,,,;;', 'ar'],
  [undefined, 'fr;q=0, en', 'en'],
  [undefined, 'x'.repeat(10_000), 'ar'],
])('a reader with cookie %p and browser %p reads %s', (cookie, accept, language) => {
  expect(languageOf(cookie, accept)).toBe(language);
});

describe('a file of the built application', () => {
  it('is kept for a year by browsers, because its name changes with its content', async () => {
    const { status, headers, text } = await house.call('GET', '/assets/index-abc.css');
    expect([status, text.trim(), headers.get('cache-control')]).toEqual([200, 'body{}', 'public, max-age=31536000, immutable']);
  });

  it.each(['/assets/..%2findex.html', '/assets/gone.js', '/index.html', '/assets/%2e%2e/%2e%2e/package.json'])('%s is not one', async (path) => {
    const { status, text } = await house.call('GET', path);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(text).not.toContain('%lang%');
  });
});

describe('the service worker', () => {
  it('is asked for anew each time, so that a new one takes over', async () => {
    const { status, headers, text } = await house.call('GET', '/sw.js');
    expect([status, headers.get('content-type'), headers.get('cache-control'), text.trim()]).toEqual([200, 'text/javascript; charset=utf-8', 'no-cache', '// on']);
  });

  it('removes itself where the operator switched it off', async () => {
    const without = await openHouse({ SERVICE_WORKER: 'off' });
    expect((await without.call('GET', '/sw.js')).text.trim()).toBe('// off');
    await without.close();
  });
});

describe('behind a proxy with TLS', () => {
  let proxied: TestHouse;
  beforeAll(async () => (proxied = await openHouse({ PUBLIC_URL: 'https://siccam.example', TRUST_PROXY: '1' })));
  afterAll(() => proxied.close());

  it('addresses, cookie and headers are those of the public name', async () => {
    const page = await proxied.call('GET', '/fr/s/panel-1');
    expect(page.text).toContain('<link rel="canonical" href="https://siccam.example/fr/s/panel-1">');
    expect(page.text).toContain('content="https://siccam.example/preview.fr.png"');
    expect(page.headers.get('strict-transport-security')).toContain('max-age');
    expect(page.headers.get('content-security-policy')).toContain('wss://siccam.example');
    const cookie = (await proxied.call('GET', '/api/me')).headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/^__Host-siccam=/);
    expect(cookie).toContain('Secure');
  });

  it('only the public origin may write', async () => {
    const ticket = (origin: string) => proxied.call('POST', '/api/sessions/panel-1/ticket', { body: { tab: 'tab-1' }, headers: { origin } });
    expect((await ticket('https://siccam.example')).status).toBe(409);
    expect((await ticket('http://siccam.example')).status).toBe(403);
    expect((await ticket(proxied.url)).status).toBe(403);
  });
});
