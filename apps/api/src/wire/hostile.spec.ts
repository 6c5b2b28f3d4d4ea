import { type TestHouse, openHouse, refusalOf } from '../testing/house';

let house: TestHouse;
beforeAll(async () => (house = await openHouse()));
afterAll(() => house.close());

const ticket = '/api/sessions/panel-1/ticket';
const json = { 'content-type': 'application/json' };

describe('a hostile caller over HTTP', () => {
  it.each([
    ['no JSON', '{"tab":', 400, 'wire.malformed'],
    ['an array', '["tab"]', 400, 'wire.malformed'],
    ['a string', '"tab"', 400, 'wire.malformed'],
    ['null', 'null', 400, 'wire.malformed'],
    ['an unknown key', '{"tab":"abcd","role":"organiser"}', 400, 'wire.malformed'],
    ['a key of the path', '{"tab":"abcd","session":"panel-2"}', 400, 'wire.malformed'],
    ['a prototype', '{"tab":"abcd","__proto__":{"kind":"bot"}}', 400, 'wire.malformed'],
    ['a constructor', '{"tab":"abcd","constructor":{"prototype":{"kind":"bot"}}}', 400, 'wire.malformed'],
    ['a wrong type', '{"tab":1e309}', 400, 'wire.malformed'],
    ['a tab with a separator of identities', '{"tab":"a:b:c"}', 400, 'wire.malformed'],
    ['a NUL', '{"tab":"ab\\u0000cd"}', 400, 'wire.malformed'],
    ['depth', `{"tab":${'['.repeat(10_000)}${']'.repeat(10_000)}}`, 400, 'wire.malformed'],
    ['ten megabytes', `{"tab":"${'a'.repeat(10_000_000)}"}`, 413, 'wire.tooLarge'],
  ])('who sends %s is told so', async (_what, raw, status, refusal) => {
    const said = await house.call('POST', ticket, { raw, headers: json });
    expect([said.status, refusalOf(said)]).toEqual([status, refusal]);
    expect(said.text).not.toMatch(/at .*\.(js|ts)|node_modules/);
  });

  it.each(['text/plain', 'application/xml', 'multipart/form-data; boundary=x', 'application/x-www-form-urlencoded'])('who sends %s is told so', async (type) => {
    const said = await house.call('POST', ticket, { raw: 'tab=abcd', headers: { 'content-type': type } });
    expect([said.status, refusalOf(said)]).toEqual([400, 'wire.malformed']);
  });

  it.each(['https://evil.example', 'null', 'http://fair.test.evil.example', 'http://fair.test:81', 'https://fair.test', ''])('who comes from the page %p may not write', async (origin) => {
    const said = await house.call('POST', ticket, { body: { tab: 'abcd' }, headers: { origin } });
    expect([said.status, refusalOf(said)]).toEqual([403, 'wire.foreignOrigin']);
  });

  it('may write from our own page', async () => {
    const said = await house.call('POST', ticket, { body: { tab: 'abcd' }, headers: { origin: 'http://fair.test' } });
    expect(refusalOf(said)).toBe('stage.notYet');
  });

  it.each(['/api/nothing', '/api/sessions/..%2f..%2fetc/stage', '/api/sessions/%00/stage', '/api/sessions/PANEL-1/stage'])('asking for %s gets a refusal, not a stack', async (path) => {
    const said = await house.call('GET', path);
    expect([400, 404]).toContain(said.status);
    expect(said.text).not.toMatch(/node_modules|\.ts:/);
  });

  it('with a forged cookie is a stranger', async () => {
    const { cookie, id } = await house.guest();
    for (const forged of [cookie.replace(id, id.replace(/^./, (sign) => (sign === '0' ? '1' : '0'))), cookie.slice(0, -1), 'siccam=x', `${cookie}x`]) {
      const said = await house.call('GET', '/api/me', { headers: { cookie: forged } });
      expect((said.json as { id: string }).id).not.toBe(id);
      expect(said.headers.get('set-cookie')).toContain('HttpOnly');
    }
    const again = await house.call('GET', '/api/me', { headers: { cookie } });
    expect((again.json as { id: string }).id).toBe(id);
  });

  it('cannot read the figures through a proxy', async () => {
    const said = await house.call('GET', '/api/metrics', { headers: { 'x-forwarded-for': '127.0.0.1' } });
    expect([said.status, refusalOf(said)]).toEqual([404, 'wire.unknown']);
  });

  it('is slowed down after many calls, with the seconds to wait, and others are not', async () => {
    const { cookie } = await house.guest();
    const flood = await Promise.all(Array.from({ length: 150 }, () => house.call('POST', ticket, { body: { tab: 'abcd' }, headers: { cookie } })));
    const refused = flood.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThanOrEqual(30);
    expect((refused[0]?.json as { retryAfter: number }).retryAfter).toBeGreaterThan(0);
    expect(refused[0]?.headers.get('retry-after')).toMatch(/^\d+$/);
    const other = await house.guest();
    const said = await house.call('POST', ticket, { body: { tab: 'abcd' }, headers: { cookie: other.cookie } });
    expect(said.status).toBe(409);
  });
});
