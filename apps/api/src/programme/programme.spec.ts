import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { type AnswerOf, readProgramme, readReleases } from '@siccam/contract';
import { Database, Metrics } from '../platform';
import { type TestHouse, openHouse } from '../testing/house';
import { until } from '../testing/until';

let house: TestHouse;
beforeAll(async () => (house = await openHouse()));
afterAll(() => house.close());

const raw = (headers: Record<string, string>) => fetch(`${house.url}/api/programme`, { headers });
const count = async (name: 'queries' | 'rebuilds') => (await house.app.get(Metrics)[name].get()).values[0]?.value ?? 0;

describe('the programme', () => {
  it('is one set of bytes in each encoding, without a cookie', async () => {
    const plain = await raw({ 'accept-encoding': 'identity' });
    const [br, gzip] = await Promise.all(['br', 'gzip'].map((encoding) => bytesIn(encoding)));
    const text = await plain.text();
    expect(brotliDecompressSync(br ?? '').toString()).toBe(text);
    expect(gunzipSync(gzip ?? '').toString()).toBe(text);
    expect(plain.headers.get('set-cookie')).toBeNull();
    expect(plain.headers.get('cache-control')).toContain('public');
    expect(plain.headers.get('vary')).toBe('accept-encoding');
  });

  it('holds exactly what the contract names, in its types, and nothing else', async () => {
    const said = JSON.parse(await (await raw({ 'accept-encoding': 'identity' })).text()) as unknown;
    expect(readProgramme.answer.parse(said)).toEqual(said);
  });

  it('is not sent again to who has it', async () => {
    const etag = (await raw({})).headers.get('etag') ?? '';
    const again = await raw({ 'if-none-match': etag });
    expect([again.status, await again.text()]).toEqual([304, '']);
    expect((await raw({ 'if-none-match': 'W/"another"' })).status).toBe(200);
  });

  it('costs a reader no query', async () => {
    const counted = async () => Number((await house.owner.query<{ n: string }>(`select xact_commit + xact_rollback as n from pg_stat_database where datname = current_database()`)).rows[0]?.n);
    const before = [await counted(), await count('queries')];
    for (let turn = 0; turn < 500; turn++) await (await raw({})).arrayBuffer();
    // The tail looks four times a second and the keeper now and then, whether anyone reads or not.
    expect((await count('queries')) - (before[1] ?? 0)).toBeLessThan(60);
  });

  it('is built once for a change, and shows it', async () => {
    const before = await count('rebuilds');
    const { version } = await house.programme();
    await house.manage('/api/sessions/panel-1/state', { to: 'doors' });
    const after = await until(() => house.programme(), ({ sessions }) => sessions.find(({ slug }) => slug === 'panel-1')?.state === 'doors');
    expect(after.version).toBe(version + 1);
    expect(await count('rebuilds')).toBe(before + 1);
  });

  it('says what its releases changed in bytes of their own, at no query a reader, made anew only by a release', async () => {
    const releases = (headers: Record<string, string> = {}) => fetch(`${house.url}${readReleases.path}`, { headers });
    const first = await releases();
    const etag = first.headers.get('etag') ?? '';
    const said = (await first.json()) as AnswerOf<typeof readReleases>;
    expect(readReleases.answer.parse(said)).toEqual(said);
    expect([said.releases.map(({ number }) => number), (await house.programme()).release, first.headers.get('set-cookie')]).toEqual([[1], 1, null]);
    const before = await count('queries');
    for (let turn = 0; turn < 200; turn++) expect((await releases({ 'if-none-match': etag })).status).toBe(304);
    expect((await count('queries')) - before).toBeLessThan(60);
    const builds = jest.spyOn(house.app.get(Database), 'rows');
    const made = () => builds.mock.calls.filter(([sql]) => sql.includes('changes from release')).length;
    await house.manage('/api/sessions/panel-3/state', { to: 'doors' });
    await until(() => house.session('panel-3'), ({ state }) => state === 'doors');
    expect([(await releases({ 'if-none-match': etag })).status, made()]).toEqual([304, 0]);
    await house.owner.query(`insert into release select (jsonb_populate_record(r, '{"number": 2, "changes": [], "note": {"fr": "Deux"}}')).* from release r where number = 1`);
    await house.manage('/api/sessions/panel-3/state', { to: 'live' });
    await until(() => house.programme(), ({ release }) => release === 2);
    // Whoever knows its number finds it there.
    const next = (await (await releases({ 'if-none-match': etag })).json()) as AnswerOf<typeof readReleases>;
    expect([next.releases.map(({ number, note }) => [number, note.fr]), made()]).toEqual([[[2, 'Deux'], [1, undefined]], 1]);
    builds.mockRestore();
  });

  it('never shows a draft', async () => {
    await house.owner.query(`update session set state = 'draft', title = '{"ar": "CANARY-1"}', summary = '{"fr": "CANARY-2"}', slug = 'canary-3' where slug = 'panel-4'`);
    await house.owner.query(`update session_person set name = '{"en": "CANARY-4"}' where session_id = (select id from session where slug = 'canary-3')`);
    await house.manage('/api/sessions/panel-2/state', { to: 'doors' });
    await until(() => house.programme(), ({ sessions }) => sessions.find(({ slug }) => slug === 'panel-2')?.state === 'doors');
    expect(await (await raw({ 'accept-encoding': 'identity' })).text()).not.toMatch(/canary/i);
    const page = await house.call('GET', '/ar/s/canary-3');
    expect([page.status, page.text.match(/CANARY-\d/)]).toEqual([404, null]);
  });

  async function bytesIn(encoding: string): Promise<Buffer> {
    const { request } = await import('node:http');
    return await new Promise((resolve, reject) => {
      request(`${house.url}/api/programme`, { headers: { 'accept-encoding': encoding } }, (answer) => {
        expect(answer.headers['content-encoding']).toBe(encoding);
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part)).on('end', () => resolve(Buffer.concat(parts)));
      })
        .on('error', reject)
        .end();
    });
  }
});
