import { decodeJwt } from 'jose';
import { type TestHouse, openHouse } from '../testing/house';
import { botGrant, moves, personIdentity, personOf, signInOf, visitorGrant, visitorIdentity, visitorOf } from './stage.rules';
import { readingOf } from './stage.keeper';

describe('the grants', () => {
  let house: TestHouse;
  beforeAll(async () => {
    house = await openHouse();
    await house.manage('/api/sessions/panel-1/state', { to: 'doors' });
    await house.manage('/api/sessions/panel-1/state', { to: 'live' });
  });
  afterAll(() => house.close());

  const never = {
    roomAdmin: false,
    roomCreate: false,
    roomList: false,
    roomRecord: false,
    ingressAdmin: false,
    recorder: false,
    agent: false,
    canManageAgentSession: false,
    canSubscribeMetrics: false,
    destinationRoom: '',
  };

  it('of a guest visitor are exactly these', async () => {
    const guest = await house.guest();
    const { json } = await house.call('POST', '/api/sessions/panel-1/ticket', { body: { tab: 'tab-1' }, headers: { cookie: guest.cookie } });
    const claims = decodeJwt((json as { token: string }).token);
    const { id, fairId } = await ids();
    expect(claims['video']).toEqual({
      ...never,
      room: `${fairId}_${id}_stage`,
      roomJoin: true,
      canPublish: false,
      canPublishSources: [],
      canPublishData: false,
      canSubscribe: true,
      canUpdateOwnMetadata: false,
      hidden: true,
    });
    expect(claims.sub).toBe(`${guest.id}:tab-1`);
    expect(Object.keys(claims).sort()).toEqual(['exp', 'iss', 'nbf', 'sub', 'video']);
    expect((claims.exp ?? 0) - (claims.nbf ?? 0)).toBe(300);
  });

  it('of a demonstration bot are exactly these', async () => {
    const { id, fairId, person } = await ids();
    const { json } = await house.call('POST', '/api/sessions/panel-1/speaker-ticket', { body: { person }, headers: house.bot('speaker') });
    const claims = decodeJwt((json as { token: string }).token);
    expect(claims['video']).toEqual({
      ...never,
      room: `${fairId}_${id}_stage`,
      roomJoin: true,
      canPublish: false,
      canPublishSources: ['camera', 'microphone'],
      canPublishData: false,
      canSubscribe: false,
      canUpdateOwnMetadata: false,
      hidden: true,
    });
    expect(claims.sub).toBe(`person:${person}`);
    expect(Object.keys(claims).sort()).toEqual(['exp', 'iss', 'nbf', 'sub', 'video']);
    expect((claims.exp ?? 0) - (claims.nbf ?? 0)).toBe(300);
  });

  it('leave no flag unsaid', () => {
    const flags = ['roomCreate', 'roomJoin', 'roomList', 'roomRecord', 'roomAdmin', 'room', 'ingressAdmin', 'canPublish', 'canPublishSources', 'canSubscribe'];
    flags.push('canPublishData', 'canUpdateOwnMetadata', 'hidden', 'recorder', 'agent', 'canSubscribeMetrics', 'canManageAgentSession', 'destinationRoom');
    for (const grant of [visitorGrant('r'), botGrant('r')]) expect(Object.keys(grant).sort()).toEqual(flags.sort());
  });

  async function ids() {
    const programme = await house.programme();
    const session = programme.sessions.find(({ slug }) => slug === 'panel-1');
    return { id: session?.id ?? '', fairId: programme.fair.id, person: session?.people[0]?.id ?? '' };
  }
});

it('nothing leads back from the end, and nothing skips the doors', () => {
  expect(moves).toEqual({ doors: ['released'], live: ['doors', 'paused'], paused: ['live'], ended: ['doors', 'live', 'paused'] });
});

it('a name in a room tells persons of the list from visitors, and two tabs of a visitor apart', () => {
  expect(personOf(personIdentity('p'))).toBe('p');
  expect(personOf(visitorIdentity('v', 'tab'))).toBeNull();
  expect(visitorOf(visitorIdentity('v', 'tab-1'))).toBe(visitorOf(visitorIdentity('v', 'tab-2')));
});

describe('the reading of a room', () => {
  const there = (identity: string, publishing = false) => ({ identity, publishing, canPublish: publishing, hidden: !publishing });

  it('counts each visitor once, hidden ones included', () => {
    const everyone = [there('v1:a'), there('v1:b'), there('v2:a'), there('person:p')];
    expect(readingOf(everyone, [])).toEqual({ lit: false, present: ['p'], listeners: 2 });
  });

  it('is lit only while someone whom a decision put on air really sends', () => {
    expect(readingOf([there('person:p', true)], []).lit).toBe(false);
    expect(readingOf([there('person:p', false)], ['p']).lit).toBe(false);
    expect(readingOf([there('person:p', true)], ['p']).lit).toBe(true);
    expect(readingOf([], ['p']).lit).toBe(false);
  });
});

it('a name in a room tells the beginning of the sign-in, and a tab cannot pretend to be one', () => {
  const signIn = '0f1e2d3c-4b5a-4978-8695-a4b3c2d1e0f0';
  expect(signInOf(visitorIdentity('v', 'tab-1', signIn))).toBe('0f1e2d3c');
  expect(visitorOf(visitorIdentity('v', 'tab-1', signIn))).toBe('v');
  for (const tab of ['tab-1', '0f1e2d3c', '0f1e2d3c-x']) expect(signInOf(visitorIdentity('v', tab))).toBeNull();
  expect(signInOf(personIdentity('p'))).toBeNull();
});
