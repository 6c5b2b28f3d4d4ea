import * as contract from '@siccam/contract';
import { type Ask, type Route, doors } from '@siccam/contract';
import { type Stage, type Walker, castOf, openStage } from '../testing/cast';
import { type TestHouse, openHouse, refusalOf } from '../testing/house';
import { spoiltFrom, wrongAbout } from '../testing/spoilt';
import { type Door, askedOver, differences, each, knock, questions, writings } from '../testing/walk';
import { everyone, expected } from './doors.expected';

let house: TestHouse;
let stage: Stage;
beforeAll(async () => {
  house = await openHouse();
  stage = await openStage(house);
});
afterAll(() => house.close());

const isDoor = (value: unknown): value is Door => typeof value === 'object' && value !== null && 'kind' in value && (value.kind === 'route' || value.kind === 'ask');
const all: readonly (Route | Ask)[] = doors;

describe('the doors', () => {
  it('of the contract are exactly those of the hand-written list', () => {
    const declared = Object.values<unknown>(contract).filter(isDoor).map(({ name }) => name);
    expect(declared.toSorted()).toEqual(Object.keys(expected).toSorted());
  });

  it('that are declared are served, each once', () => {
    expect(all.map(({ name }) => name).toSorted()).toEqual(Object.keys(expected).toSorted());
  });
});

describe('the walk', () => {
  it.each(all)('$name tells each who is not let in the exact refusal, and writes nothing for them', async (door) => {
    const row = expected[door.name];
    if (!row) throw new Error('no row');
    const refused = everyone.filter((who) => row(who) !== 'open' || (door.kind === 'ask' && who.banned));
    const { walkers, strike } = await castOf(house, stage, refused);
    const before = await writings(house);
    expect(await differences(house, stage, door, walkers, row)).toEqual([]);
    expect(await writings(house)).toEqual(before);
    await strike();
  });

  it.each(all)('$name lets in whom it should', async (door) => {
    const row = expected[door.name];
    if (!row) throw new Error('no row');
    const { walkers, strike } = await castOf(house, stage, everyone.filter((who) => row(who) === 'open' && !(door.kind === 'ask' && who.banned)));
    expect(await differences(house, stage, door, walkers, row)).toEqual([]);
    await strike();
  });
});

/** Doors that take a question which must fit; an address of a page is never refused, and a webhook's question are its bytes. */
const asking = all.filter((door) => door.kind === 'ask' || (door.method === 'POST' && door.body !== 'raw'));

describe('whoever may', () => {
  it.each(asking)('$name lets in nothing that does not fit, and writes nothing for it', async (door) => {
    const { fitting, inPath, knocks, strike } = await atTheDoor(door);
    const spoilt = spoiltFrom(door, fitting, inPath);
    const must = spoilt.filter((one) => one.must);
    const before = await writings(house);
    const wrong: object[] = [];
    const ask = (one: (typeof spoilt)[number]) => knocks(one.raw).then((heard) => {
      const why = wrongAbout(one, heard);
      if (why !== null) wrong.push({ how: one.how, heard: why });
    });
    await each(must, ask);
    expect(wrong).toEqual([]);
    expect(await writings(house)).toEqual(before);
    await each(spoilt.filter((one) => !one.must), ask);
    expect(wrong).toEqual([]);
    await strike();
  });

  it.each(all.filter((door) => door.kind === 'route' && door.method === 'POST' && door.needs !== 'livekit'))('$name takes nothing from the page of another site', async (door) => {
    const { walkers, strike } = await castOf(house, stage, everyone.filter((who) => expected[door.name]?.(who) === 'open'));
    const before = await writings(house);
    const wrong: object[] = [];
    await each(walkers, async (me) => {
      for (const origin of ['https://evil.example', 'null']) {
        const { refusal, status } = await knock(house, door, stage, me, { headers: { origin } });
        if (refusal !== 'wire.foreignOrigin' || status !== 403) wrong.push({ who: me.who.name, origin, refusal });
      }
    });
    expect(wrong).toEqual([]);
    expect(await writings(house)).toEqual(before);
    await strike();
  });

  /** Spoilt questions with as many people who may ask them as it takes: one alone would soon ask too often. */
  async function atTheDoor(door: Door) {
    // A question that cannot be read names no object, so whoever holds a right on one object alone hears nothing of what is wrong with it.
    const mayAsk = everyone.findLast((who) => expected[door.name]?.(who) === 'open' && who.role !== 'assistant' && who.role !== 'moderator');
    if (!mayAsk) throw new Error(`nobody may pass ${door.name}`);
    const { walkers, strike } = await castOf(house, stage, Array.from({ length: 6 }, () => mayAsk));
    const [me] = walkers;
    if (!me) throw new Error('nobody walks');
    const whole = questions[door.name]?.(stage, me) ?? {};
    const body = door.kind === 'route' ? askedOver(door, whole).body : whole;
    let turn = 0;
    return {
      fitting: body,
      inPath: Object.keys(whole).filter((name) => !(name in body)),
      knocks: (raw: string) => knock(house, door, stage, walkers[turn++ % walkers.length] ?? me, { raw }),
      strike,
    };
  }
});

describe('ids of others', () => {
  const asked = async (name: string, who: string, question: (all: Record<string, Walker>) => Record<string, unknown>) => {
    const door = all.find((one) => one.name === name);
    if (!door) throw new Error(`no door ${name}`);
    const { walkers, strike } = await castOf(house, stage, everyone);
    const named = Object.fromEntries(walkers.map((walker) => [walker.who.name, walker]));
    const before = await writings(house);
    const { refusal } = await knock(house, door, stage, named[who] as Walker, { question: question(named) });
    expect(await writings(house)).toEqual(before);
    await strike();
    return refusal;
  };

  it.each<[string, string, string, (all: Record<string, Walker>) => Record<string, unknown>]>([
    ['account.endSignIn', 'visitor', 'people.unknown', ({ organiser }) => ({ signIn: organiser?.secondSignIn })],
    ['official.read', 'assistant', 'wire.forbidden', () => ({ person: stage.otherOfficial })],
    ['official.save', 'assistant', 'wire.forbidden', () => ({ person: stage.otherOfficial, version: 1, name: { fr: 'X' }, title: {}, capacity: {} })],
    ['stage.move', 'moderator', 'wire.forbidden', () => ({ session: stage.otherSession, to: 'doors' })],
    ['stage.air', 'moderator', 'wire.forbidden', () => ({ session: stage.otherSession, person: stage.official, on: false })],
    ['people.read', 'organiser', 'people.unknown', (cast) => ({ person: cast['organiser of another fair']?.person })],
    ['people.ban', 'organiser', 'people.unknown', (cast) => ({ person: cast['organiser of another fair']?.person })],
    ['people.resend', 'organiser', 'people.unknown', (cast) => ({ person: cast['organiser of another fair']?.person })],
    ['people.revoke', 'organiser', 'people.unknown', (cast) => ({ person: cast['organiser of another fair']?.person })],
    ['people.letBack', 'organiser', 'people.unknown', (cast) => ({ person: cast['organiser of another fair']?.person })],
    ['people.roles', 'organiser', 'people.unknown', (cast) => ({ person: cast['organiser of another fair']?.person, version: 1, give: [], take: [] })],
    ['official.read', 'organiser', 'people.unknown', (cast) => ({ person: cast['organiser of another fair']?.person })],
    ['outbox.copy', 'organiser', 'outbox.noLink', () => ({ mail: stage.otherMail })],
    ['outbox.resend', 'organiser', 'people.unknown', () => ({ mail: stage.otherMail })],
  ])('%s tells %s: %s', async (name, who, refusal, question) => {
    expect(await asked(name, who, question)).toBe(refusal);
  });
});

describe('the bots', () => {
  it('have no right in a fair that is no demonstration', async () => {
    await house.owner.query('update fair set demo = false where current');
    const said = await house.manage('/api/sessions/closing/state', { to: 'doors' });
    await house.owner.query('update fair set demo = true where current');
    expect(refusalOf(said)).toBe('wire.forbidden');
  });

  it('have no right that was not given to bots', async () => {
    await house.owner.query(`delete from role_held where holder = 'bot' and role = 'stageManager'`);
    const said = await house.manage('/api/sessions/closing/state', { to: 'doors' });
    await house.owner.query(`insert into role_held (holder, role, fair_id, object_id, object_kind, given_by) select 'bot', 'stageManager', id, id, 'fair', 'demo' from fair where current`);
    expect(refusalOf(said)).toBe('wire.forbidden');
  });
});
