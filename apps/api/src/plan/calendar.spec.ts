import { randomUUID } from 'node:crypto';
import { convertIcsCalendar } from 'ts-ics';
import { Metrics } from '../platform';
import { account } from '../testing/acting';
import { type TestHouse, nobody, openHouse, refusalOf } from '../testing/house';
import { until } from '../testing/until';

const lines: string[] = [];
let house: TestHouse;
beforeAll(async () => (house = await openHouse({ LOG_LEVEL: 'debug' }, (line) => lines.push(line))));
afterAll(() => house.close());

const read = (text: string) => convertIcsCalendar(undefined, text).events ?? [];
const get = (path: string, headers: Record<string, string> = {}) => house.call('GET', path, { headers });
const queries = async () => (await house.app.get(Metrics).queries.get()).values[0]?.value ?? 0;
const touched = async () => {
  const { version } = await house.programme();
  await house.manage('/api/sessions/panel-2/state', { to: 'doors' });
  return await until(() => house.programme(), (programme) => programme.version > version);
};

describe('the calendar of all', () => {
  it('holds every session that visitors see, by its UID, in each language', async () => {
    const { sessions } = await house.programme();
    for (const [language, title] of [['ar', 'ندوة 1'], ['fr', 'Panel 1'], ['en', 'Panel 1']] as const) {
      const said = await get(`/api/calendar/${language}/programme.ics`);
      expect([said.status, said.headers.get('content-type'), said.headers.get('content-disposition')]).toEqual([200, 'text/calendar; charset=utf-8', expect.stringContaining('programme.ics')]);
      expect(read(said.text).map(({ uid }) => uid).toSorted()).toEqual(sessions.map(({ id }) => `${id}@demo`).toSorted());
      expect(said.text).toContain(title);
    }
  });

  it('is sent once to who has it, costs a reader no query, and is the same bytes when only seats or the stage have changed', async () => {
    const first = await get('/api/calendar/fr/programme.ics');
    const etag = first.headers.get('etag') ?? '';
    const before = await queries();
    for (let turn = 0; turn < 100; turn++) {
      const again = await get('/api/calendar/fr/programme.ics', { 'if-none-match': etag });
      expect([again.status, again.text]).toEqual([304, '']);
    }
    // What looks now and then whether anyone reads or not.
    expect((await queries()) - before).toBeLessThan(30);
    await house.owner.query(`update session set taken = 1 where slug = 'phone-interview-workshop'`);
    const { sessions } = await touched();
    expect(sessions.find(({ slug }) => slug === 'panel-2')?.state).toBe('doors');
    expect((await get('/api/calendar/fr/programme.ics')).headers.get('etag')).toBe(etag);
  });

  it('shows what was moved and cancelled, with the sequence that the release counted', async () => {
    const before = (await get('/api/calendar/en/session/panel-5.ics')).text;
    await house.owner.query(`update session set delay = 20, sequence = sequence + 1 where slug = 'panel-5'`);
    await house.owner.query(`update session set state = 'cancelled', sequence = sequence + 2, since = now() where slug = 'closing'`);
    await house.manage('/api/sessions/panel-2/state', { to: 'live' });
    await until(() => house.session('panel-5'), ({ delay }) => delay === 20);
    const [was, is] = [read(before)[0], read((await get('/api/calendar/en/session/panel-5')).text)[0]];
    expect(is?.uid).toBe(was?.uid);
    expect([Number(is?.start.date) - Number(was?.start.date), Number(is?.end?.date) - Number(was?.end?.date), (is?.sequence ?? 0) - (was?.sequence ?? 0)]).toEqual([1_200_000, 1_200_000, 1]);
    const closing = read((await get('/api/calendar/en/session/closing.ics')).text)[0];
    expect(closing).toMatchObject({ status: 'CANCELLED', sequence: 2 });
    expect(Date.now() - Number(closing?.lastModified?.date)).toBeLessThan(60_000);
  });

  it('never holds a draft, and says nothing of one', async () => {
    await house.owner.query(`update session set state = 'draft', title = '{"ar": "CANARY-1"}', slug = 'canary-2' where slug = 'panel-4'`);
    await house.manage('/api/sessions/panel-2/state', { to: 'paused' });
    await until(() => house.programme(), ({ sessions }) => sessions.every(({ slug }) => slug !== 'panel-4'));
    expect((await get('/api/calendar/ar/programme.ics')).text).not.toMatch(/canary/i);
    expect(refusalOf(await get('/api/calendar/ar/session/canary-2.ics'))).toBe('session.unknown');
    expect(refusalOf(await get('/api/calendar/ar/session/nothing.ics'))).toBe('session.unknown');
    expect((await get('/api/calendar/xx/programme.ics')).status).toBe(400);
  });
});

describe('a private address', () => {
  const make = async (cookie: string, on = true) => (await house.call('POST', '/api/plan/calendar', { body: { on }, headers: { cookie } })).json as { plan: { calendar: boolean }; token: string | null };

  it('holds what is in the plan as it changes, is told once and stands nowhere else', async () => {
    const { cookie } = await house.guest();
    const { id } = await house.session('panel-1');
    await house.call('POST', '/api/plan/keep', { body: { session: id, keep: true }, headers: { cookie } });
    const { token, plan } = await make(cookie);
    expect(plan.calendar).toBe(true);
    const said = await get(`/api/calendar/fr/plan/${token}.ics`);
    expect(read(said.text).map(({ uid }) => uid)).toEqual([`${id}@demo`]);
    expect(said.headers.get('cache-control')).toContain('private');
    expect((await get(`/api/calendar/fr/plan/${token}`, { 'if-none-match': said.headers.get('etag') ?? '' })).status).toBe(304);
    await house.call('POST', '/api/plan/keep', { body: { session: id, keep: false }, headers: { cookie } });
    expect(read((await get(`/api/calendar/fr/plan/${token}`)).text)).toEqual([]);
    const kept = (await house.owner.query<{ row: string }>('select l::text as row from calendar_link l')).rows.map(({ row }) => row).join();
    expect(kept).not.toContain(token);
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.filter((line) => line.includes(token ?? ''))).toEqual([]);
  });

  it('is worth nothing once another was made or it was taken back', async () => {
    const { cookie } = await house.guest();
    const first = await make(cookie);
    const second = await make(cookie);
    expect(refusalOf(await get(`/api/calendar/fr/plan/${first.token}`))).toBe('plan.calendarUnknown');
    expect((await get(`/api/calendar/fr/plan/${second.token}`)).status).toBe(200);
    expect(await make(cookie, false)).toMatchObject({ token: null, plan: { calendar: false } });
    expect(refusalOf(await get(`/api/calendar/fr/plan/${second.token}`))).toBe('plan.calendarUnknown');
  });

  it('of whoever is gone is gone too', async () => {
    const { cookie } = await house.guest();
    const { token } = await make(cookie);
    expect((await house.call('POST', '/api/account/delete', { body: {}, headers: { cookie } })).json).toMatchObject({ rows: { calendar_link: 1 } });
    expect(refusalOf(await get(`/api/calendar/fr/plan/${token}`))).toBe('plan.calendarUnknown');
  });

  it('that is asked too often has to wait, and so does whoever guesses', async () => {
    const { cookie } = await house.guest();
    const { token } = await make(cookie);
    const often = await Promise.all(Array.from({ length: 30 }, () => get(`/api/calendar/fr/plan/${token}`)));
    expect(often.filter(({ status }) => status === 200)).toHaveLength(20);
    expect(often.filter((said) => said.status === 429 && refusalOf(said) === 'wire.tooMany')).toHaveLength(10);
    const guesses = await Promise.all(Array.from({ length: 130 }, () => get(`/api/calendar/fr/plan/${randomUUID()}`)));
    expect(guesses.some((said) => refusalOf(said) === 'wire.tooMany')).toBe(true);
  });
});

describe('the calendar of one’s own sessions', () => {
  it('holds those that one has a role in, or someone whose assistant one is, and nobody else’s', async () => {
    const [panel1, panel2] = [await house.session('panel-1'), await house.session('panel-2')];
    const speaker = await account(house, { roles: [['speaker', panel1.id], ['moderator', panel2.id], ['moderator', nobody()]] });
    const assistant = await account(house, { roles: [['assistant', speaker.id]] });
    const visitor = await account(house);
    const uids = async (who: typeof speaker) => read((await who.reads('/api/calendar/ar/mine.ics')).text).map(({ uid }) => uid).toSorted();
    const both = [panel1, panel2].map(({ id }) => `${id}@demo`).toSorted();
    expect(await uids(speaker)).toEqual(both);
    expect(await uids(assistant)).toEqual(both);
    expect(await uids(visitor)).toEqual([]);
    expect(refusalOf(await get('/api/calendar/ar/mine.ics'))).toBe('wire.forbidden');
  });
});
