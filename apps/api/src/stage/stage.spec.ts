import { createHash, randomUUID } from 'node:crypto';
import { type Frame, type SessionState, type StageView, type Ticket, told } from '@siccam/contract';
import { AccessToken } from 'livekit-server-sdk';
import { LiveKit } from '../platform';
import { type TestHouse, asks, hears, nobody, openHouse, refusalOf } from '../testing/house';
import { until } from '../testing/until';
import { moves } from './stage.rules';

let house: TestHouse;
beforeAll(async () => (house = await openHouse()));
afterAll(() => house.close());

const put = (slug: string, state: SessionState) => house.owner.query('update session set state = $2 where slug = $1', [slug, state]);
const takeTicket = async (slug: string) => {
  const { cookie } = await house.guest();
  return await house.call('POST', `/api/sessions/${slug}/ticket`, { body: { tab: 'tab-1' }, headers: { cookie } });
};
const view = async (slug: string) => (await house.call('GET', `/api/sessions/${slug}/stage`)).json as StageView;

describe('a session', () => {
  const states: SessionState[] = ['released', 'doors', 'live', 'paused', 'ended', 'cancelled'];

  it.each(states.flatMap((from) => (Object.keys(moves) as (keyof typeof moves)[]).map((to) => [from, to] as const)))('that is %s may be moved to %s only if the table says so', async (from, to) => {
    await put('panel-3', from);
    const said = await house.manage('/api/sessions/panel-3/state', { to });
    if (moves[to].includes(from)) expect(said.json).toMatchObject({ state: to });
    else expect([said.status, refusalOf(said)]).toEqual([409, 'session.notAllowedNow']);
  });

  it('moved by two at once is moved once', async () => {
    await put('panel-4', 'doors');
    const both = await Promise.all(['live', 'live'].map((to) => house.manage('/api/sessions/panel-4/state', { to })));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  it('tells the whole fair of its move, and the programme shows it', async () => {
    await put('closing', 'released');
    const { fair } = await house.programme();
    const { id } = await house.session('closing');
    const socket = await house.socket();
    await asks(socket, 'feed.enter', { topic: `fair:${fair.id}` });
    const frame = hears<Frame>(socket, told.frame, ({ facts }) => facts.some(({ name, body }) => name === 'session.moved' && body.session === id));
    await house.manage('/api/sessions/closing/state', { to: 'doors' });
    expect((await frame).facts.at(-1)).toMatchObject({ name: 'session.moved', body: { session: id, state: 'doors' } });
    await until(() => house.session('closing'), ({ state }) => state === 'doors');
  });

  it('that is a draft is as unknown as one that never was', async () => {
    await put('twenty-years', 'draft');
    const [draft, never] = [await takeTicket('twenty-years'), await takeTicket('no-such-session')];
    expect([draft.status, draft.text]).toEqual([never.status, never.text]);
    expect(refusalOf(draft)).toBe('session.unknown');
    expect((await house.call('GET', '/api/sessions/twenty-years/stage')).status).toBe(404);
    await put('twenty-years', 'released');
  });
});

describe('a ticket', () => {
  it.each([
    ['released', 409, 'stage.notYet'],
    ['ended', 410, 'stage.over'],
    ['cancelled', 410, 'stage.cancelled'],
  ] as const)('to a session that is %s is refused by name', async (state, status, refusal) => {
    await put('signing-saccom', state);
    const said = await takeTicket('signing-saccom');
    expect([said.status, refusalOf(said)]).toEqual([status, refusal]);
  });

  it('to a session whose doors are open says to wait', async () => {
    await put('signing-saccom', 'doors');
    expect((await takeTicket('signing-saccom')).json).toMatchObject({ via: 'wait', reason: 'doors' });
  });

  it.each(['live', 'paused'] as const)('to a session that is %s opens its room', async (state) => {
    await put('signing-saccom', state);
    await until(() => house.call('GET', '/api/health'), ({ json }) => (json as { livekit: string }).livekit === 'up');
    const ticket = (await takeTicket('signing-saccom')).json as Ticket;
    expect(ticket).toMatchObject({ via: 'webrtc', url: house.livekit.url, grants: { canPublish: false, canSubscribe: true, hidden: true } });
    const programme = await house.programme();
    const session = await house.session('signing-saccom');
    expect(await house.app.get(LiveKit).names()).toContain(`${programme.fair.id}_${session.id}_stage`);
  });

  it('says to wait while there is no LiveKit, and the rest of the fair runs', async () => {
    const dark = await openHouse({ LIVEKIT_URL: 'ws://127.0.0.1:9' });
    try {
      await dark.owner.query(`update session set state = 'live' where slug = 'panel-1'`);
      const { cookie } = await dark.guest();
      const said = await dark.call('POST', '/api/sessions/panel-1/ticket', { body: { tab: 'tab-1' }, headers: { cookie } });
      expect(said.json).toMatchObject({ via: 'wait', reason: 'media' });
      expect((await dark.call('GET', '/api/health')).json).toEqual({ ok: true, database: 'up', livekit: 'down' });
      expect(((await dark.call('GET', '/api/sessions/panel-1/stage')).json as StageView).listeners).toBeNull();
      // A decision never waits for the SFU.
      const person = (await dark.session('panel-1')).people[0]?.id ?? '';
      const aired = await dark.manage('/api/sessions/panel-1/air', { person, on: true });
      expect(aired.json).toEqual({ onAir: [person] });
    } finally {
      await dark.close();
    }
  });
});

describe('on air', () => {
  it('is decided for as many at once as the server has connections, and more', async () => {
    await put('panel-3', 'live');
    const { rows } = await house.owner.query<{ id: string }>(`select p.id from session_person p join session s on s.id = p.session_id where s.slug = 'panel-3' limit 1`);
    const all = await Promise.all(Array.from({ length: 30 }, () => house.manage('/api/sessions/panel-3/air', { person: rows[0]?.id, on: false })));
    expect(new Set(all.map(({ status }) => status))).toEqual(new Set([200]));
  });

  it('is decided, kept in order, told, and taken back', async () => {
    await put('panel-2', 'live');
    const { id, people } = await house.session('panel-2');
    const [first, second] = [people[0]?.id ?? '', people[1]?.id ?? ''];
    const socket = await house.socket();
    await asks(socket, 'feed.enter', { topic: `session:${id}` });
    const frame = hears<Frame>(socket, told.frame);
    await house.manage('/api/sessions/panel-2/air', { person: first, on: true });
    expect((await frame).facts[0]).toEqual({ name: 'stage.aired', body: { onAir: [first] } });
    await house.manage('/api/sessions/panel-2/air', { person: second, on: true });
    const twice = await house.manage('/api/sessions/panel-2/air', { person: second, on: true });
    expect(twice.json).toEqual({ onAir: [first, second] });
    await house.manage('/api/sessions/panel-2/air', { person: first, on: false });
    expect((await view('panel-2')).onAir).toEqual([second]);
    await house.manage('/api/sessions/panel-2/state', { to: 'ended' });
    expect((await view('panel-2')).onAir).toEqual([]);
  });

  it('is refused for someone who is not of the session, and before it is live', async () => {
    await put('panel-1', 'live');
    expect(refusalOf(await house.manage('/api/sessions/panel-1/air', { person: nobody(), on: true }))).toBe('stage.personUnknown');
    await put('panel-1', 'doors');
    const person = (await house.session('panel-1')).people[0]?.id ?? '';
    expect(refusalOf(await house.manage('/api/sessions/panel-1/air', { person, on: true }))).toBe('stage.notLive');
  });
});

describe('a webhook', () => {
  const sign = async (body: string, key = house.livekit.key, secret = house.livekit.secret) => {
    const token = new AccessToken(key, secret);
    token.sha256 = createHash('sha256').update(body).digest('base64');
    return await token.toJwt();
  };
  const post = (body: string, authorization: string) =>
    house.call('POST', '/api/livekit/webhook', { raw: body, headers: { 'content-type': 'application/webhook+json', authorization } });
  const event = (name: string, id = randomUUID()) => JSON.stringify({ event: name, id, createdAt: String(Math.floor(Date.now() / 1000)), room: { name: 'nowhere' } });

  it('that is forged is refused: no signature, another key, a changed byte, ten megabytes', async () => {
    const body = event('participant_joined');
    expect(refusalOf(await post(body, ''))).toBe('stage.forgedWebhook');
    expect(refusalOf(await post(body, await sign(body, house.livekit.key, 'y'.repeat(40))))).toBe('stage.forgedWebhook');
    expect(refusalOf(await post(body.replace('joined', 'jOined'), await sign(body)))).toBe('stage.forgedWebhook');
    expect(refusalOf(await post('x'.repeat(10_000_000), await sign(body)))).toBe('wire.tooLarge');
  });

  it('that is true, repeated, out of order or about an unknown room changes no session', async () => {
    const before = await sessions();
    const bodies = [event('participant_left'), event('room_finished'), event('participant_joined')];
    for (const body of [...bodies, ...bodies.toReversed()]) expect((await post(body, await sign(body))).status).toBe(200);
    expect(await sessions()).toEqual(before);
  });

  async function sessions(): Promise<unknown[]> {
    return (await house.owner.query<Record<string, unknown>>('select slug, state, since, on_air from session order by slug')).rows;
  }
});
