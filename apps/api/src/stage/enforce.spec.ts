import { request } from 'node:http';
import { AccessToken } from 'livekit-server-sdk';
import { LiveKit } from '../platform';
import { type TestHouse, openHouse } from '../testing/house';
import { until } from '../testing/until';
import { StageKeeper } from './stage.keeper';
import { botGrant, personIdentity, stageRoom } from './stage.rules';

let house: TestHouse;
beforeAll(async () => (house = await openHouse()));
afterAll(() => house.close());

/** Comes into a LiveKit room without publishing anything: its signalling line is held open, which is all that its list of people asks for. */
async function comeIn(room: string, identity: string): Promise<() => void> {
  const { url, key, secret } = house.livekit;
  const token = new AccessToken(key, secret, { identity });
  token.addGrant(botGrant(room));
  const query = new URLSearchParams({ access_token: await token.toJwt(), auto_subscribe: '0', sdk: 'js', protocol: '15' });
  const asked = request(`${url.replace(/^ws/, 'http')}/rtc?${query.toString()}`, {
    headers: { connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13', 'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==' },
  });
  return await new Promise((resolve, reject) => {
    asked.once('upgrade', (_response, line) => {
      line.resume().on('error', () => undefined);
      resolve(() => line.destroy());
    });
    asked.once('response', ({ statusCode }) => reject(new Error(`LiveKit said ${statusCode}`)));
    asked.once('error', reject);
    asked.end();
  });
}

it('whoever may publish without a decision loses it at the keeper’s next look, and whoever was decided gets it', async () => {
  await house.owner.query(`update session set state = 'live' where slug = 'panel-1'`);
  const { fair } = await house.programme();
  const { id, people } = await house.session('panel-1');
  const [intruder, speaker] = [people[0]?.id ?? '', people[1]?.id ?? ''];
  const room = stageRoom(fair.id, id);
  const livekit = house.app.get(LiveKit);
  const keeper = house.app.get(StageKeeper);
  const may = async (person: string) => (await livekit.connected(room)).find(({ identity }) => identity === personIdentity(person))?.canPublish;
  keeper.wake();
  await until(() => livekit.names(), (names) => names.includes(room));
  const leave = await Promise.all([intruder, speaker].map((person) => comeIn(room, personIdentity(person))));
  try {
    await until(() => Promise.all([may(intruder), may(speaker)]), (both) => both.every((one) => one === false));
    // LiveKit lets one publish whom nobody put on air, and keeps back one who was: as after a re-join with an old ticket.
    await livekit.permit(room, personIdentity(intruder), true);
    await house.owner.query('update session set on_air = $2 where id = $1', [id, [speaker]]);
    keeper.wake();
    await until(() => Promise.all([may(intruder), may(speaker)]), ([ofIntruder, ofSpeaker]) => ofIntruder === false && ofSpeaker === true);
  } finally {
    leave.forEach((go) => go());
  }
});
