import { fairNow } from '@siccam/contract';
import { type TestHouse, openHouse } from '../testing/house';
import { until } from '../testing/until';
import { openAsOwner, prepare } from '../prepare';
import { demoSessions, demoUnplaced } from './demo.data';
import { nextFairDays, readMoment, standingAt } from './demo.rules';
import { seed } from './demo.seed';

const zone = 'Africa/Casablanca';

describe('the demonstration', () => {
  let house: TestHouse;
  beforeAll(async () => (house = await openHouse()));
  afterAll(() => house.close());

  it('begins twenty minutes into the first panel: one session over, one live since its hour, one next', async () => {
    const source = await openAsOwner(house.ownerUrl);
    await prepare(source, 'siccam_app', 'demo');
    await source.destroy();
    const { sessions, fair } = await until(() => house.programme(), ({ sessions: seen }) => seen.some(({ state }) => state === 'live'));
    const find = (slug: string) => sessions.find((session) => session.slug === slug);
    expect(['opening', 'panel-1', 'panel-2', 'hiring-hour', 'panel-5'].map((slug) => find(slug)?.state)).toEqual(['ended', 'live', 'released', 'released', 'cancelled']);
    const shows = (moment: number) => new Intl.DateTimeFormat('fr-MA', { timeZone: zone, weekday: 'long', hour: '2-digit', minute: '2-digit' }).format(moment);
    expect(shows(Date.parse(fair.clock.fairAt))).toMatch(/vendredi.*11:05/);
    const since = (slug: string) => fairNow(fair.clock, Date.parse(find(slug)?.since ?? ''));
    expect([shows(since('panel-1')), shows(since('opening'))]).toEqual([expect.stringContaining('10:45'), expect.stringContaining('10:30')]);
  });

  it('starts again at another moment, with every session where it then stands, and nobody on air', async () => {
    await house.owner.query(`update session set state = 'live', on_air = array[gen_random_uuid()] where slug = 'panel-1'`);
    const source = await openAsOwner(house.ownerUrl);
    await prepare(source, 'siccam_app', 'demo', { day: 1, time: '15:10' });
    await source.destroy();
    const { rows } = await house.owner.query<{ slug: string; state: string; on_air: string[] }>('select slug, state, on_air from session');
    const stateOf = (slug: string) => rows.find((row) => row.slug === slug)?.state;
    expect([stateOf('panel-1'), stateOf('panel-4'), stateOf('signing-saccom'), stateOf('panel-5')]).toEqual(['ended', 'ended', 'released', 'cancelled']);
    expect(rows.flatMap(({ on_air }) => on_air)).toEqual([]);
  });

  it('has a draft, and what was published of it is what visitors read; beside it are sessions without a place', async () => {
    const { rows } = await house.owner.query<{ kind: string; count: number; placed: number }>(
      `select content->>'kind' as kind, count(*)::int, count(content->>'starts')::int as placed from draft_item d join fair f on f.id = d.fair_id and f.current group by 1 order by 1`,
    );
    expect(rows).toMatchObject([{ kind: 'fair', count: 1 }, { kind: 'session', count: demoSessions.length + demoUnplaced.length, placed: demoSessions.length }, { kind: 'speaker' }, { kind: 'stage', count: 2 }]);
    const published = await house.owner.query<{ id: string; starts: string }>(`select e.key as id, e.value->>'starts' as starts from release r, jsonb_each(r.content) e where r.number = 1 and e.value->>'kind' = 'session' order by 1`);
    const shown = await house.owner.query<{ id: string; starts: string }>(`select id, starts from session where state <> 'draft' order by id`);
    expect(published.rows).toEqual(shown.rows);
    const seats = await house.owner.query(`select s.taken, s.waiting, count(*) filter (where x.state = 'seat')::int as seats, count(*) filter (where x.state = 'waiting')::int as queue from session s join seat x on x.session_id = s.id group by s.id`);
    expect(seats.rows).toEqual([{ taken: 40, waiting: 3, seats: 40, queue: 3 }]);
  });

  it('a week later has moved with all its draft and all that was published', async () => {
    const days = async () => (await house.owner.query<{ days: string[]; draft: string[]; released: string[]; shown: string[] }>(
      `select f.days, array(select distinct left(content->>'starts', 10) from draft_item where content->>'starts' is not null order by 1) as draft,
         array(select distinct left(e.value->>'starts', 10) from release r, jsonb_each(r.content) e where e.value->>'starts' is not null order by 1) as released,
         array(select distinct left(starts, 10) from session where state <> 'draft' order by 1) as shown from fair f where f.current`,
    )).rows[0];
    const before = await days();
    const source = await openAsOwner(house.ownerUrl);
    await source.transaction((sql) => seed(sql, 'demo', { day: 0, time: '08:00' }, Date.now() + 7 * 86_400_000));
    const after = await days();
    expect(after?.days).toEqual(nextFairDays(Date.now() + 7 * 86_400_000, zone));
    for (const moved of [after?.draft, after?.released, after?.shown]) expect(moved).toEqual(after?.days);
    expect(after).not.toEqual(before);
    await prepare(source, 'siccam_app', 'demo', { day: 0, time: '08:00' });
    expect(await days()).toEqual(before);
    await source.destroy();
  });

  it('without sessions is an empty fair that bots have no rights in', async () => {
    const source = await openAsOwner(house.ownerUrl);
    await prepare(source, 'siccam_app', 'empty');
    const { rows } = await house.owner.query(`select f.demo, (select count(*)::int from session s where s.fair_id = f.id) as sessions,
      (select count(*)::int from role_held r where r.fair_id = f.id) as roles from fair f where f.current`);
    expect(rows).toEqual([{ demo: false, sessions: 0, roles: 0 }]);
    await prepare(source, 'siccam_app', 'demo');
    await source.destroy();
  });

  it('shows officials by office only, marks invented people, and speaks three languages everywhere', () => {
    const text = JSON.stringify(demoSessions);
    expect(text).not.toMatch(/Sabri|Mrabet|صبري|مرابط/);
    for (const { title, summary, people } of demoSessions) {
      for (const words of [title, summary, ...people.flatMap(({ name, title: theirs, short, initials }) => [name, theirs, short, initials])]) {
        expect(Object.keys(words).sort()).toEqual(['ar', 'en', 'fr']);
        expect(Object.values(words).every(Boolean)).toBe(true);
      }
      for (const person of people.filter(({ shape }) => shape === 'person')) expect(person.fictional).toBe(true);
    }
  });

  it('has the awkward cases: late, replaced, without English, cancelled, a very long title, a full workshop', () => {
    expect(demoSessions.some(({ delay }) => delay === 20)).toBe(true);
    expect(demoSessions.some(({ people }) => people.some(({ replaces }) => replaces))).toBe(true);
    expect(demoSessions.some(({ kind, spoken, interpreted }) => kind === 'panel' && ![...spoken, ...interpreted].includes('en'))).toBe(true);
    expect(demoSessions.some(({ cancelled }) => cancelled)).toBe(true);
    expect(Math.max(...demoSessions.map(({ title }) => (title.fr ?? '').length))).toBeGreaterThanOrEqual(110);
    expect(demoSessions.some(({ seats }) => seats && seats.taken === seats.capacity && seats.waiting > 0)).toBe(true);
  });

  it('lets nobody speak on Friday between 12:30 and 14:30', () => {
    const during = demoSessions.filter(({ day, from, to, delay, kind }) => day === 0 && kind !== 'break' && later(from, delay ?? 0) < '14:30' && later(to, delay ?? 0) > '12:30');
    expect(during).toEqual([]);

    function later(time: string, minutes: number): string {
      const total = Number(time.slice(0, 2)) * 60 + Number(time.slice(3)) + minutes;
      return `${String(Math.floor(total / 60)).padStart(2, '0')}:${String(total % 60).padStart(2, '0')}`;
    }
  });
});

describe('the days of the fair', () => {
  it.each([
    ['a Tuesday', '2026-11-24T21:00:00Z', ['2026-11-27', '2026-11-28']],
    ['the Friday itself', '2026-11-27T08:00:00Z', ['2026-11-27', '2026-11-28']],
    ['the Saturday', '2026-11-28T08:00:00Z', ['2026-12-04', '2026-12-05']],
    ['late on Thursday in Oujda, already Friday there', '2026-11-26T23:30:00Z', ['2026-11-27', '2026-11-28']],
    ['within Ramadan', '2027-02-12T12:00:00Z', ['2027-03-12', '2027-03-13']],
    ['just before Ramadan', '2026-02-14T12:00:00Z', ['2026-03-20', '2026-03-21']],
  ])('after %s are the next Friday and Saturday outside Ramadan', (_when, now, days) => {
    expect(nextFairDays(Date.parse(now), zone)).toEqual(days);
  });

  it.each([
    ['fri 11:05', { day: 0, time: '11:05' }],
    ['Saturday 9:40', { day: 1, time: '09:40' }],
    ['sun 10:00', null],
    ['fri 24:00', null],
    ['fri', null],
    ['', null],
  ])('%p is read as %p', (text, moment) => expect(readMoment(text)).toEqual(moment));

  it('finds over what has ended, live what runs on a stage, and leaves the rest to decisions', () => {
    const at = Date.parse('2026-11-27T10:05:00Z');
    const session = { kind: 'panel', starts: '2026-11-27T10:45', ends: '2026-11-27T11:40', delay: 0, state: 'released' } as const;
    const stateOf = (change: object) => standingAt({ ...session, ...change }, at, zone).state;
    expect(stateOf({})).toBe('live');
    expect(stateOf({ delay: 30 })).toBe('released');
    expect(stateOf({ ends: '2026-11-27T11:05' })).toBe('ended');
    expect(stateOf({ kind: 'break' })).toBe('released');
    expect(stateOf({ state: 'cancelled' })).toBe('cancelled');
  });
});
