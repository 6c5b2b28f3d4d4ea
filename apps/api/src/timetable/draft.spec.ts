import { randomUUID } from 'node:crypto';
import { type DraftPulse, type DraftSession, type Frame, told } from '@siccam/contract';
import type { Socket } from 'socket.io-client';
import { FeedGateway } from '../feed';
import { PeopleService } from '../people';
import { Metrics } from '../platform';
import { account, fairOf, signedIn } from '../testing/acting';
import { aDraft, aSpeaker, aStage, type Asked, atDesk, fresh } from '../testing/drafts';
import { asks, hears, openHouse, refusalOf, type TestHouse } from '../testing/house';
import { until } from '../testing/until';

let house: TestHouse;
let fair: string;
let desk: Awaited<ReturnType<typeof atDesk>>;
beforeAll(async () => {
  house = await openHouse();
  fair = await fairOf(house);
});
// One person may ask 120 times a minute.
beforeEach(async () => (desk = await atDesk(house)));
afterAll(() => house.close());

const again = (id: string, revision: number, content: Asked['content']): Asked => ({ id, revision, content });

describe('the draft', () => {
  it('is saved item by item, each over the revision that was read', async () => {
    const session = fresh(aDraft({ title: { fr: 'Premier' } }));
    expect(await desk.save(session)).toMatchObject([{ id: session.id, revision: 1, by: { id: desk.id, name: { latin: 'Organiser A.' } }, content: { title: { fr: 'Premier' } } }]);
    await desk.save(again(session.id, 1, aDraft({ slug: 'second', title: { fr: 'Deuxième' } })));
    expect(await desk.item(session.id)).toMatchObject({ revision: 2, content: { title: { fr: 'Deuxième' } } });
    expect((await desk.draft()).items.find(({ id }) => id === session.id)).toMatchObject({ revision: 2 });
  });

  it('saved over an older revision is refused by name, and nothing of that save is done', async () => {
    const [one, two] = [fresh(aDraft()), fresh(aDraft())];
    await desk.save(one, two);
    const other = await atDesk(house);
    await other.save(again(two.id, 1, aDraft({ title: { fr: 'Par l’autre' } })));
    expect(await desk.triesToSave(again(one.id, 1, aDraft({ title: { fr: 'X' } })), again(two.id, 1, aDraft({ title: { fr: 'Y' } })))).toBe('timetable.movedMeanwhile');
    expect([(await desk.item(one.id))?.revision, (await desk.item(two.id))?.content]).toMatchObject([1, { title: { fr: 'Par l’autre' } }]);
  });

  it('sent twice is saved once, and says so', async () => {
    const session = fresh(aDraft());
    await desk.save(session);
    expect(await desk.save(session)).toMatchObject([{ revision: 1 }]);
    const changed = again(session.id, 1, aDraft({ title: { fr: 'Z' } }));
    await Promise.all([desk.save(changed), desk.save(changed)]);
    expect((await desk.item(session.id))?.revision).toBe(2);
  });

  it('of two organisers who save the same item fifty times at once has one winner a revision', async () => {
    const session = fresh(aDraft());
    await desk.save(session);
    const both = [desk, await atDesk(house)];
    for (let revision = 1; revision <= 50; revision++) {
      const contents = both.map((_, who) => aDraft({ title: { fr: `${revision} ${who}` } }));
      const said = await Promise.all(both.map((one, who) => one.triesToSave(again(session.id, revision, contents[who] ?? null))));
      expect(said.toSorted()).toEqual(['done', 'timetable.movedMeanwhile']);
      const { rows } = await house.owner.query('select revision, content from draft_item where id = $1', [session.id]);
      expect(rows).toMatchObject([{ revision: revision + 1, content: { title: contents[said.indexOf('done')]?.title } }]);
    }
  });

  it('takes out what is not in use, and what was taken out comes back over its revision', async () => {
    const [stage, speaker] = [fresh(aStage()), fresh(aSpeaker())];
    const session = fresh(aDraft({ stage: stage.id, people: [{ id: randomUUID(), speaker: speaker.id, role: 'speaker', replaces: null }] }));
    await desk.save(stage, speaker, session);
    for (const used of [stage, speaker]) expect(await desk.triesToSave(again(used.id, 1, null))).toBe('timetable.inUse');
    await desk.save(...[stage, speaker, session].map(({ id }) => again(id, 1, null)));
    expect((await desk.draft()).items.some(({ id }) => id === session.id)).toBe(false);
    expect(await desk.triesToSave(again(session.id, 1, session.content))).toBe('timetable.movedMeanwhile');
    await desk.save(...[stage, speaker, session].map(({ id, content }) => again(id, 2, content)));
    expect(await desk.item(session.id)).toMatchObject({ revision: 3, content: { stage: stage.id } });
  });

  it.each<[string, string, () => Asked | Asked[] | Promise<Asked | Asked[]>]>([
    ['an item that never was, over a revision', 'timetable.unknown', () => again(randomUUID(), 3, aDraft())],
    ['a new item that is taken out', 'timetable.unknown', () => again(randomUUID(), 0, null)],
    ['a stage that is none', 'timetable.unknown', () => fresh(aDraft({ stage: randomUUID() }))],
    ['a speaker who is nobody', 'timetable.unknown', () => fresh(aDraft({ people: [{ id: randomUUID(), speaker: randomUUID(), role: 'speaker', replaces: null }] }))],
    ['a photo that nobody brought', 'timetable.unknown', () => fresh(aSpeaker({ photo: randomUUID() }))],
    ['an attachment that nobody brought', 'timetable.unknown', () => fresh(aDraft({ attachments: [randomUUID()] }))],
    ['an account that is nobody’s', 'timetable.unknown', () => fresh(aSpeaker({ person: randomUUID() }))],
    ['days that are not the fair’s', 'timetable.unknown', () => fresh({ kind: 'fair', days: ['2026-11-27'] })],
    ['the fair made a session', 'timetable.unknown', () => again(fair, 1, aDraft())],
    ['one item twice', 'timetable.movedMeanwhile', () => { const one = fresh(aDraft()); return [one, one]; }],
    ['a slug twice', 'timetable.slugTaken', () => [fresh(aDraft({ slug: 'twice' })), fresh(aDraft({ slug: 'twice' }))]],
    ['a slug that a released session has', 'timetable.slugTaken', () => fresh(aDraft({ slug: 'panel-1' }))],
    ['one entry in two sessions', 'timetable.inUse', async () => {
      const speaker = fresh(aSpeaker());
      const people = [{ id: randomUUID(), speaker: speaker.id, role: 'speaker' as const, replaces: null }];
      return [speaker, fresh(aDraft({ people })), fresh(aDraft({ people }))];
    }],
  ])('refuses %s: %s', async (_what, refusal, make) => {
    const before = await desk.draft();
    expect(await desk.triesToSave(...[await make()].flat())).toBe(refusal);
    expect(await desk.draft()).toEqual(before);
  });

  it.each(['2026-02-30', '2026-13-45', '0001-01-01', '9999-12-31'])('has no day like %s, and nothing that stands on it: of that no page, calendar or file could be made', async (day) => {
    const { revision = 0 } = (await desk.item(fair)) ?? {};
    expect(await desk.triesToSave(again(fair, revision, { kind: 'fair', days: ['2026-11-27', day] }))).toBe('wire.malformed');
    expect(await desk.triesToSave(fresh(aDraft({ starts: `${day}T10:00` })))).toBe('wire.malformed');
    expect(await desk.triesToSave(fresh(aSpeaker({ available: [{ from: `${day}T10:00`, to: `${day}T11:00` }] })))).toBe('wire.malformed');
    expect(await desk.triesToSave(fresh(aDraft({ starts: '2026-11-27T24:00' })))).toBe('wire.malformed');
  });

  it('has no day of the fair twice', async () => {
    const { revision = 0 } = (await desk.item(fair)) ?? {};
    expect(await desk.triesToSave(again(fair, revision, { kind: 'fair', days: ['2026-11-27', '2026-11-27'] }))).toBe('wire.malformed');
  });

  it.each<[string, Partial<DraftSession>]>([
    ['a character that no database holds', { extra: { field: { in: ['a\0b'] } } }],
    ['the same in a name', { extra: { field: { 'a\0b': 1 } } }],
    ['half a character', { extra: { field: '\ud800' } }],
    ['the same in where it came from', { source: 'csv \0' }],
    ['the same in what is lived with', { accepted: [{ key: '\0', at: '2026-11-27T10:00:00Z' }] }],
    ['a depth that nothing has', { extra: { field: JSON.parse(`${'['.repeat(100)}${']'.repeat(100)}`) as unknown } }],
  ])('keeps nothing that holds %s', async (_what, fields) => {
    expect(await desk.triesToSave(fresh(aDraft(fields)))).toBe('wire.malformed');
  });

  it('refuses to do without its days', async () => {
    const row = await desk.item(fair);
    expect(await desk.triesToSave(again(fair, row?.revision ?? 0, null))).toBe('timetable.inUse');
  });

  it('of another fair is as unknown as none', async () => {
    const session = fresh(aDraft());
    await desk.save(session);
    const { rows } = await house.owner.query<{ id: string }>(`insert into fair (slug, name, edition, theme, host, days, zone) values ('elsewhere', '{}', '{}', '{}', '{}', '{}', 'Africa/Casablanca') returning id`);
    await house.owner.query('update draft_item set fair_id = $2 where id = $1', [session.id, rows[0]?.id]);
    expect(await desk.triesToSave(again(session.id, 1, aDraft()))).toBe('timetable.unknown');
    expect(await desk.item(session.id)).toBeUndefined();
  });

  it('has a row for each session, on which roles are held and in which nothing of it stands; what was never released goes with it', async () => {
    const session = fresh(aDraft({ slug: 'canary-slug', title: { fr: 'CANARY' }, starts: '2026-11-27T10:00', is: 'ceremony', capacity: 7 }));
    await desk.save(session);
    const row = async () => (await house.owner.query<Record<string, unknown>>('select * from session where id = $1', [session.id])).rows[0];
    expect(JSON.stringify(await row())).not.toMatch(/canary|2026-11-27T10|ceremony/i);
    expect(await row()).toMatchObject({ state: 'draft', capacity: null });
    await house.owner.query(`insert into role_held (holder, role, fair_id, object_id, object_kind, given_by) values ($1, 'moderator', $2, $3, 'session', 'terminal')`, [desk.id, fair, session.id]);
    await desk.save(again(session.id, 1, null));
    expect(await row()).toBeUndefined();
    expect((await house.owner.query(`select 1 from role_held where object_id = $1`, [session.id])).rowCount).toBe(0);
  });
});

describe('the topic of a draft', () => {
  const enters = (socket: Socket) => asks(socket, 'feed.enter', { topic: `draft:${fair}` });

  it('tells its holders what was saved, and nobody else', async () => {
    const [mine, guest, visitor] = [await house.socket(desk.headers), await house.socket({ cookie: (await house.guest()).cookie }), await house.socket((await account(house)).headers)];
    expect(await enters(mine)).toMatchObject({ ok: true });
    for (const socket of [guest, visitor, await house.socket()]) expect(await enters(socket)).toEqual({ ok: false, refusal: 'feed.unknownTopic' });
    expect(await asks(mine, 'feed.enter', { topic: `draft:${randomUUID()}` })).toEqual({ ok: false, refusal: 'feed.unknownTopic' });
    const heard = hears<Frame>(mine, told.frame, ({ topic }) => topic === `draft:${fair}`);
    const session = fresh(aDraft());
    await desk.save(session);
    expect((await heard).facts).toEqual([{ name: 'draft.saved', body: { items: [{ id: session.id, revision: 1 }] } }]);
  });

  it('loses within two seconds whoever may no longer hear it', async () => {
    const mine = await account(house, { roles: ['organiser'] });
    const socket = await house.socket(mine.headers);
    expect(await enters(socket)).toMatchObject({ ok: true });
    const staying = await house.socket(desk.headers);
    expect(await enters(staying)).toMatchObject({ ok: true });
    await house.owner.query('delete from role_held where holder = $1', [mine.id]);
    const hearing = (one: Socket) => asks(one, 'feed.sync', { topic: `draft:${fair}`, after: 0 }) as Promise<{ ok: boolean }>;
    await until(() => hearing(socket), ({ ok }) => !ok, 2000);
    expect((await hearing(staying)).ok).toBe(true);
  });

  it('has no ghosts in it: whoever went while they were asked for never enters', async () => {
    const [feed, people] = [house.app.get(FeedGateway), house.app.get(PeopleService)];
    const staying = await house.socket(desk.headers);
    await enters(staying);
    const there = () => feed.hearersOf(`draft:${fair}`);
    const socket = await house.socket(desk.headers);
    const { id } = socket;
    let go: () => void = () => undefined;
    const gone = new Promise<void>((done) => (go = done));
    const asked = new Promise<void>((done) => jest.spyOn(people, 'mustHold').mockImplementationOnce(async () => (done(), await gone)));
    socket.emit('feed.enter', { topic: `draft:${fair}` }, () => undefined);
    await asked;
    const sockets = async () => (await house.app.get(Metrics).sockets.get()).values[0]?.value ?? 0;
    const before = await sockets();
    socket.disconnect();
    await until(sockets, (count) => count === before - 1);
    go();
    await enters(staying);
    expect([there().has(id ?? ''), there().has(staying.id ?? '')]).toEqual([false, true]);
  });

  it('says who is there and what they look at, at most once a second, until they leave', async () => {
    const other = await account(house, { roles: ['organiser'], name: { ar: 'مريم ز.' } });
    const [mine, theirs] = [await house.socket(desk.headers), await house.socket(other.headers)];
    const item = randomUUID();
    // Who has not entered is not there.
    expect(await asks(theirs, 'draft.look', { item })).toEqual({ ok: true, answer: { here: [] } });
    for (const socket of [mine, theirs]) await enters(socket);
    const seesBoth = hears<DraftPulse>(mine, told.draft, ({ here }) => here.length === 2);
    await asks(mine, 'draft.look', { item: null });
    expect(await asks(theirs, 'draft.look', { item })).toMatchObject({ ok: true, answer: { here: [{ person: desk.id, item: null }, { person: other.id, name: { ar: 'مريم ز.' }, item }] } });
    expect((await seesBoth).here[1]).toEqual({ person: other.id, name: { ar: 'مريم ز.' }, item });
    const pulses: number[] = [];
    mine.on(told.draft, () => pulses.push(performance.now()));
    for (let turn = 0; turn < 20; turn++) await asks(theirs, 'draft.look', { item: randomUUID() });
    const seesMe = hears<DraftPulse>(mine, told.draft, ({ here }) => here.length === 1);
    theirs.disconnect();
    expect((await seesMe).here).toMatchObject([{ person: desk.id }]);
    for (let at = 1; at < pulses.length; at++) expect((pulses[at] ?? 0) - (pulses[at - 1] ?? 0)).toBeGreaterThan(900);
  });
});

describe('a link to the draft', () => {
  const reads = (token: string, address = '203.0.113.1') => house.call('POST', '/api/draft', { body: { token }, headers: { 'x-forwarded-for': address } });

  it('reads it without an account and without anyone’s, until it is taken back', async () => {
    const someone = await account(house);
    const speaker = fresh(aSpeaker({ person: someone.id }));
    await desk.save(speaker);
    const { id, token } = await desk.ask<{ id: string; token: string }>('/api/desk/programme/links', { name: 'Direction' });
    const said = await reads(token);
    const read = said.json as Awaited<ReturnType<typeof desk.draft>>;
    expect(read.items.find((item) => item.id === speaker.id)).toMatchObject({ by: null, content: { name: { fr: 'Hind T.' }, person: null } });
    expect(said.text).not.toContain(someone.id);
    expect(said.text).not.toContain(desk.id);
    const links = () => desk.get<{ links: { id: string; name: string; seen: string | null; revoked: string | null }[] }>('/api/desk/programme/links');
    expect((await links()).links[0]).toMatchObject({ id, name: 'Direction', seen: expect.any(String) as string, revoked: null });
    await desk.ask(`/api/desk/programme/links/${id}/revoke`);
    await desk.ask(`/api/desk/programme/links/${id}/revoke`);
    expect(refusalOf(await reads(token))).toBe('timetable.linkUnknown');
    expect((await links()).links[0]?.revoked).not.toBeNull();
    const { rows } = await house.owner.query<{ deed: string }>(`select deed from audit where object_id = $1 order by id`, [id]);
    expect(rows.map(({ deed }) => deed)).toEqual(['draftLink.made', 'draftLink.revoked']);
  });

  it('is kept as a hash alone, and opens nothing else', async () => {
    const { token } = await desk.ask<{ token: string }>('/api/desk/programme/links', { name: 'Direction' });
    const { rows } = await house.owner.query('select * from draft_link');
    expect(JSON.stringify(rows)).not.toContain(token);
    expect((await house.call('POST', '/api/desk/programme/save', { body: { token, items: [] } })).status).toBe(403);
    expect((await house.call('GET', '/api/desk/programme')).status).toBe(403);
  });

  it('that somebody guesses is refused, and soon the guessing too', async () => {
    const said = await Promise.all(Array.from({ length: 60 }, (_, turn) => house.call('POST', '/api/draft', { body: { token: `guess-${turn}` } })));
    expect(new Set(said.map(refusalOf))).toEqual(new Set(['timetable.linkUnknown', 'wire.tooMany']));
  });

  it('is needed by whoever has only one factor of two', async () => {
    const organiser = await account(house, { roles: ['organiser'] });
    const second = await signedIn(house, organiser.id, { two: false });
    expect(refusalOf(await second.reads('/api/desk/programme'))).toBe('people.secondFactorNeeded');
  });
});
