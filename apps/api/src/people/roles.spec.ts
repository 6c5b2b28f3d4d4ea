import { type Frame, type RoleOn, told } from '@siccam/contract';
import { Database } from '../platform';
import { type Acting, account, fairOf, nobodyElse, sheetOf } from '../testing/acting';
import { type TestHouse, asks, hears, nobody, openHouse, refusalOf, type Said } from '../testing/house';
import { Organisers } from './organisers';

let house: TestHouse;
let fair: string;
let session: string;
let organiser: Acting;
beforeAll(async () => {
  house = await openHouse();
  fair = await fairOf(house);
  session = (await house.session('panel-2')).id;
});
afterAll(() => house.close());
beforeEach(async () => {
  await nobodyElse(house);
  organiser = await account(house, { roles: ['organiser'] });
});

const onFair = (role: RoleOn['role']): RoleOn => ({ role, on: { kind: 'fair', id: fair } });
const onSession = (role: RoleOn['role'], id = session): RoleOn => ({ role, on: { kind: 'session', id } });
const change = (person: string, { give = [], take = [], version = 1, by = organiser }: { give?: RoleOn[]; take?: RoleOn[]; version?: number; by?: Acting }) => by.asks(`/api/desk/people/${person}/roles`, { version, give, take });
const held = async (person: string) => (await house.owner.query<{ role: string }>('select role from role_held where holder = $1 order by role', [person])).rows.map(({ role }) => role);
const audited = async (person: string) => (await house.owner.query<{ deed: string; actor: string; detail: object }>('select deed, actor, detail from audit where object_id = $1 order by id', [person])).rows;
const organisersLeft = async () => (await house.owner.query<{ holder: string }>(`select holder from role_held where role = 'organiser'`)).rows.map(({ holder }) => holder);
const outcomes = (all: Said[]) => all.map((said) => (said.status === 200 ? 'done' : refusalOf(said)));

describe('a role', () => {
  it('is given and taken in one decision, each logged with what it is on, and counts at once', async () => {
    const { id, asks: ask } = await account(house, { roles: [['speaker', session]] });
    const said = await change(id, { give: [onSession('moderator')], take: [onSession('speaker')] });
    expect(sheetOf(said)).toMatchObject({ version: 2, roles: [onSession('moderator')] });
    expect(await audited(id)).toEqual([
      { deed: 'role.taken', actor: organiser.id, detail: { role: 'speaker', kind: 'session', object: session } },
      { deed: 'role.given', actor: organiser.id, detail: { role: 'moderator', kind: 'session', object: session } },
    ]);
    await house.owner.query(`update session set state = 'doors' where id = $1`, [session]);
    expect(refusalOf(await ask('/api/sessions/panel-2/state', { to: 'live' }))).not.toBe('wire.forbidden');
    await change(id, { take: [onSession('moderator')], version: 2 });
    expect(refusalOf(await ask('/api/sessions/panel-2/state', { to: 'paused' }))).toBe('wire.forbidden');
  });

  it('is told to the person’s own screens', async () => {
    const victim = await account(house);
    const socket = await house.socket(victim.headers);
    await asks(socket, 'feed.enter', { topic: `person:${victim.id}` });
    const heard = hears<Frame>(socket, told.frame);
    await change(victim.id, { give: [onFair('press')] });
    expect((await heard).facts).toEqual([{ name: 'person.changed', body: {} }]);
  });

  it('is told by mail to an address that was proven, and to no other', async () => {
    const proven = await account(house, { mail: 'proven@fair.test', proven: true });
    const typed = await account(house, { mail: 'typed@fair.test' });
    for (const { id } of [proven, typed]) await change(id, { give: [onFair('press')] });
    expect((await house.owner.query('select kind, to_address from mail')).rows).toEqual([{ kind: 'roleChanged', to_address: 'proven@fair.test' }]);
  });

  it('is held on one kind of object, and only on one that exists at this fair', async () => {
    const { id } = await account(house);
    const foreign = nobody();
    await house.owner.query(`insert into fair select (jsonb_populate_record(f, jsonb_build_object('id', $1::text, 'slug', $1::text, 'current', false))).* from fair f where f.current`, [foreign]);
    const elsewhere = nobody();
    await house.owner.query(`insert into session select (jsonb_populate_record(s, jsonb_build_object('id', $1::text, 'fair_id', $2::text, 'stage_id', null))).* from session s where s.id = $3`, [elsewhere, foreign, session]);
    const cases: [RoleOn, string][] = [
      [{ role: 'moderator', on: { kind: 'fair', id: fair } }, 'people.roleElsewhere'],
      [{ role: 'organiser', on: { kind: 'person', id } }, 'people.roleElsewhere'],
      [{ role: 'press', on: { kind: 'fair', id: foreign } }, 'people.objectUnknown'],
      [onSession('speaker', elsewhere), 'people.objectUnknown'],
      [onSession('speaker', fair), 'people.objectUnknown'],
      [{ role: 'assistant', on: { kind: 'person', id: nobody() } }, 'people.objectUnknown'],
      [{ role: 'exhibitorManager', on: { kind: 'booth', id: nobody() } }, 'people.objectUnknown'],
    ];
    for (const [role, refusal] of cases) expect([role, refusalOf(await change(id, { give: [role] }))]).toEqual([role, refusal]);
    expect(await held(id)).toEqual([]);
    const { id: minister } = await account(house);
    expect((await change(id, { give: [{ role: 'assistant', on: { kind: 'person', id: minister.toUpperCase() } }] })).status).toBe(200);
  });

  it('given twice, taken where it is not held, or given and taken, is one role or nothing', async () => {
    const { id } = await account(house);
    expect(sheetOf(await change(id, { give: [onFair('press'), onFair('press')], take: [onFair('helpDesk')] })).version).toBe(2);
    expect(sheetOf(await change(id, { give: [onFair('press')], take: [onFair('press')], version: 2 })).version).toBe(2);
    expect(await held(id)).toEqual(['press']);
    expect((await audited(id)).length).toBe(1);
  });

  it('is not changed by whoever read an older version, nor by a number that no version has', async () => {
    const { id } = await account(house);
    await change(id, { give: [onFair('press')] });
    for (const version of [1, 3, -1, 9007199254740991]) expect(refusalOf(await change(id, { give: [onFair('helpDesk')], version }))).toBe('people.changedMeanwhile');
    const both = await Promise.all(['helpDesk', 'protocolOfficer'].map((role) => change(id, { give: [onFair(role as 'helpDesk')], version: 2 })));
    expect(outcomes(both).sort()).toEqual(['done', 'people.changedMeanwhile']);
  });

  it('is for accounts: a guest has none to hold it', async () => {
    const { cookie, id } = await house.guest();
    await house.call('POST', '/api/me', { body: { name: { latin: 'Guest' }, language: 'fr' }, headers: { cookie } });
    expect(refusalOf(await change(id, { give: [onFair('press')] }))).toBe('people.noAccount');
    expect(refusalOf(await change(nobody(), { give: [onFair('press')] }))).toBe('people.unknown');
  });

  it('is never one’s own to give or to take, whatever letters the id is written in', async () => {
    for (const person of [organiser.id, organiser.id.toUpperCase()]) {
      expect(refusalOf(await change(person, { give: [onFair('press')] }))).toBe('people.notYourself');
      expect(refusalOf(await change(person, { take: [onFair('organiser')] }))).toBe('people.notYourself');
    }
  });

  it('of an organiser and of one who signs are never one person’s', async () => {
    const signs = await account(house, { roles: [['signatory', session]] });
    expect(refusalOf(await change(signs.id, { give: [onFair('organiser')] }))).toBe('people.organiserSigns');
    const other = await account(house, { roles: ['organiser'] });
    expect(refusalOf(await change(other.id, { give: [onSession('signatory')] }))).toBe('people.organiserSigns');
    expect(refusalOf(await change((await account(house)).id, { give: [onSession('signatory'), onFair('organiser')] }))).toBe('people.organiserSigns');
    expect((await change(other.id, { give: [onSession('signatory')], take: [onFair('organiser')] })).status).toBe(200);
    expect((await change(signs.id, { give: [onFair('organiser')], take: [onSession('signatory')] })).status).toBe(200);
  });

  it('asks for two factors and a confirmation of the last five minutes', async () => {
    const { id } = await account(house);
    expect(refusalOf(await change(id, { give: [onFair('press')], by: await account(house, { roles: ['organiser'], fresh: false }) }))).toBe('people.confirmNeeded');
    expect(refusalOf(await change(id, { give: [onFair('press')], by: await account(house, { roles: ['organiser'], factor: false }) }))).toBe('people.secondFactorNeeded');
    expect(refusalOf(await change(id, { give: [onFair('press')], by: await account(house, { roles: ['stageManager'] }) }))).toBe('wire.forbidden');
  });
});

describe('the last organiser', () => {
  it.each(['roles', 'ban'] as const)('is left when two take each other out by %s, fifty times at once', async (way) => {
    const other = await account(house, { roles: ['organiser'] });
    const pairs = [[organiser, other.id], [other, organiser.id]] as const;
    const all = await Promise.all(Array.from({ length: 50 }, (_, turn) => pairs[turn % 2] ?? pairs[0]).map(([by, person]) => (way === 'ban' ? by.asks(`/api/desk/people/${person}/ban`) : change(person, { take: [onFair('organiser')], by }))));
    const said = outcomes(all);
    const refused = said.filter((one) => one !== 'done');
    if (way === 'roles') expect(said.length - refused.length).toBe(1);
    expect(refused.filter((one) => !['wire.forbidden', 'people.changedMeanwhile', 'people.banned'].includes(one))).toEqual([]);
    expect((await organisersLeft()).length - ((await house.owner.query('select 1 from ban where lifted is null')).rowCount ?? 0)).toBe(1);
    await house.owner.query('delete from ban');
  });

  it('is not counted among those who cannot act: without a second factor yet, or banned', async () => {
    const organisers = house.app.get(Organisers);
    const mayGo = (person: string) => house.app.get(Database).decide((tx) => organisers.mustDoWithout(tx, fair, person)).then(() => 'may go', (refusal: { code: string }) => refusal.code);
    const invited = await account(house, { roles: ['organiser'], factor: false });
    expect(await mayGo(organiser.id)).toBe('people.lastOrganiser');
    expect(await mayGo(invited.id)).toBe('may go');
    const second = await account(house, { roles: ['organiser'] });
    expect(await mayGo(organiser.id)).toBe('may go');
    await organiser.asks(`/api/desk/people/${second.id}/ban`);
    expect(await mayGo(organiser.id)).toBe('people.lastOrganiser');
  });
});
