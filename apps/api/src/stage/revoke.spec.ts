import { request } from 'node:http';
import type { Ticket } from '@siccam/contract';
import { SignInsService } from '../people/signIns.service';
import { Database, LiveKit } from '../platform';
import { type Acting, account, signedIn } from '../testing/acting';
import { type TestHouse, openHouse, refusalOf } from '../testing/house';
import { until } from '../testing/until';
import { StageKeeper } from './stage.keeper';
import { stageRoom } from './stage.rules';

let house: TestHouse;
let organiser: Acting;
let room: string;
const tenSeconds = 10_000;

beforeAll(async () => {
  house = await openHouse();
  organiser = await account(house, { roles: ['organiser'] });
  await house.owner.query(`update session set state = 'live' where slug = 'panel-1'`);
  const { fair } = await house.programme();
  room = stageRoom(fair.id, (await house.session('panel-1')).id);
  house.app.get(StageKeeper).wake();
  await until(() => house.app.get(LiveKit).names(), (names) => names.includes(room));
});
afterAll(() => house.close());

/** Takes a ticket as a browser does. */
async function ticketOf(headers: Record<string, string>, tab: string): Promise<string> {
  const said = await until(() => house.call('POST', '/api/sessions/panel-1/ticket', { body: { tab }, headers }), ({ json }) => (json as Ticket).via === 'webrtc');
  return (said.json as { token: string }).token;
}

/** Comes into LiveKit's room with a ticket and holds the line; LiveKit ends it when the server says so. */
async function comeIn(token: string): Promise<{ leave: () => void }> {
  const query = new URLSearchParams({ access_token: token, auto_subscribe: '0', sdk: 'js', protocol: '15' });
  const asked = request(`${house.livekit.url.replace(/^ws/, 'http')}/rtc?${query.toString()}`, {
    headers: { connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13', 'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==' },
  });
  return await new Promise((resolve, reject) => {
    asked.once('upgrade', (_response, line) => {
      line.resume().on('error', () => undefined);
      resolve({ leave: () => line.destroy() });
    });
    asked.once('response', ({ statusCode }) => reject(new Error(`LiveKit said ${statusCode}`)));
    asked.once('error', reject);
    asked.end();
  });
}

const cookieOf = ({ cookie }: { cookie: string }) => ({ cookie });
const there = async () => (await house.app.get(LiveKit).connected(room)).map(({ identity }) => identity).sort();
const ban = (person: string) => organiser.asks(`/api/desk/people/${person}/ban`);

it('a banned guest’s sound and picture end in every tab within ten seconds, without any webhook, and again with the ticket they still hold', async () => {
  const guest = await house.guest();
  const other = await house.guest();
  const [first, second, bystander] = await Promise.all([ticketOf(cookieOf(guest), 'tab-1'), ticketOf(cookieOf(guest), 'tab-2'), ticketOf(cookieOf(other), 'tab-1')]);
  const lines = await Promise.all([first, second, bystander].map(comeIn));
  await until(there, (names) => names.length === 3);
  expect((await ban(guest.id)).status).toBe(200);
  await until(there, (names) => names.join() === `${other.id}:tab-1`, tenSeconds);
  expect(refusalOf(await house.call('POST', '/api/sessions/panel-1/ticket', { body: { tab: 'tab-3' }, headers: { cookie: guest.cookie } }))).toBe('people.banned');
  // A ticket lives five minutes, and LiveKit knows no ban.
  lines.push(await comeIn(first).catch(() => ({ leave: () => undefined })));
  await until(there, (names) => names.join() === `${other.id}:tab-1`, tenSeconds);
  for (const { leave } of lines) leave();
  await until(there, (names) => names.length === 0, 20_000);
});

it('the end of one sign-in ends what it hears and sees, and not another of the same person', async () => {
  const phone = await account(house);
  const desk = await signedIn(house, phone.id);
  const lines = await Promise.all([ticketOf(phone.headers, 'tab-1'), ticketOf(desk.headers, 'tab-1')].map(async (token) => await comeIn(await token)));
  await until(there, (names) => names.length === 2);
  await house.app.get(Database).decide((tx) => house.app.get(SignInsService).end(tx, phone.id, { only: [phone.signIn] }));
  expect(await until(there, (names) => names.length === 1, tenSeconds)).toEqual([`${phone.id}:${desk.signIn.slice(0, 8)}.tab-1`]);
  for (const { leave } of lines) leave();
});

it('a room of which LiveKit cannot be told is told when it answers again', async () => {
  const guest = await house.guest();
  const line = await comeIn(await ticketOf(cookieOf(guest), 'tab-1'));
  await until(there, (names) => names.some((name) => name.startsWith(guest.id)));
  const livekit = house.app.get(LiveKit);
  const remove = livekit.remove.bind(livekit);
  let failed = 0;
  Object.assign(livekit, { remove: () => Promise.reject(new Error(`no answer ${(failed += 1)}`)) });
  await ban(guest.id);
  await until(() => failed, (times) => times >= 2);
  Object.assign(livekit, { remove });
  await until(there, (names) => !names.some((name) => name.startsWith(guest.id)), tenSeconds);
  line.leave();
});
