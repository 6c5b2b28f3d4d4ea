import { randomUUID } from 'node:crypto';
import type { Plan } from '@siccam/contract';
import { Metrics } from '../platform';
import { type Acting, account } from '../testing/acting';
import { type TestHouse, nobody, openHouse, refusalOf } from '../testing/house';
import { until } from '../testing/until';
import { SeatsService } from './seats.service';

let house: TestHouse;
beforeAll(async () => (house = await openHouse({ TRUST_PROXY: '1' })));
afterAll(() => house.close());

type Guest = { id: string; says: (door: string, session: string) => Promise<{ status: number; plan: Plan; refusal: string }>; plan: () => Promise<Plan> };

let networks = 0;
/** Each from a network of their own, unless told. */
async function guest(from = `198.51.${(networks += 1) % 250}.${Math.floor(networks / 250)}`): Promise<Guest> {
  const { cookie, id } = await house.guest();
  return {
    id,
    says: async (door, session) => {
      const said = await house.call('POST', `/api/plan/${door}`, { body: { session }, headers: { cookie, 'x-forwarded-for': from } });
      return { status: said.status, plan: said.json as Plan, refusal: said.status === 200 ? '' : refusalOf(said) };
    },
    plan: async () => (await house.call('GET', '/api/plan', { headers: { cookie } })).json as Plan,
  };
}
const guests = (count: number) => Promise.all(Array.from({ length: count }, () => guest()));
const stateOf = (plan: Plan, session: string) => plan.seats.find((seat) => seat.session === session);

/** A released session of its own with so many seats. */
async function room(capacity: number | null, over: { state?: string; starts?: string; ends?: string } = {}): Promise<string> {
  const id = randomUUID();
  await house.owner.query(
    `insert into session select (jsonb_populate_record(s, jsonb_build_object('id', $1::text, 'slug', $2::text, 'capacity', $3::int, 'taken', 0, 'waiting', 0, 'state', $4::text, 'starts', coalesce($5, s.starts), 'ends', coalesce($6, s.ends)))).* from session s where s.slug = 'panel-4'`,
    [id, `room-${id.slice(0, 8)}`, capacity, over.state ?? 'released', over.starts ?? null, over.ends ?? null],
  );
  return id;
}
const figures = async (session: string) => (await house.owner.query<{ taken: number; waiting: number }>('select taken, waiting from session where id = $1', [session])).rows[0];
const seats = async (session: string) => (await house.owner.query<{ person: string; state: string }>('select person, state from seat where session_id = $1 order by since', [session])).rows;
/** Lets an offer have been made longer ago. */
const overdue = (session: string) => house.owner.query(`update seat set until = now() - interval '1 second' where session_id = $1 and state = 'offered'`, [session]);

describe('a seat', () => {
  it('is one effect, whoever of fifty comes for the last one at once; the others wait in order', async () => {
    const session = await room(3);
    const all = await guests(52);
    for (const one of all.splice(0, 2)) expect(stateOf((await one.says('seat', session)).plan, session)?.state).toBe('seat');
    const said = await Promise.all(all.map((one) => one.says('seat', session)));
    expect(said.map(({ status }) => status)).toEqual(all.map(() => 200));
    const states = said.map(({ plan }) => stateOf(plan, session));
    expect(states.filter((one) => one?.state === 'seat')).toHaveLength(1);
    const places = states.flatMap((one) => (one?.state === 'waiting' ? [one.place] : []));
    expect(places.toSorted((a, b) => Number(a) - Number(b))).toEqual(Array.from({ length: 49 }, (_none, place) => place + 1));
    expect(await figures(session)).toEqual({ taken: 3, waiting: 49 });
  });

  it('goes to few guests of one network, to everyone else there who asks again, and to whoever has an account', async () => {
    const session = await room(100);
    const here = '203.0.113.9';
    const all = await Promise.all(Array.from({ length: 21 }, () => guest(here)));
    const said = await Promise.all(all.map((one) => one.says('seat', session)));
    expect(said.filter(({ status }) => status === 200)).toHaveLength(20);
    expect(said.filter(({ refusal }) => refusal === 'wire.tooMany')).toHaveLength(1);
    const inside = all[said.findIndex(({ status }) => status === 200)];
    expect((await inside?.says('seat', session))?.status).toBe(200);
    const { cookie } = await account(house);
    expect((await house.call('POST', '/api/plan/seat', { body: { session }, headers: { cookie, 'x-forwarded-for': here } })).status).toBe(200);
    expect((await (await guest()).says('seat', session)).status).toBe(200);
  });

  it('that many wait for holds up nobody who asks for something else', async () => {
    const session = await room(10);
    const [all, other] = [await guests(50), await guest()];
    // As long as a decision about this session goes on elsewhere, nobody here gets any further.
    await house.owner.query('begin');
    await house.owner.query('select 1 from session where id = $1 for update', [session]);
    const taking = Promise.all(all.map((one) => one.says('seat', session)));
    try {
      await until(async () => (await house.owner.query('select 1 from pg_locks where not granted')).rowCount, (waiting) => waiting !== 0);
      expect((await other.plan()).seats).toEqual([]);
    } finally {
      await house.owner.query('commit');
    }
    expect(new Set((await taking).map(({ status }) => status))).toEqual(new Set([200]));
    expect(await figures(session)).toEqual({ taken: 10, waiting: 40 });
  });

  it('is one, however often it is asked for, and puts the session into the plan', async () => {
    const session = await room(5);
    const me = await guest();
    const said = await Promise.all(Array.from({ length: 20 }, () => me.says('seat', session)));
    expect(new Set(said.map(({ status }) => status))).toEqual(new Set([200]));
    expect(await figures(session)).toEqual({ taken: 1, waiting: 0 });
    expect((await me.plan()).sessions).toContain(session);
  });

  it.each<[string, number | null, Parameters<typeof room>[1], string]>([
    ['is not limited', null, {}, 'plan.noSeats'],
    ['was cancelled', 5, { state: 'cancelled' }, 'session.notAllowedNow'],
    ['is over', 5, { state: 'ended' }, 'session.notAllowedNow'],
    ['was never opened and has passed', 5, { starts: '2020-01-17T09:00', ends: '2020-01-17T10:00' }, 'session.notAllowedNow'],
    ['is a draft', 5, { state: 'draft' }, 'session.unknown'],
  ])('is refused where it %s, and nothing is kept', async (_what, capacity, over, refusal) => {
    const session = await room(capacity, over);
    const me = await guest();
    expect((await me.says('seat', session)).refusal).toBe(refusal);
    expect([await me.plan(), await seats(session)]).toEqual([{ sessions: [], seats: [], calendar: false, reminders: false }, []]);
  });

  it.each(['seat', 'leave', 'accept'])('%s of a session that nobody knows, or of another fair, is refused', async (door) => {
    const me = await guest();
    const other = await room(5);
    await house.owner.query(`insert into fair select (jsonb_populate_record(f, jsonb_build_object('id', gen_random_uuid(), 'slug', gen_random_uuid(), 'current', false))).* from fair f where f.current`);
    await house.owner.query('update session set fair_id = (select id from fair where not current limit 1) where id = $1', [other]);
    expect((await me.says(door, nobody())).refusal).toBe('session.unknown');
    expect((await me.says(door, other)).refusal).toBe('session.unknown');
  });

  it('that is given back is offered to the next, who takes it; nobody passes those who wait', async () => {
    const session = await room(1);
    const [first, second, third, late] = (await guests(4)) as [Guest, Guest, Guest, Guest];
    for (const one of [first, second, third]) await one.says('seat', session);
    expect(stateOf(await third.plan(), session)).toMatchObject({ state: 'waiting', place: 2, until: null });
    await first.says('leave', session);
    const offered = stateOf(await second.plan(), session);
    expect(offered?.state).toBe('offered');
    expect(Date.parse(offered?.until ?? '') - Date.now()).toBeGreaterThan(9 * 60_000);
    expect(stateOf((await late.says('seat', session)).plan, session)).toMatchObject({ state: 'waiting', place: 2 });
    expect((await third.says('accept', session)).refusal).toBe('plan.offerOver');
    expect(stateOf((await second.says('accept', session)).plan, session)?.state).toBe('seat');
    expect(stateOf((await second.says('accept', session)).plan, session)?.state).toBe('seat');
    expect(await figures(session)).toEqual({ taken: 1, waiting: 2 });
  });

  it('that was offered too long ago goes on to the next by itself, and is worth nothing to who comes late', async () => {
    const session = await room(1);
    const [first, second, third] = (await guests(3)) as [Guest, Guest, Guest];
    for (const one of [first, second, third]) await one.says('seat', session);
    await first.says('leave', session);
    await overdue(session);
    expect((await second.says('accept', session)).refusal).toBe('plan.offerOver');
    await until(() => third.plan(), (plan) => stateOf(plan, session)?.state === 'offered');
    expect(stateOf(await second.plan(), session)).toBeUndefined();
    expect(await figures(session)).toEqual({ taken: 1, waiting: 0 });
  });

  it('that is free after all goes to whoever takes it at once, and fifty who leave at once free exactly theirs', async () => {
    const session = await room(50);
    const all = await guests(60);
    for (const one of all) await one.says('seat', session);
    await Promise.all(all.slice(0, 50).map((one) => one.says('leave', session)));
    expect(await figures(session)).toEqual({ taken: 10, waiting: 0 });
    expect((await seats(session)).every(({ state }) => state === 'offered')).toBe(true);
    await Promise.all(all.slice(50).map((one) => one.says('accept', session)));
    expect(stateOf((await (await guest()).says('seat', session)).plan, session)?.state).toBe('seat');
    expect(await figures(session)).toEqual({ taken: 11, waiting: 0 });
  });

  it('is kept when the room becomes smaller; a larger one is offered to those who wait, and one without limit is everybody’s', async () => {
    const session = await room(2);
    const all = await guests(4);
    for (const one of all) await one.says('seat', session);
    await house.owner.query('update session set capacity = 1 where id = $1', [session]);
    await (all[3] as Guest).says('leave', session);
    expect((await seats(session)).map(({ state }) => state)).toEqual(['seat', 'seat', 'waiting']);
    await house.owner.query('update session set capacity = 3 where id = $1', [session]);
    const late = await guest();
    expect(stateOf((await late.says('seat', session)).plan, session)?.state).toBe('waiting');
    await until(() => seats(session), (rows) => rows.map(({ state }) => state).join() === 'seat,seat,offered,waiting');
    await house.owner.query('update session set capacity = null where id = $1', [session]);
    await until(() => seats(session), (rows) => rows.every(({ state }) => state === 'seat'));
  });

  it('is not offered in a session that was cancelled, and is again once that is taken back', async () => {
    const session = await room(1);
    const [first, second] = (await guests(2)) as [Guest, Guest];
    for (const one of [first, second]) await one.says('seat', session);
    await house.owner.query(`update session set state = 'cancelled' where id = $1`, [session]);
    await first.says('leave', session);
    expect((await seats(session)).map(({ state }) => state)).toEqual(['waiting']);
    await house.owner.query(`update session set state = 'released' where id = $1`, [session]);
    await until(() => seats(session), (rows) => rows[0]?.state === 'offered');
  });

  it('of whoever erased themselves goes to the next by itself', async () => {
    const session = await room(1);
    const me: Acting = await account(house);
    const next = await guest();
    await me.asks('/api/plan/seat', { session });
    await next.says('seat', session);
    expect((await me.asks('/api/account/delete')).json).toMatchObject({ rows: { seat: 1, plan_entry: 1 } });
    await until(() => next.plan(), (plan) => stateOf(plan, session)?.state === 'offered');
    expect(await figures(session)).toEqual({ taken: 1, waiting: 0 });
  });
});

describe('a ban', () => {
  it.each(['seat', 'waiting', 'offered'])('takes what somebody has (%s), and the next gets what is free', async (state) => {
    const session = await room(1);
    const [me, next, last] = [await account(house), await guest(), await guest()];
    const mine = () => me.asks('/api/plan/seat', { session });
    if (state === 'seat') await mine();
    await next.says('seat', session);
    if (state !== 'seat') await mine();
    await last.says('seat', session);
    if (state === 'offered') await next.says('leave', session);
    expect((await seats(session)).find(({ person }) => person === me.id)?.state).toBe(state);
    const organiser = await account(house, { roles: ['organiser'] });
    expect((await organiser.asks(`/api/desk/people/${me.id}/ban`)).status).toBe(200);
    await until(() => seats(session), (rows) => rows.every(({ person }) => person !== me.id));
    const then = { seat: [['offered', 'waiting'], { taken: 1, waiting: 1 }], waiting: [['seat', 'waiting'], { taken: 1, waiting: 1 }], offered: [['offered'], { taken: 1, waiting: 0 }] }[state];
    expect([(await seats(session)).map((one) => one.state), await figures(session)]).toEqual(then);
    // What a ban ended stays ended.
    await house.owner.query('update ban set lifted = now() where person = $1', [me.id]);
    house.app.get(SeatsService).wake();
    expect((await seats(session)).some(({ person }) => person === me.id)).toBe(false);
  });
});

describe('the programme', () => {
  it('shows what is taken, with a version a second at most, however many take', async () => {
    const session = await room(40);
    await house.manage('/api/sessions/panel-1/state', { to: 'doors' });
    await until(() => house.programme(), ({ sessions }) => sessions.some(({ id }) => id === session));
    const rebuilds = async () => (await house.app.get(Metrics).rebuilds.get()).values[0]?.value ?? 0;
    const [before, began] = [await rebuilds(), Date.now()];
    const all = await guests(60);
    for (const one of all) await one.says('seat', session);
    const seen = await until(() => house.programme(), ({ sessions }) => sessions.find(({ id }) => id === session)?.seats?.waiting === 20);
    expect(seen.sessions.find(({ id }) => id === session)?.seats).toEqual({ capacity: 40, taken: 40, waiting: 20 });
    expect((await rebuilds()) - before).toBeLessThanOrEqual(2 + (Date.now() - began) / 1000);
  });

  it('has a new version for who is offered a seat, though one who left and one who came make the figures what they were', async () => {
    const session = await room(1);
    await house.manage('/api/sessions/panel-1/state', { to: 'live' });
    const [me, next] = [await guest(), await guest()];
    await me.says('seat', session);
    await until(() => house.programme(), ({ sessions }) => sessions.find(({ id }) => id === session)?.seats?.taken === 1);
    const { version } = await house.programme();
    await next.says('seat', session);
    await me.says('leave', session);
    const after = await until(() => house.programme(), (programme) => programme.version > version);
    expect([after.sessions.find(({ id }) => id === session)?.seats, (await seats(session)).map(({ state }) => state)]).toEqual([{ capacity: 1, taken: 1, waiting: 0 }, ['offered']]);
  });

  it('has a new version for who was offered a seat by a server that was killed before it told of that', async () => {
    const session = await room(1);
    const [me, next] = await guests(2) as [Guest, Guest];
    await me.says('seat', session);
    await next.says('seat', session);
    const { version } = await house.programme();
    // What its decision leaves: the figures are what they were.
    await house.owner.query(`update seat set state = case state when 'seat' then 'waiting' else 'offered' end, until = case state when 'waiting' then now() + interval '10 minutes' end where session_id = $1`, [session]);
    await until(async () => (await house.owner.query<{ told: boolean }>(`select told from seat where session_id = $1 and state = 'offered'`, [session])).rows[0]?.told, (told) => told === true);
    await until(() => house.programme(), (programme) => programme.version > version);
    expect([stateOf(await next.plan(), session)?.state, await figures(session)]).toEqual(['offered', { taken: 1, waiting: 1 }]);
  });
});
