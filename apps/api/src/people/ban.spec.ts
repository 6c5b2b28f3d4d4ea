import { randomUUID } from 'node:crypto';
import { type AnswerOf, type banPerson, type RefusalBody, told } from '@siccam/contract';
import type { Socket } from 'socket.io-client';
import { openLog } from '../platform';
import { startServer } from '../server';
import { type Acting, account, fairOf, sheetOf, signedIn } from '../testing/acting';
import { type TestHouse, asks, nobody, openHouse, refusalOf, type Said } from '../testing/house';
import { until } from '../testing/until';
import { Standing } from './standing';

let house: TestHouse;
let organiser: Acting;
beforeAll(async () => (house = await openHouse()));
afterAll(() => house.close());
beforeEach(async () => {
  await house.owner.query('delete from ban');
  organiser = await account(house, { roles: ['organiser'] });
});

const twoSeconds = 2000;
const ban = (person: string, by = organiser) => by.asks(`/api/desk/people/${person}/ban`);
const unban = (person: string) => organiser.asks(`/api/desk/people/${person}/unban`);
const coversOf = ({ json }: Said) => (json as AnswerOf<typeof banPerson>).covers;
const bans = async (person: string) => (await house.owner.query('select 1 from ban where person = $1 and lifted is null', [person])).rowCount;
const deeds = async (person: string) => (await house.owner.query<{ deed: string }>('select deed from audit where object_id = $1 order by id', [person])).rows.map(({ deed }) => deed);

/** How a socket ends: what it was told last, and after how long. */
const end = (socket: Socket) => {
  const began = performance.now();
  return new Promise<{ said: string | undefined; after: number }>((done) => {
    let said: string | undefined;
    socket.once(told.closed, (body: RefusalBody) => (said = body.refusal));
    socket.once('disconnect', () => done({ said, after: performance.now() - began }));
  });
};

describe('a ban', () => {
  it('closes every socket of a guest within two seconds, in every tab, told why; and no door opens again', async () => {
    const guest = await house.guest();
    const headers = { cookie: guest.cookie };
    const bystander = await house.socket({ cookie: (await house.guest()).cookie });
    const tabs = await Promise.all([1, 2, 3].map(() => house.socket(headers)));
    const ends = tabs.map(end);
    const said = await ban(guest.id);
    expect(sheetOf(said)).toMatchObject({ id: guest.id, kind: 'guest', name: null });
    expect(sheetOf(said).banned).not.toBeNull();
    for (const { said, after } of await Promise.all(ends)) {
      expect(said).toBe('people.banned');
      expect(after).toBeLessThan(twoSeconds);
    }
    expect(bystander.connected).toBe(true);
    await expect(house.socket(headers)).rejects.toThrow();
    expect(refusalOf(await house.call('GET', '/api/me', { headers }))).toBe('people.banned');
    expect(refusalOf(await house.call('POST', '/api/me', { body: { name: { latin: 'Again' }, language: 'fr' }, headers }))).toBe('people.banned');
    expect(refusalOf(await house.call('POST', '/api/sessions/panel-1/ticket', { body: { tab: 'tab-1' }, headers }))).toBe('people.banned');
  });

  it('that this server has not heard of yet makes no new guest of whoever asks', async () => {
    const person = await account(house);
    // Committed by another server, a moment ago.
    await house.owner.query('update sign_in set ended = now() where person_id = $1', [person.id]);
    await house.owner.query(`insert into ban (fair_id, person, by_whom) select fair_id, id, 'terminal' from person where id = $1`, [person.id]);
    const said = await house.call('GET', '/api/me', { headers: person.headers });
    expect([refusalOf(said), said.headers.get('set-cookie')]).toEqual(['people.banned', null]);
  });

  it('meets whoever was away meanwhile at the door', async () => {
    const guest = await house.guest();
    const headers = { cookie: guest.cookie };
    (await house.socket(headers)).disconnect();
    await ban(guest.id);
    await until(() => house.app.get(Standing).isBanned(guest.id), Boolean, twoSeconds);
    await expect(house.socket(headers)).rejects.toThrow();
  });

  it('of an account ends every sign-in and every link', async () => {
    const victim = await account(house, { roles: ['press'] });
    const elsewhere = await signedIn(house, victim.id);
    const fair = await fairOf(house);
    for (const kind of ['invitation', 'signIn', 'device']) await house.owner.query(`insert into link (fair_id, kind, person_id, hash, expires) values ($1, $2, $3, decode(md5(random()::text), 'hex'), now() + interval '1 day')`, [fair, kind, victim.id]);
    const ends = (await Promise.all([victim, elsewhere].map(({ headers }) => house.socket(headers)))).map(end);
    const said = await ban(victim.id);
    expect(coversOf(said)).toEqual(['cookie', 'account', 'links']);
    for (const { said, after } of await Promise.all(ends)) expect([said, after < twoSeconds]).toEqual(['people.banned', true]);
    expect((await house.owner.query('select 1 from sign_in where person_id = $1 and ended is null', [victim.id])).rowCount).toBe(0);
    expect((await house.owner.query('select 1 from link where person_id = $1 and revoked is null', [victim.id])).rowCount).toBe(0);
    for (const browser of [victim, elsewhere]) expect(refusalOf(await browser.reads('/api/account/officials'))).toBe('people.banned');
    // Even a sign-in that was begun while the ban was being decided.
    expect(refusalOf(await (await signedIn(house, victim.id)).reads('/api/account/officials'))).toBe('people.banned');
  });

  it('of a guest holds their address back for a day, and says so; many behind it still come in', async () => {
    const guest = await house.guest();
    await house.socket({ cookie: guest.cookie });
    expect(coversOf(await ban(guest.id))).toEqual(['cookie', 'links', 'address']);
    const { rows } = await house.owner.query<{ addresses: string[]; hours: string }>('select addresses, extract(epoch from addresses_until - since) / 3600 as hours from ban where person = $1', [guest.id]);
    expect(Number(rows[0]?.hours)).toBe(24);
    expect(rows[0]?.addresses.join()).not.toContain('127.0.0.1');
    const arrivals = await until(() => Promise.all(Array.from({ length: 15 }, () => house.call('GET', '/api/me'))), (all) => all.some(({ status }) => status === 429));
    const refused = arrivals.filter(({ status }) => status === 429);
    expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0);
    // Whoever is known comes and goes as before.
    expect((await organiser.reads('/api/me')).status).toBe(200);
    await unban(guest.id);
    await until(() => house.call('GET', '/api/me'), ({ status }) => status === 200);
  });

  it('of a guest who is not there covers no address, and does not say so', async () => {
    expect(coversOf(await ban(nobody()))).toEqual(['cookie', 'links']);
  });

  it('by fifty at once is one ban, one line of the audit', async () => {
    const person = randomUUID();
    const all = await Promise.all(Array.from({ length: 50 }, () => ban(person)));
    expect(new Set(all.map(({ status }) => status))).toEqual(new Set([200]));
    expect(await bans(person)).toBe(1);
    expect(await deeds(person)).toEqual(['person.banned']);
  });

  it('is lifted, and what it ended stays ended', async () => {
    const victim = await account(house);
    await ban(victim.id);
    await until(() => victim.reads('/api/me'), (said) => refusalOf(said) === 'people.banned', twoSeconds);
    const lifted = await unban(victim.id);
    expect(sheetOf(lifted).banned).toBeNull();
    await until(() => house.app.get(Standing).isBanned(victim.id), (banned) => !banned, twoSeconds);
    expect(refusalOf(await victim.reads('/api/account/officials'))).toBe('wire.forbidden');
    expect((await (await signedIn(house, victim.id)).reads('/api/account/officials')).status).toBe(200);
    await unban(victim.id);
    expect(await deeds(victim.id)).toEqual(['person.banned', 'person.unbanned']);
    expect(refusalOf(await unban(nobody()))).toBe('people.unknown');
    const guest = nobody();
    await ban(guest);
    expect(sheetOf(await unban(guest))).toMatchObject({ id: guest, banned: null });
  });

  it('is not for oneself, whatever letters the id is written in, and needs no fresh confirmation', async () => {
    for (const id of [organiser.id, organiser.id.toUpperCase()]) expect(refusalOf(await ban(id))).toBe('people.notYourself');
    const tired = await account(house, { roles: ['organiser'], fresh: false });
    const guest = await house.guest();
    expect((await ban(guest.id.toUpperCase(), tired)).status).toBe(200);
    await until(() => house.call('GET', '/api/me', { headers: { cookie: guest.cookie } }), (said) => refusalOf(said) === 'people.banned', twoSeconds);
    expect(refusalOf(await ban(nobody(), await account(house, { roles: ['helpDesk'] })))).toBe('wire.forbidden');
  });

  it('is kept by a server that starts later, and reaches another one that runs within two seconds', async () => {
    const [before, after] = [await house.guest(), await house.guest()];
    await ban(before.id);
    const other = await startServer(house.config, openLog('silent'));
    try {
      const me = async ({ cookie }: { cookie: string }) => ((await (await fetch(`${other.url}/api/me`, { headers: { cookie } })).json()) as { refusal?: string }).refusal;
      expect(await me(before)).toBe('people.banned');
      expect(await me(after)).toBeUndefined();
      await ban(after.id);
      await until(() => me(after), (refusal) => refusal === 'people.banned', twoSeconds);
    } finally {
      await other.close();
    }
  });

  it('stops at once what a socket goes on asking', async () => {
    const victim = await account(house);
    const socket = await house.socket(victim.headers);
    expect(await asks(socket, 'feed.enter', { topic: `person:${victim.id}` })).toMatchObject({ ok: true });
    const ended = end(socket);
    await ban(victim.id);
    await ended;
    await expect(socket.timeout(300).emitWithAck('feed.enter', { topic: `person:${victim.id}` })).rejects.toThrow();
  });
});
