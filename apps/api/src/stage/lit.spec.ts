import { type Fact, type Frame, type StageView, told } from '@siccam/contract';
import { type Connected, Database, LiveKit, openLog } from '../platform';
import { type Running, startServer } from '../server';
import { type TestHouse, asks, openHouse } from '../testing/house';
import { until } from '../testing/until';
import { StageKeeper, writeLit } from './stage.keeper';
import { personIdentity } from './stage.rules';

let house: TestHouse;
let session: { id: string; person: string };
let there: Connected[];

const litFacts = async () =>
  (await house.owner.query<{ body: { lit: boolean | null } }>(`select body from fact where topic = $1 and name = 'stage.lit' order by number`, [`session:${session.id}`])).rows.map(({ body }) => body.lit);
const view = async (url = house.url) => (await (await fetch(`${url}/api/sessions/panel-2/stage`)).json()) as StageView;

/** LiveKit's list of the room as this test wants it, or none. */
const lists = (app: Running['app'], connected: () => Promise<Connected[]>) => Object.assign(app.get(LiveKit), { connected });
const sending = (publishing: boolean): Connected => ({ identity: personIdentity(session.person), canPublish: true, hidden: false, publishing });

beforeEach(async () => {
  house = await openHouse();
  const { id, people } = await house.session('panel-2');
  session = { id, person: people[0]?.id ?? '' };
  await house.owner.query(`update session set state = 'live', on_air = $2 where id = $1`, [id, [session.person]]);
  there = [];
  lists(house.app, async () => there);
  await becomes(false);
});
afterEach(() => house.close());

/** Looks until the stage is written to be so. */
const becomes = async (lit: boolean | null) => {
  house.app.get(StageKeeper).wake();
  return await until(view, (seen) => seen.lit === lit);
};

it('a stage is lit while someone on air publishes, and dark when they stop or are gone', async () => {
  const socket = await house.socket();
  await asks(socket, 'feed.enter', { topic: `session:${session.id}` });
  const heard: Fact[] = [];
  socket.on(told.frame, ({ facts }: Frame) => heard.push(...facts));
  there = [sending(true)];
  const lit = await becomes(true);
  there = [sending(false)];
  await becomes(false);
  there = [sending(true)];
  await becomes(true);
  there = [];
  const dark = await becomes(false);
  expect(Date.parse(dark.litSince)).toBeGreaterThan(Date.parse(lit.litSince));
  await until(() => heard, (facts) => facts.length >= 4);
  expect(heard.map(({ name, body }) => name === 'stage.lit' && body.lit)).toEqual([true, false, true, false]);
  expect(heard.at(-1)).toEqual({ name: 'stage.lit', body: { session: session.id, lit: false, since: dark.litSince } });
});

it('a stage is neither while LiveKit does not answer, which is said once', async () => {
  there = [sending(true)];
  await becomes(true);
  const keeper = house.app.get(StageKeeper);
  lists(house.app, () => Promise.reject(new Error('no answer')));
  await becomes(null);
  // Another server sees more than this one: it is not contradicted.
  await house.owner.query('update session set lit = true where id = $1', [session.id]);
  let looks = 0;
  lists(house.app, () => ((looks += 1), Promise.reject(new Error('no answer'))));
  await until(() => (keeper.wake(), looks), (count) => count >= 2);
  expect((await view()).lit).toBe(true);
  lists(house.app, async () => there);
  there = [];
  await becomes(false);
  expect(await litFacts()).toEqual([false, true, null, false]);
});

it('a server that starts without LiveKit shows no picture that an earlier one has seen', async () => {
  there = [sending(true)];
  await becomes(true);
  const later = await startServer({ ...house.config, LIVEKIT_URL: 'ws://127.0.0.1:9' }, openLog('silent'));
  try {
    expect((await view(later.url)).lit).toBeNull();
  } finally {
    await later.close();
  }
});

it('two servers that see the same at once write one fact', async () => {
  const other = await startServer(house.config, openLog('silent'));
  try {
    lists(other.app, async () => there);
    there = [sending(true)];
    const databases = [house.app, other.app].map((app) => app.get(Database));
    await Promise.all(databases.map((database) => database.decide((tx) => writeLit(tx, session.id, true))));
    for (const { app } of [house, other]) app.get(StageKeeper).wake();
    expect((await view(other.url)).lit).toBe(true);
    expect(await litFacts()).toEqual([false, true]);
  } finally {
    await other.close();
  }
});

it('a session that was ended during the look is not lit by it', async () => {
  await house.manage('/api/sessions/panel-2/state', { to: 'ended' });
  await house.app.get(Database).decide((tx) => writeLit(tx, session.id, true));
  expect(await litFacts()).toEqual([false]);
});

it('a session that ends is dark at once', async () => {
  there = [sending(true)];
  await becomes(true);
  await house.manage('/api/sessions/panel-2/state', { to: 'ended' });
  expect((await view()).lit).toBe(false);
  expect(await litFacts()).toEqual([false, true, false]);
});

it('the stages are kept again after the database was away', async () => {
  there = [sending(true)];
  await becomes(true);
  const name = new URL(house.ownerUrl).pathname.slice(1);
  await house.owner.query(`revoke select on session from siccam_app`);
  await house.owner.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and pid <> pg_backend_pid()', [name]);
  there = [];
  house.app.get(StageKeeper).wake();
  await until(view, (seen) => seen.lit === undefined);
  await house.owner.query(`grant select on session to siccam_app`);
  await becomes(false);
});
