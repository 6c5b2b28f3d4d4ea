import { demoRoles, Me, secondFactorRoles } from '@siccam/contract';
import { writings } from '../testing/walk';
import { moveClock, someone } from '../testing/someone';
import { openHouse, refusalOf, type Said, type TestHouse } from '../testing/house';
import { until } from '../testing/until';
import { Client } from 'pg';
import { type DemoRole, demoId, enterable } from './demo.people';

let house: TestHouse;
beforeAll(async () => (house = await openHouse({ SOCKETS_PER_ADDRESS: '60' })));
afterAll(() => house.close());
afterEach(() => moveClock(house, 0));

const minute = 60_000;
const cookieOf = ({ headers }: Said) => headers.get('set-cookie')?.split(';')[0] ?? '';
const heard = ({ status, json }: Said) => (status === 200 ? 'in' : (json as { refusal: string }).refusal);

async function enter(as: DemoRole, cookie?: string) {
  const said = await house.call('POST', '/api/demo/enter', { body: { as }, headers: cookie ? { cookie } : {} });
  const headers = { cookie: cookieOf(said) };
  return { said, me: Me.parse(said.json), headers, post: (path: string, body: object = {}) => house.call('POST', path, { body, headers }), get: (path: string) => house.call('GET', path, { headers }) };
}
const codeOf = async ({ post }: Pick<Awaited<ReturnType<typeof enter>>, 'post'>) => ((await post('/api/demo/code')).json as { code: string }).code;

describe('entering as an invented person', () => {
  it.each(demoRoles)('as %s: signed in at once, as them, with the factors that their roles ask for', async (as) => {
    const { me, get } = await enter(as);
    const two = me.roles.some(({ role }) => secondFactorRoles.includes(role));
    expect(me).toMatchObject({ kind: 'person', id: demoId(enterable[as]), demo: true, signIn: { factors: two ? 'two' : 'one', secondFactorNeeded: false, secondFactorReady: two } });
    expect(me.signIn?.confirmedUntil).not.toBeNull();
    expect(me.roles.map(({ role }) => role)).toEqual({ visitor: [], speaker: ['speaker'], assistant: ['assistant', 'assistant'], moderator: ['moderator', 'moderator'], organiser: ['organiser'] }[as]);
    expect((await get('/api/me')).json).toEqual(me);
  });

  it('opens what is theirs: the desk to the organiser, the officials to their assistant, the panel to its moderator', async () => {
    const [organiser, assistant, moderator] = [await enter('organiser'), await enter('assistant'), await enter('moderator')];
    const found = (await organiser.post('/api/desk/people', { search: '', filter: 'all', page: 0 })).json as { people: { demo: boolean }[] };
    expect(found.people.length).toBeGreaterThan(20);
    const mine = (await assistant.get('/api/account/officials')).json as { officials: { person: string; confirmed: string | null }[] };
    expect(mine.officials.map(({ person, confirmed }) => [person, confirmed !== null])).toEqual([[demoId('office-1'), true], [demoId('office-2'), false]]);
    expect(heard(await moderator.post('/api/sessions/panel-2/state', { to: 'doors' }))).toBe('in');
    expect(heard(await moderator.post('/api/sessions/panel-3/state', { to: 'doors' }))).toBe('wire.forbidden');
  });

  it('again, as somebody else, ends the sign-in that this browser had', async () => {
    const visitor = await enter('visitor');
    const speaker = await enter('speaker', visitor.headers.cookie);
    expect(speaker.me.id).toBe(demoId('claire-m'));
    await until(async () => heard(await visitor.get('/api/account')), (one) => one === 'wire.forbidden', 2000);
    expect(heard(await speaker.get('/api/account'))).toBe('in');
  });

  it('brings back whoever was deleted while it was tried out, and nobody else', async () => {
    await house.owner.query(`update person set name = '{"latin": "Changed"}' where id = $1`, [demoId('nadia-f')]);
    await house.owner.query('delete from person where id = $1', [demoId('salma-b')]);
    expect((await enter('visitor')).me.name).toEqual({ ar: 'سلمى ب.', latin: 'Salma B.' });
    expect((await enter('moderator')).me.name).toEqual({ latin: 'Changed' });
  });

  it('is closed while the organiser keeps them out', async () => {
    const { post } = await enter('organiser');
    expect(heard(await post(`/api/desk/people/${demoId('claire-m')}/ban`))).toBe('in');
    const closed = await house.call('POST', '/api/demo/enter', { body: { as: 'speaker' } });
    expect(refusalOf(closed)).toBe('people.banned');
    await post(`/api/desk/people/${demoId('claire-m')}/unban`);
    expect((await enter('speaker')).me.id).toBe(demoId('claire-m'));
  });

  it('gives an invented person another secret where theirs was sealed under another key', async () => {
    await enter('organiser');
    await house.owner.query(`update person set factor_secret = '\\x00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff' where id = $1`, [demoId('organiser-1')]);
    const organiser = await enter('organiser');
    expect(heard(await organiser.post('/api/enter/second', { code: await codeOf(organiser) }))).toBe('in');
  });
});

describe('entering while the person is being deleted', () => {
  it('is refused for a moment, and is no fault', async () => {
    const other = new Client({ connectionString: house.ownerUrl });
    await other.connect();
    await other.query('begin');
    await other.query('delete from person where id = $1', [demoId(enterable.visitor)]);
    const entering = house.call('POST', '/api/demo/enter', { body: { as: 'visitor' } });
    await until(async () => (await house.owner.query(`select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`)).rowCount, Boolean);
    await other.query('commit');
    await other.end();
    expect(refusalOf(await entering)).toBe('wire.unavailable');
    expect(heard(await house.call('POST', '/api/demo/enter', { body: { as: 'visitor' } }))).toBe('in');
  });
});

describe('the telephone of an invented person', () => {
  it('shows a code that confirms, and the next one once that was used', async () => {
    const organiser = await enter('organiser');
    moveClock(house, 6 * minute);
    expect(heard(await organiser.post('/api/account/device'))).toBe('people.confirmNeeded');
    const code = await codeOf(organiser);
    expect(heard(await organiser.post('/api/enter/confirm', { code }))).toBe('in');
    expect(heard(await organiser.post('/api/account/device'))).toBe('in');
    const next = await codeOf(organiser);
    expect(next).not.toBe(code);
    expect(heard(await organiser.post('/api/enter/confirm', { code: next }))).toBe('in');
    const none = await organiser.post('/api/demo/code');
    expect(heard(none)).toBe('wire.tooMany');
    const wait = Number(none.headers.get('retry-after'));
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(30);
    moveClock(house, 6 * minute + wait * 1000);
    expect(heard(await organiser.post('/api/enter/confirm', { code: await codeOf(organiser) }))).toBe('in');
  });

  it('is nobody’s who is not invented, or has no second factor', async () => {
    const visitor = await enter('visitor');
    expect(heard(await visitor.post('/api/demo/code'))).toBe('wire.unknown');
    const real = await someone(house, { role: 'organiser' });
    const post = (path: string, body: object = {}) => house.call('POST', path, { body, headers: real.headers });
    const { secret } = (await post('/api/account/factor')).json as { secret: string };
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    await house.owner.query('update person set factor_since = now() where id = $1', [real.person]);
    expect(heard(await post('/api/demo/code'))).toBe('wire.unknown');
  });
});

describe('a real fair', () => {
  beforeAll(() => house.owner.query('update fair set demo = false where current'));
  afterAll(() => house.owner.query('update fair set demo = true where current'));

  it.each(demoRoles)('knows no door that lets one enter as %s, also where the invented people are still there', async (as) => {
    const before = await writings(house);
    expect(refusalOf(await house.call('POST', '/api/demo/enter', { body: { as } }))).toBe('wire.unknown');
    expect(await writings(house)).toEqual(before);
  });

  it('tells nobody a code', async () => {
    await house.owner.query('update fair set demo = true where current');
    const organiser = await enter('organiser');
    await house.owner.query('update fair set demo = false where current');
    expect(heard(await organiser.post('/api/demo/code'))).toBe('wire.unknown');
  });
});

describe('a flood', () => {
  it('from one address is slowed', async () => {
    const all = await Promise.all(Array.from({ length: 70 }, () => house.call('POST', '/api/demo/enter', { body: { as: 'visitor' } })));
    expect(all.map(heard)).toContain('wire.tooMany');
  });
});
