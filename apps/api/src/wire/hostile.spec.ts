import { connect } from 'node:net';
import { type TestHouse, asks, openHouse, refusalOf } from '../testing/house';
import { until } from '../testing/until';

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

describe('a hostile socket', () => {
  it.each(['https://evil.example', 'null'])('from the page %p gets no handshake', async (origin) => {
    await expect(house.socket({ origin })).rejects.toThrow();
  });

  it('is answered in words whatever it asks', async () => {
    const socket = await house.socket();
    expect(await asks(socket, 'no.such.door', {})).toEqual({ ok: false, refusal: 'wire.unknown' });
    expect(await asks(socket, '__proto__', {})).toEqual({ ok: false, refusal: 'wire.unknown' });
    expect(await asks(socket, 'feed.enter', { topic: 'fair:../../etc' })).toEqual({ ok: false, refusal: 'wire.malformed' });
    expect(await asks(socket, 'feed.enter', { topic: `fair:${crypto.randomUUID()}` })).toEqual({ ok: false, refusal: 'feed.unknownTopic' });
    expect(await asks(socket, 'feed.enter', { topic: `session:${(await house.session('panel-1')).id}`, extra: 1 })).toEqual({ ok: false, refusal: 'wire.malformed' });
    expect(await asks(socket, 'feed.sync', { topic: `session:${(await house.session('panel-1')).id}`, after: 0 })).toEqual({ ok: false, refusal: 'feed.unknownTopic' });
  });

  it('with a frame over 64 KB loses its own connection only', async () => {
    const [loud, calm] = [await house.socket(), await house.socket()];
    const gone = new Promise((done) => loud.once('disconnect', done));
    loud.emit('feed.enter', 'x'.repeat(70_000), () => undefined);
    await gone;
    expect(await asks(calm, 'no.such.door', {})).toEqual({ ok: false, refusal: 'wire.unknown' });
  });

  it('that floods is refused alone: others behind the same address are answered', async () => {
    const [loud, calm] = [await house.socket(), await house.socket()];
    const flood = (await Promise.all(Array.from({ length: 7000 }, () => asks(loud, 'feed.leave', { topic: `session:${crypto.randomUUID()}` })))) as { ok: boolean; refusal?: string }[];
    expect(flood.filter(({ ok }) => ok)).toHaveLength(120);
    expect(flood.at(-1)?.refusal).toBe('wire.tooMany');
    expect(await asks(calm, 'feed.leave', { topic: `session:${crypto.randomUUID()}` })).toEqual({ ok: true, answer: {} });
    expect((await house.call('GET', '/fr')).status).toBe(200);
  });

  it('behind a proxy counts for the address that the proxy saw, whatever it claims itself', async () => {
    const proxied = await openHouse({ TRUST_PROXY: '1' });
    try {
      const from = (address: string) => proxied.socket({ 'x-forwarded-for': `10.9.9.9, ${address}` });
      const crowd = await Promise.all(Array.from({ length: 60 }, () => from('198.51.100.1')));
      const told = await Promise.all(crowd.flatMap((one) => Array.from({ length: 120 }, () => asks(one, 'feed.leave', { topic: `session:${crypto.randomUUID()}` }) as Promise<{ ok: boolean }>)));
      expect(told.filter(({ ok }) => ok)).toHaveLength(6000);
      expect(await asks(await from('203.0.113.7'), 'feed.leave', { topic: `session:${crypto.randomUUID()}` })).toEqual({ ok: true, answer: {} });
      expect(await asks(await from('198.51.100.1'), 'feed.leave', { topic: `session:${crypto.randomUUID()}` })).toMatchObject({ refusal: 'wire.tooMany' });
      // Who opens a page from there reads words, not JSON.
      const page = await proxied.call('GET', '/fr', { headers: { 'x-forwarded-for': '198.51.100.1' } });
      expect([page.status, page.headers.get('content-type')]).toEqual([429, 'text/html; charset=utf-8']);
      expect(page.text).toContain('Le salon est occupé un instant');
      expect(page.headers.get('retry-after')).toMatch(/^\d+$/);
    } finally {
      await proxied.close();
    }
  });

  it('with broken packets does not end the server', async () => {
    const { port } = new URL(house.url);
    const key = 'dGhlIHNhbXBsZSBub25jZQ==';
    const upgrade = `GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: ${key}\r\nSec-WebSocket-Version: 13\r\n\r\n`;
    const garbage = Buffer.from([0x81, 0xff, 0xff, 0xff, 0xff, 0xff, 0x00, 0xc3, 0x28]);
    await Promise.all(
      Array.from({ length: 50 }, (_unused, turn) =>
        new Promise<void>((done) => {
          const raw = connect(Number(port), '127.0.0.1', () => {
            raw.write(turn % 2 ? upgrade : 'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\n\r\n');
            raw.write(garbage, () => raw.destroy());
          });
          raw.on('error', () => undefined);
          raw.on('close', () => done());
        }),
      ),
    );
    const said = await until(() => house.call('GET', '/api/health'), ({ status }) => status === 200);
    expect(said.json).toMatchObject({ ok: true });
  });
});
