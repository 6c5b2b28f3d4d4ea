import { doors } from '@siccam/contract';
import { type TestHouse, asks, nobody, openHouse, refusalOf } from '../testing/house';

let house: TestHouse;
beforeAll(async () => (house = await openHouse()));
afterAll(() => house.close());

type Who = 'stranger' | 'guest' | 'stageManager' | 'speaker' | 'botWithWrongKey';
const everyone: Who[] = ['stranger', 'guest', 'stageManager', 'speaker', 'botWithWrongKey'];

/**
 * The second list of who may pass which door, written by hand: a door that loses its `needs` makes this red, and a door
 * that is missing here makes it red too. 'open' passes the right; what the door then says is another test's matter.
 */
const expected: Record<string, Record<Who, 'open' | 'closed'>> = Object.fromEntries(
  (
    [
      ['health.read', 'open', 'open', 'open', 'open', 'open'],
      ['metrics.read', 'open', 'open', 'open', 'open', 'open'],
      ['health.report', 'open', 'open', 'open', 'open', 'open'],
      ['page.root', 'open', 'open', 'open', 'open', 'open'],
      ['page.now', 'open', 'open', 'open', 'open', 'open'],
      ['page.programme', 'open', 'open', 'open', 'open', 'open'],
      ['page.session', 'open', 'open', 'open', 'open', 'open'],
      ['page.privacy', 'open', 'open', 'open', 'open', 'open'],
      ['page.enter', 'open', 'open', 'open', 'open', 'open'],
      ['page.enterStep', 'open', 'open', 'open', 'open', 'open'],
      ['page.account', 'open', 'open', 'open', 'open', 'open'],
      ['page.help', 'open', 'open', 'open', 'open', 'open'],
      ['page.desk', 'open', 'open', 'open', 'open', 'open'],
      ['people.name', 'open', 'open', 'open', 'open', 'open'],
      ['page.parts', 'open', 'open', 'open', 'open', 'open'],
      ['page.lost', 'open', 'open', 'open', 'open', 'open'],
      ['people.me', 'open', 'open', 'open', 'open', 'open'],
      ['programme.read', 'open', 'open', 'open', 'open', 'open'],
      ['stage.read', 'open', 'open', 'open', 'open', 'open'],
      ['stage.ticket', 'open', 'open', 'open', 'open', 'open'],
      ['stage.speakerTicket', 'closed', 'closed', 'closed', 'open', 'closed'],
      ['stage.move', 'closed', 'closed', 'open', 'closed', 'closed'],
      ['stage.air', 'closed', 'closed', 'open', 'closed', 'closed'],
      // Closed by a signature, which none of these has.
      ['stage.webhook', 'closed', 'closed', 'closed', 'closed', 'closed'],
      ['feed.enter', 'open', 'open', 'open', 'open', 'open'],
      ['feed.leave', 'open', 'open', 'open', 'open', 'open'],
      ['feed.sync', 'open', 'open', 'open', 'open', 'open'],
    ] as const
  ).map(([name, ...answers]) => [name, Object.fromEntries(everyone.map((who, place) => [who, answers[place] ?? 'closed'])) as Record<Who, 'open' | 'closed'>]),
);

const closedWith = ['wire.forbidden', 'stage.forgedWebhook'];

async function headersOf(who: Who): Promise<Record<string, string>> {
  if (who === 'guest') return { cookie: (await house.guest()).cookie };
  if (who === 'stageManager') return house.bot('stage-manager');
  if (who === 'speaker') return house.bot('speaker');
  if (who === 'botWithWrongKey') return house.bot('stage-manager', 'x'.repeat(48));
  return {};
}

/** A question that fits each door, so that only the right decides. */
const questions: Record<string, unknown> = {
  'health.report': { id: '7F3K-92QD', message: 'x is not a function', page: '/ar', build: '' },
  'people.name': { name: { latin: 'Salma B.' }, language: 'fr' },
  'stage.ticket': { tab: 'tab-1' },
  'stage.speakerTicket': { person: nobody() },
  'stage.move': { to: 'paused' },
  'stage.air': { person: nobody(), on: true },
  'stage.webhook': {},
  'feed.enter': { topic: `session:${nobody()}` },
  'feed.leave': { topic: `session:${nobody()}` },
  'feed.sync': { topic: `session:${nobody()}`, after: 0 },
};

describe('the doors', () => {
  it('are exactly those of the hand-written list', () => {
    expect(doors.map(({ name }) => name).sort()).toEqual(Object.keys(expected).sort());
  });

  it.each(doors.filter(({ kind }) => kind === 'route'))('$name lets in whom it should over HTTP', async (door) => {
    if (door.kind !== 'route') throw new Error('not a route');
    for (const who of everyone) {
      const path = door.path.replace(':session', 'closing').replace(':language', 'fr').replace(':step', 'link').replace(':desk', 'people').replace('*', 'nowhere/at/all');
      const headers = await headersOf(who);
      const said = await house.call(door.method, path, door.method === 'POST' ? { body: questions[door.name], headers } : { headers });
      const closed = closedWith.includes(refusalOfAny(said.json));
      expect({ door: door.name, who, closed }).toEqual({ door: door.name, who, closed: expected[door.name]?.[who] === 'closed' });
      expect(said.status).not.toBe(500);
    }
  });

  it.each(doors.filter(({ kind }) => kind === 'ask'))('$name lets in whom it should over a socket', async (door) => {
    for (const who of everyone) {
      const socket = await house.socket(await headersOf(who));
      const said = await asks(socket, door.name, questions[door.name]);
      const closed = closedWith.includes(refusalOfAny(said));
      expect({ door: door.name, who, closed }).toEqual({ door: door.name, who, closed: expected[door.name]?.[who] === 'closed' });
      expect(refusalOfAny(said)).not.toBe('fault');
    }
  });

  it('give a bot no right in a fair that is no demonstration', async () => {
    await house.owner.query('update fair set demo = false where current');
    const said = await house.manage('/api/sessions/closing/state', { to: 'doors' });
    await house.owner.query('update fair set demo = true where current');
    expect(refusalOf(said)).toBe('wire.forbidden');
  });

  it('give a bot no right that was not given to bots', async () => {
    await house.owner.query(`delete from role_held where role = 'stageManager'`);
    const said = await house.manage('/api/sessions/closing/state', { to: 'doors' });
    await house.owner.query(`insert into role_held (holder, role, fair_id, object_id, object_kind, given_by) select 'bot', 'stageManager', id, id, 'fair', 'demo' from fair where current`);
    expect(refusalOf(said)).toBe('wire.forbidden');
  });
});

const refusalOfAny = (said: unknown): string => (typeof said === 'object' && said !== null && 'refusal' in said ? String(said.refusal) : '');
