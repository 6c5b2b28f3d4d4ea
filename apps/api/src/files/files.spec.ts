import { randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { type IncomingHttpHeaders, request } from 'node:http';
import { join } from 'node:path';
import { type FileFacts, type FileUse, fileAddress } from '@siccam/contract';
import sharp from 'sharp';
import { FileStore, MachineClock, openLog } from '../platform';
import { startServer } from '../server';
import { type Acting, account, fairOf } from '../testing/acting';
import { pdf, photo } from '../testing/bytes';
import { eicar, openClamd } from '../testing/clamd';
import { type Said, type TestHouse, openHouse, refusalOf } from '../testing/house';
import { moveClock } from '../testing/someone';
import { until } from '../testing/until';
import { brought } from '../testing/walk';
import { FilesKeeper } from './files.keeper';

let house: TestHouse;
beforeAll(async () => (house = await openHouse()));
afterAll(() => house.close());

const factsOf = ({ json }: Said) => json as FileFacts;
const aboutOf = ({ json }: Said) => (json as { files: FileFacts[] }).files;

async function bring(me: Pick<Acting, 'headers'>, bytes: Uint8Array, { use = 'attachment', name = 'programme.pdf', at = house }: { use?: FileUse; name?: string; at?: TestHouse } = {}): Promise<Said> {
  const { raw, headers } = brought({ bytes, name, use });
  return await at.call('POST', '/api/files', { raw, headers: { ...headers, ...me.headers } });
}

const stored = async ({ config }: TestHouse = house): Promise<string[]> => (await readdir(join(config.DATA_DIR, 'files')).catch(() => [])).sort();
const storedOf = async (id: string, at = house) => (await stored(at)).filter((name) => name.startsWith(id));
const get = (id: string, { headers = {}, at = house }: { headers?: Record<string, string>; at?: TestHouse } = {}) => at.call('GET', fileAddress(id), { headers });

/** Puts a file where visitors see it, as a release does. */
async function release(id: string, use: FileUse, { owner }: TestHouse = house): Promise<void> {
  if (use === 'attachment') await owner.query(`update session set attachments = array[$1::uuid] where slug = 'panel-1'`, [id]);
  else await owner.query(`update session_person set photo = $1 where id = (select p.id from session_person p join session s on s.id = p.session_id where s.slug = 'panel-1' limit 1)`, [id]);
}

describe('whoever brings a file', () => {
  it('gets it back, byte for byte, to be saved, under a name that is clean, and runs nothing of it', async () => {
    const me = await account(house);
    const bytes = pdf({ pages: 2 });
    const file = factsOf(await bring(me, bytes, { name: '../عرض "الأوفشورينغ".pdf.exe' }));
    expect(file).toMatchObject({ use: 'attachment', name: 'عرض الأوفشورينغ.pdf', type: 'application/pdf', size: bytes.length, scan: 'unscanned' });
    const answer = await fetch(`${house.url}${fileAddress(file.id)}`, { headers: me.headers });
    expect(Buffer.from(await answer.arrayBuffer()).equals(bytes)).toBe(true);
    const said = Object.fromEntries(answer.headers);
    expect(said).toMatchObject({
      'content-type': 'application/pdf',
      'content-length': String(bytes.length),
      'content-disposition': `attachment; filename="___ ___________.pdf"; filename*=UTF-8''${encodeURIComponent('عرض الأوفشورينغ.pdf')}`,
      'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-cache',
      'cross-origin-resource-policy': 'same-origin',
    });
    const again = await get(file.id, { headers: { ...me.headers, 'if-none-match': said['etag'] ?? '' } });
    expect([again.status, again.text]).toEqual([304, '']);
  });

  it('as a photo gets a picture that may stand in a page, large and small, without where it was taken', async () => {
    const me = await account(house);
    const file = factsOf(await bring(me, await photo(), { use: 'photo', name: 'IMG_0042.JPG' }));
    expect(file).toMatchObject({ name: 'IMG_0042.jpg', type: 'image/jpeg' });
    for (const [size, width] of [[undefined, 960], ['small', 192]] as const) {
      const answer = await fetch(`${house.url}${fileAddress(file.id, size)}`, { headers: me.headers });
      expect(answer.headers.get('content-disposition')).toMatch(/^inline; filename="IMG_0042\.jpg"/);
      const { width: seen, exif } = await sharp(Buffer.from(await answer.arrayBuffer())).metadata();
      expect([seen, exif]).toEqual([width, undefined]);
    }
  });

  it.each<[string, string, string, number]>([
    ['several parts, as a form sends them', 'multipart/form-data; boundary=x', '--x\r\nContent-Disposition: form-data; name="a"; filename="a.pdf"\r\n\r\n%PDF-\r\n--x\r\nContent-Disposition: form-data; name="a"; filename="b.pdf"\r\n\r\n%PDF-\r\n--x--', 400],
    ['a part without a name', 'multipart/form-data; boundary=x', '--x\r\nContent-Disposition: form-data; name=""; filename=""\r\n\r\n\r\n--x--', 400],
    ['parts with numbers for names', 'multipart/form-data; boundary=x', '--x\r\nContent-Disposition: form-data; name="0[__proto__]"\r\n\r\nx\r\n--x--', 400],
    ['parts without an end', 'multipart/form-data; boundary=x', '--x\r\nContent-Disposition: form-data; name="a"', 400],
    ['a PDF called so in its type', 'application/pdf', '%PDF-1.7', 400],
    ['JSON', 'application/json', '{"name":"a","use":"photo"}', 400],
  ])('in %s is told that it is malformed', async (_what, type, raw, status) => {
    const me = await account(house);
    const said = await house.call('POST', '/api/files', { raw, headers: { ...brought({ name: 'a', use: 'attachment' }).headers, ...me.headers, 'content-type': type } });
    expect([said.status, refusalOf(said)]).toEqual([status, 'wire.malformed']);
  });

  it('is told why it is not taken, and nothing of it stays', async () => {
    const me = await account(house);
    const before = await stored();
    for (const [bytes, use, refusal, status] of [
      [Buffer.alloc(0), 'photo', 'file.empty', 422],
      [Buffer.from('<svg/>'), 'photo', 'file.notAPhoto', 422],
      [pdf({ catalog: '/OpenAction << /S /JavaScript >>' }), 'attachment', 'file.active', 422],
      [Buffer.alloc(9_000_000), 'photo', 'file.tooLarge', 413],
      [Buffer.alloc(21 * 1024 * 1024), 'attachment', 'wire.tooLarge', 413],
    ] as const) {
      const said = await bring(me, bytes, { use });
      expect([said.status, refusalOf(said)]).toEqual([status, refusal]);
    }
    expect(await stored()).toEqual(before);
    expect((await house.owner.query('select 1 from file where person = $1', [me.id])).rowCount).toBe(0);
  });

  it('without an account is not read at all', async () => {
    const { cookie } = await house.guest();
    const said = await bring({ headers: { cookie } }, Buffer.alloc(15_000_000));
    expect([said.status, refusalOf(said)]).toEqual([403, 'wire.forbidden']);
  });

  it('brings no more than one person may, and all of them no more than the fair holds, however many come at once', async () => {
    const small = await openHouse({ FILES_PER_PERSON_MB: '1', FILES_PER_FAIR_MB: '2' });
    try {
      const bytes = pdf({ after: `\n${' '.repeat(400_000)}` });
      const people = [await account(small), await account(small), await account(small), await account(small)];
      const said = await Promise.all(people.flatMap((me) => [1, 2, 3].map(() => bring(me, bytes, { at: small }))));
      const refused = said.flatMap((one) => (one.status === 200 ? [] : [refusalOf(one)]));
      expect(said.length - refused.length).toBe(5);
      expect(new Set(refused)).toEqual(new Set(['file.yoursFull', 'file.fairFull']));
      const { rows } = await small.owner.query<{ person: string; size: string }>('select person, sum(size) as size from file group by 1');
      expect(rows.every(({ size }) => Number(size) <= 1024 * 1024)).toBe(true);
      expect(await stored(small)).toHaveLength(5);
    } finally {
      await small.close();
    }
  });
});

describe('a file is given to', () => {
  const refusedTo = async (id: string, headers: Record<string, string> = {}) => {
    const said = await get(id, { headers });
    return said.status === 200 ? 'given' : refusalOf(said);
  };

  it.each(['photo', 'attachment'] as const)('nobody but whoever brought it and who sees the draft, until a release shows the %s', async (use) => {
    const [me, stranger, organiser, speaker] = [await account(house), await account(house), await account(house, { roles: ['organiser'] }), await account(house)];
    const { id } = factsOf(await bring(me, use === 'photo' ? await photo() : pdf(), { use }));
    const { cookie } = await house.guest();
    for (const headers of [{}, { cookie }, stranger.headers, speaker.headers]) expect(await refusedTo(id, headers)).toBe('file.unknown');
    for (const headers of [me.headers, organiser.headers]) expect(await refusedTo(id, headers)).toBe('given');
    // In a draft it shows somebody, who may look at themselves, and their assistant too.
    const assistant = await account(house, { roles: [['assistant', speaker.id]] });
    await house.owner.query(`insert into draft_item (id, fair_id, content, revision, changed, changed_by) values ($1, $2, $3, 1, now(), 'x')`, [randomUUID(), await fairOf(house), JSON.stringify({ kind: 'speaker', person: speaker.id, photo: id })]);
    for (const headers of [speaker.headers, assistant.headers]) expect(await refusedTo(id, headers)).toBe('given');
    expect(await refusedTo(id, stranger.headers)).toBe('file.unknown');
    await release(id, use);
    for (const headers of [{}, { cookie }, stranger.headers]) expect(await refusedTo(id, headers)).toBe('given');
    expect((await get(id)).headers.get('cache-control')).toBe('public, max-age=300, stale-while-revalidate=3600');
  });

  it('nobody where the session that shows it is a draft', async () => {
    const me = await account(house);
    const { id } = factsOf(await bring(me, pdf()));
    await house.owner.query(`update session set attachments = array[$1::uuid], state = 'draft' where slug = 'closing'`, [id]);
    expect(await refusedTo(id)).toBe('file.unknown');
  });

  it('nobody where it is of another fair', async () => {
    const me = await account(house);
    const { id } = factsOf(await bring(me, pdf()));
    await house.owner.query(`insert into fair select (jsonb_populate_record(f, jsonb_build_object('id', $1::text, 'current', false, 'slug', $1::text))).* from fair f where current`, [id]);
    await house.owner.query('update file set fair_id = $1 where id = $1', [id]);
    expect(await refusedTo(id, me.headers)).toBe('file.unknown');
  });

  it.each(['..%2f..%2fetc%2fpasswd', 'PANEL-1', '%00', '0', `${randomUUID()}~huge`, `${randomUUID()}!x`])('nobody who asks for %s', async (address) => {
    const said = await house.call('GET', `/api/files/${address}`);
    expect([400, 404]).toContain(said.status);
  });

  it('those who have it in front of them is told about, and what a scanner said only to those who prepare it', async () => {
    const [me, organiser] = [await account(house), await account(house, { roles: ['organiser'] })];
    const [shown, hidden] = [factsOf(await bring(me, pdf())), factsOf(await bring(me, pdf()))];
    await release(shown.id, 'attachment');
    const about = async (headers: Record<string, string>) => aboutOf(await house.call('POST', '/api/files/about', { body: { files: [shown.id, hidden.id] }, headers })).map(({ id, scan }) => [id === shown.id ? 'shown' : 'hidden', scan]).sort();
    expect(await about({})).toEqual([['shown', null]]);
    expect(await about((await account(house)).headers)).toEqual([['shown', null]]);
    for (const who of [me, organiser]) expect(await about(who.headers)).toEqual([['hidden', 'unscanned'], ['shown', 'unscanned']]);
  });
});

describe('a file is taken away', () => {
  it('by whoever brought it, where nothing shows it, with its bytes', async () => {
    const me = await account(house);
    const { id } = factsOf(await bring(me, await photo(), { use: 'photo' }));
    expect(await storedOf(id)).toEqual([id, `${id}~small`]);
    expect(refusalOf(await (await account(house)).asks(`/api/files/${id}/drop`))).toBe('file.unknown');
    await release(id, 'photo');
    expect(refusalOf(await me.asks(`/api/files/${id}/drop`))).toBe('file.inUse');
    await house.owner.query('update session_person set photo = null');
    const item = randomUUID();
    await house.owner.query(`insert into draft_item (id, fair_id, content, revision, changed, changed_by) values ($1, $2, $3, 1, now(), 'x')`, [item, await fairOf(house), JSON.stringify({ kind: 'session', attachments: [id] })]);
    expect(refusalOf(await me.asks(`/api/files/${id}/drop`))).toBe('file.inUse');
    await house.owner.query('delete from draft_item where id = $1', [item]);
    expect((await me.asks(`/api/files/${id}/drop`)).status).toBe(200);
    expect(refusalOf(await get(id, { headers: me.headers }))).toBe('file.unknown');
    await until(() => storedOf(id), (left) => left.length === 0);
    expect(refusalOf(await me.asks(`/api/files/${id}/drop`))).toBe('file.unknown');
  });

  it('by an organiser too', async () => {
    const { id } = factsOf(await bring(await account(house), pdf()));
    expect((await (await account(house, { roles: ['organiser'] })).asks(`/api/files/${id}/drop`)).status).toBe(200);
    await until(() => storedOf(id), (left) => left.length === 0);
  });

  it('with the person who brought it: no byte of it is left anywhere', async () => {
    const me = await account(house);
    const canary = `canary-${randomUUID()}`;
    const { id } = factsOf(await bring(me, pdf({ objects: [`<< /Title (${canary}) >>`] }), { name: `${canary}.pdf` }));
    expect((await house.app.get(FileStore).read(id))?.includes(canary)).toBe(true);
    expect((await me.asks('/api/account/delete')).status).toBe(200);
    await until(() => storedOf(id), (left) => left.length === 0);
    for (const name of await stored()) expect((await house.app.get(FileStore).read(name))?.includes(canary)).toBe(false);
    expect((await house.owner.query('select 1 from file where id = $1', [id])).rowCount).toBe(0);
  });

  it('where nothing names it for a day after it was found so; never what a draft, a release that is kept, or a session names', async () => {
    const [me, keeper, clock, fair] = [await account(house), house.app.get(FilesKeeper), house.app.get(MachineClock), await fairOf(house)];
    const bringOne = async (use: FileUse = 'attachment') => factsOf(await bring(me, use === 'photo' ? await photo() : pdf(), { use })).id;
    const [drafted, profiled, kept, keptPhoto, shown, later, left] = [await bringOne(), await bringOne('photo'), await bringOne(), await bringOne('photo'), await bringOne(), await bringOne(), await bringOne()];
    const draft = async (content: object) => house.owner.query(`insert into draft_item (id, fair_id, content, revision, changed, changed_by) values ($1, $2, $3, 1, now(), 'x')`, [randomUUID(), fair, JSON.stringify(content)]);
    await draft({ kind: 'session', attachments: [drafted] });
    await draft({ kind: 'speaker', photo: profiled });
    const content = { [randomUUID()]: { kind: 'session', attachments: [kept] }, [randomUUID()]: { kind: 'speaker', photo: keptPhoto } };
    await house.owner.query(`insert into release (fair_id, number, content, changes, note, made, made_by) values ($1, 900, $2, '[]', '{}', now(), 'x')`, [fair, JSON.stringify(content)]);
    await release(shown, 'attachment');
    const found = async () => (await house.owner.query<{ id: string; day: boolean }>(`select body->>'id' as id, after > now() + interval '47 hours' as day from job where name = 'file.unnamed' and done is null`)).rows.filter(({ id }) => [drafted, profiled, kept, keptPhoto, shown, later, left].includes(id));
    await keeper.sweep();
    expect(await found()).toEqual([]);
    const { now } = clock;
    moveClock(house, 25 * 3_600_000);
    await keeper.sweep();
    clock.now = now;
    expect((await found()).toSorted((a, b) => a.id.localeCompare(b.id))).toEqual([later, left].toSorted((a, b) => a.localeCompare(b)).map((id) => ({ id, day: true })));
    await draft({ kind: 'session', attachments: [later] });
    await house.owner.query(`update job set after = now() where name = 'file.unnamed'`);
    await until(() => storedOf(left), ({ length }) => length === 0);
    await until(found, ({ length }) => length === 0);
    const { rows } = await house.owner.query<{ id: string }>('select id from file where id = any($1)', [[drafted, profiled, kept, keptPhoto, shown, later, left]]);
    expect(new Set(rows.map(({ id }) => id))).toEqual(new Set([drafted, profiled, kept, keptPhoto, shown, later]));
    await house.owner.query('delete from release where number = 900');
  });

  it('where a killed server left bytes without a row, an hour later, and what has a row stays', async () => {
    const { id } = factsOf(await bring(await account(house), pdf()));
    const [orphan, store, keeper] = [randomUUID(), house.app.get(FileStore), house.app.get(FilesKeeper)];
    await store.put(orphan, Buffer.from('x'));
    await keeper.sweep();
    expect(await storedOf(orphan)).toEqual([orphan]);
    const clock = house.app.get(MachineClock);
    const { now } = clock;
    moveClock(house, 2 * 3_600_000);
    await keeper.sweep();
    clock.now = now;
    expect([await storedOf(orphan), await storedOf(id)]).toEqual([[], [id]]);
  });
});

describe('a scanner', () => {
  const infected = () => pdf({ objects: [`(${eicar})`] });
  const scanOf = async (id: string, { owner }: TestHouse) => (await owner.query<{ scan: string }>('select scan from file where id = $1', [id])).rows[0]?.scan;

  it('that is not there leaves files marked as not looked at; once there is one, it looks at them', async () => {
    const me = await account(house);
    const { id, scan } = factsOf(await bring(me, infected()));
    expect([scan, (await get(id, { headers: me.headers })).status]).toEqual(['unscanned', 200]);
  });

  it('that finds something lets nothing be kept, and tells why', async () => {
    const clamd = await openClamd();
    const guarded = await openHouse({ CLAMAV_URL: clamd.url });
    try {
      const me = await account(guarded);
      expect(refusalOf(await bring(me, infected(), { at: guarded }))).toBe('file.infected');
      expect(await stored(guarded)).toEqual([]);
      const { id, scan } = factsOf(await bring(me, pdf(), { at: guarded }));
      expect([scan, (await get(id, { headers: me.headers, at: guarded })).status, clamd.state.scanned]).toEqual(['clean', 200, 2]);
    } finally {
      await guarded.close();
      await clamd.close();
    }
  });

  it.each<[string, (clamd: Awaited<ReturnType<typeof openClamd>>) => unknown]>([
    ['is down', (clamd) => clamd.close()],
    ['says something that we do not know', (clamd) => (clamd.state.says = 'INSTREAM size limit exceeded. ERROR')],
    ['says nothing', (clamd) => (clamd.state.says = '')],
  ])('that %s holds a file: nobody gets it, not even whoever brought it or a visitor of a released session, until it was looked at', async (_what, breaks) => {
    let clamd = await openClamd();
    const { port } = clamd;
    const guarded = await openHouse({ CLAMAV_URL: clamd.url });
    try {
      await breaks(clamd);
      const me = await account(guarded);
      const organiser = await account(guarded, { roles: ['organiser'] });
      const [good, bad] = [factsOf(await bring(me, pdf(), { at: guarded })), factsOf(await bring(me, infected(), { at: guarded }))];
      expect([good.scan, bad.scan]).toEqual(['held', 'held']);
      await release(good.id, 'attachment', guarded);
      for (const headers of [{}, me.headers, organiser.headers]) expect(refusalOf(await get(good.id, { headers, at: guarded }))).toBe('file.unknown');
      const about = (headers: Record<string, string>) => guarded.call('POST', '/api/files/about', { body: { files: [good.id] }, headers });
      expect(aboutOf(await about({}))).toEqual([]);
      expect(aboutOf(await about(organiser.headers))).toMatchObject([{ scan: 'held' }]);
      await clamd.close().catch(() => undefined);
      clamd = await openClamd(port);
      expect(await until(() => scanOf(good.id, guarded), (scan) => scan !== 'held')).toBe('clean');
      expect(await until(() => scanOf(bad.id, guarded), (scan) => scan !== 'held')).toBe('infected');
      expect((await get(good.id, { at: guarded })).status).toBe(200);
      expect(refusalOf(await get(bad.id, { headers: me.headers, at: guarded }))).toBe('file.unknown');
      await until(() => storedOf(bad.id, guarded), (left) => left.length === 0);
    } finally {
      await guarded.close();
      await clamd.close().catch(() => undefined);
    }
  });

  it('that comes later looks at what nobody had looked at', async () => {
    const first = await openHouse();
    const clamd = await openClamd();
    try {
      const { id } = factsOf(await bring(await account(first), infected(), { at: first }));
      const second = await startServer({ ...first.config, CLAMAV_URL: clamd.url }, openLog('silent'));
      expect(await until(() => scanOf(id, first), (scan) => scan !== 'unscanned')).toBe('infected');
      await second.close();
    } finally {
      await first.close();
      await clamd.close();
    }
  });
});

describe('with an address of their own', () => {
  const files = 'http://files.test';
  let apart: TestHouse;
  beforeAll(async () => (apart = await openHouse({ FILES_URL: files })));
  afterAll(() => apart.close());
  const over = (path: string, headers: Record<string, string> = {}) => apart.call('GET', path, { headers });
  /** Asks as a browser does that was sent there: by the other name, without a cookie. */
  const there = (location: string) =>
    new Promise<{ status: number; headers: IncomingHttpHeaders }>((done, fail) => {
      const asked = request(`${apart.url}${location.replace(files, '')}`, { headers: { host: 'files.test' } }, (answer) => {
        answer.resume();
        answer.once('end', () => done({ status: answer.statusCode ?? 0, headers: answer.headers }));
      });
      asked.once('error', fail).end();
    });

  it('files are given out there alone, to whoever may have them, for a minute', async () => {
    const me = await account(apart);
    const { id } = factsOf(await bring(me, pdf(), { at: apart }));
    expect(refusalOf(await over(fileAddress(id)))).toBe('file.unknown');
    const sent = await over(fileAddress(id), me.headers);
    const location = sent.headers.get('location') ?? '';
    expect([sent.status, location.startsWith(`${files}${fileAddress(id)}!`)]).toEqual([302, true]);
    expect((await there(location)).status).toBe(200);
    for (const wrong of [fileAddress(id), location.slice(0, -1), `${location.slice(0, -2)}AA`, location.replace(id, randomUUID())]) expect((await there(wrong)).status).not.toBe(200);
    // Nor is it good for another one.
    const onward = await over(location.replace(files, ''));
    expect([refusalOf(onward), onward.headers.get('location')]).toEqual(['file.unknown', null]);
    const clock = apart.app.get(MachineClock);
    const { now } = clock;
    moveClock(apart, 61_000);
    expect((await there(location)).status).toBe(404);
    clock.now = now;
  });

  it('what everyone may have needs no ticket there, and pages may show it', async () => {
    const me = await account(apart);
    const { id } = factsOf(await bring(me, await photo(), { use: 'photo', at: apart }));
    await release(id, 'photo', apart);
    const sent = await over(fileAddress(id, 'small'));
    expect(sent.headers.get('location')).toBe(`${files}${fileAddress(id, 'small')}`);
    const given = await there(fileAddress(id, 'small'));
    expect([given.status, given.headers['cross-origin-resource-policy']]).toEqual([200, 'cross-origin']);
    expect((await over('/fr')).headers.get('content-security-policy')).toContain(`img-src 'self' ${files};`);
  });

  it('nothing else of the fair is there', async () => {
    for (const path of ['/fr', '/api/me', '/api/programme', '/']) expect((await there(path)).status).toBe(404);
  });
});
