import type { Official } from '@siccam/contract';
import { type Acting, account, nobodyElse } from '../testing/acting';
import { type TestHouse, nobody, openHouse, refusalOf, type Said } from '../testing/house';

let house: TestHouse;
let official: Acting;
let assistant: Acting;
beforeAll(async () => (house = await openHouse()));
afterAll(() => house.close());
beforeEach(async () => {
  await nobodyElse(house);
  official = await account(house, { name: { latin: 'N. B.' } });
  assistant = await account(house, { roles: [['assistant', official.id]] });
});

const words = { name: { ar: 'ن. ب.', fr: 'N. B.' }, title: { ar: 'الكاتبة العامة', fr: 'Secrétaire générale', en: 'Secretary-General' }, capacity: { fr: 'pour la région' } };
const read = (by: Acting, person = official.id) => by.reads(`/api/officials/${person}`);
const save = (by: Acting, asked: object = {}, person = official.id) => by.asks(`/api/officials/${person}`, { version: 1, ...words, ...asked });
const confirm = (version: number, by = official) => by.asks('/api/account/official', { version });
const shown = ({ json }: Said) => json as Official;
const mine = async (by: Acting) => ((await by.reads('/api/account/officials')).json as { officials: Official[] }).officials;
const deeds = async () => (await house.owner.query<{ deed: string; actor: string }>('select deed, actor from audit where object_id = $1 order by id', [official.id])).rows;

describe('how an official is shown', () => {
  it('is prepared by the assistant, an organiser or a protocol officer, in three languages, as it was written', async () => {
    expect(shown(await read(assistant))).toEqual({ person: official.id, name: {}, title: {}, capacity: {}, version: 1, confirmed: null });
    expect(shown(await save(assistant))).toEqual({ person: official.id, ...words, version: 2, confirmed: null });
    const organiser = await account(house, { roles: ['organiser'] });
    const protocol = await account(house, { roles: ['protocolOfficer'] });
    expect(shown(await save(organiser, { version: 2, capacity: { fr: 'pour la région de l’Oriental' } })).version).toBe(3);
    expect(shown(await save(protocol, { version: 3, title: { ar: '  الكاتبة\u202e العامة ', fr: '', en: '\u0000' } }))).toMatchObject({ title: { ar: 'الكاتبة العامة' }, version: 4 });
    expect(await deeds()).toEqual([assistant, organiser, protocol].map(({ id }) => ({ deed: 'official.saved', actor: id })));
  });

  it('is nobody else’s to prepare: not another’s assistant, not a speaker, not the person without a role', async () => {
    const other = await account(house);
    const elsewhere = await account(house, { roles: [['assistant', other.id]] });
    for (const by of [elsewhere, other, official, await account(house, { roles: ['press', 'stageManager'] })]) {
      expect(refusalOf(await save(by))).toBe('wire.forbidden');
      expect(refusalOf(await read(by))).toBe('wire.forbidden');
    }
  });

  it('is for an account of this fair', async () => {
    const organiser = await account(house, { roles: ['organiser'] });
    const { cookie, id: guest } = await house.guest();
    await house.call('POST', '/api/me', { body: { name: { latin: 'Guest' }, language: 'fr' }, headers: { cookie } });
    for (const person of [nobody(), guest]) {
      expect(refusalOf(await read(organiser, person))).toBe('people.unknown');
      expect(refusalOf(await save(organiser, {}, person))).toBe('people.unknown');
    }
  });

  it('holds no more than a line each', async () => {
    const organiser = await account(house, { roles: ['organiser'] });
    expect((await save(organiser, { title: { fr: 'x'.repeat(160) } })).status).toBe(200);
    for (const title of [{ fr: 'x'.repeat(161) }, { es: 'Secretaria' }, 'Secrétaire', { fr: null }]) expect((await save(organiser, { version: 2, title })).status).toBe(400);
  });

  it('saved by two who read the same version is one’s; the other is told', async () => {
    const all = await Promise.all(Array.from({ length: 20 }, (_, turn) => save(assistant, { capacity: { fr: `version ${turn}` } })));
    expect(all.filter(({ status }) => status === 200).length).toBe(1);
    expect(new Set(all.filter(({ status }) => status !== 200).map(refusalOf))).toEqual(new Set(['people.changedMeanwhile']));
  });

  it('is confirmed by the person alone, as of the version shown', async () => {
    expect(refusalOf(await confirm(1))).toBe('people.unknown');
    await save(assistant);
    for (const version of [1, 3, 9007199254740991]) expect(refusalOf(await confirm(version))).toBe('people.changedMeanwhile');
    // An assistant who confirms confirms themselves, and is no official.
    expect(refusalOf(await confirm(2, assistant))).toBe('people.unknown');
    const confirmed = shown(await confirm(2));
    expect(confirmed).toMatchObject({ version: 2, ...words });
    expect(confirmed.confirmed).not.toBeNull();
    expect(shown(await confirm(2)).confirmed).toBe(confirmed.confirmed);
    expect((await deeds()).at(-1)).toEqual({ deed: 'official.confirmed', actor: official.id });
    expect((await deeds()).length).toBe(2);
  });

  it('loses the confirmation with any change, and keeps it when nothing was changed', async () => {
    await save(assistant);
    const { confirmed } = shown(await confirm(2));
    expect(shown(await save(assistant, { version: 2 }))).toMatchObject({ version: 2, confirmed });
    for (const [change, version] of [[{ name: { ar: 'ن. ب.' } }, 2], [{ title: { fr: 'Secrétaire générale' } }, 3], [{ capacity: {} }, 4]] as const) {
      expect(shown(await save(assistant, { ...change, version }))).toMatchObject({ version: version + 1, confirmed: null });
      expect(shown(await confirm(version + 1)).confirmed).not.toBeNull();
    }
  });

  it('is no longer there once nothing is written', async () => {
    await save(assistant);
    await save(assistant, { version: 2, name: {}, title: {}, capacity: {} });
    expect(await mine(official)).toEqual([]);
    expect(refusalOf(await confirm(3))).toBe('people.unknown');
  });

  it('is listed for the person and for those who assist them, and for nobody else', async () => {
    const other = await account(house);
    await house.owner.query(`insert into role_held (holder, role, fair_id, object_id, object_kind, given_by) select $1, 'assistant', id, $2, 'person', 'terminal' from fair where current`, [assistant.id, other.id]);
    expect(await mine(official)).toEqual([]);
    await save(assistant);
    expect((await mine(official)).map(({ person }) => person)).toEqual([official.id]);
    expect((await mine(assistant)).map(({ person }) => person).sort()).toEqual([official.id, other.id].sort());
    expect(await mine(other)).toEqual([]);
  });

  it('is no longer an assistant’s once the role was taken', async () => {
    await house.owner.query(`delete from role_held where holder = $1`, [assistant.id]);
    expect(refusalOf(await save(assistant))).toBe('wire.forbidden');
    expect(await mine(assistant)).toEqual([]);
  });
});
