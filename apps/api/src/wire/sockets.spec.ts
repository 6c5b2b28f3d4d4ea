import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { type ComeBack, type Frame, type RefusalBody, told } from '@siccam/contract';
import type { Socket } from 'socket.io-client';
import { append, Tail } from '../feed';
import { PeopleService } from '../people/people.service';
import { Database } from '../platform';
import { type TestHouse, asks, hears, nobody, openHouse } from '../testing/house';
import { rawLine, rawSocket, upgrade } from '../testing/raw';
import { someone } from '../testing/someone';
import { until } from '../testing/until';

let house: TestHouse;
beforeAll(async () => (house = await openHouse({ SOCKETS_PER_ADDRESS: '20000' })));
afterAll(() => house.close());

const leaving = () => ({ topic: `session:${nobody()}` });
const unheard = { ok: false, refusal: 'wire.unknown' };
const ends = (socket: Socket) => new Promise<string>((done) => socket.once('disconnect', done));
const speak = (of: TestHouse, topic: string) => of.app.get(Database).decide(async (tx) => append(tx, topic, 'stage.aired', { onAir: [] }));

describe('a page of another site', () => {
  it.each([
    'https://evil.example',
    'null',
    '',
    'http://fair.test.evil.example',
    'http://evil-fair.test',
    'http://sub.fair.test',
    'http://fair.test:81',
    'https://fair.test',
    'http://fair.test.',
    'HTTP://FAIR.TEST',
    'http://fair.test/',
    'http://fair.test@evil.example',
    'http://fair.test, http://fair.test',
    'http://localhost',
  ])('(%p) gets no handshake', async (origin) => {
    await expect(house.socket({ origin })).rejects.toThrow();
  });

  it('is told from our own, and from a program that is no browser and so carries nobody’s cookie by accident', async () => {
    expect(await asks(await house.socket({ origin: 'http://fair.test' }), 'no.such.door', {})).toEqual(unheard);
    expect(await asks(await house.socket(), 'no.such.door', {})).toEqual(unheard);
  });

  it('gets no handshake from a fair at localhost by a name that only begins like it', async () => {
    const local = await openHouse({ PUBLIC_URL: 'http://localhost:3000' });
    try {
      for (const origin of ['http://localhost:3000', 'http://127.0.0.1:3000']) await local.socket({ origin });
      for (const origin of ['https://localhost.evil', 'http://localhost.evil:3000', 'http://localhost:3001', 'http://localhost', 'http://127.0.0.1.evil:3000', 'http://[::1]:3000']) {
        await expect(local.socket({ origin })).rejects.toThrow();
      }
    } finally {
      await local.close();
    }
  });
});

describe('a topic', () => {
  it.each([
    ['of another fair', () => `fair:${nobody()}`, 'feed.unknownTopic'],
    ['of a session that never was', () => `session:${nobody()}`, 'feed.unknownTopic'],
    ['that is no address', () => 'fair:../../etc', 'wire.malformed'],
    ['of no kind we know', () => `crew:${nobody()}`, 'wire.malformed'],
    ['that is a socket', (socket: Socket) => socket.id ?? '', 'wire.malformed'],
    ['that is a list', () => ['fair'], 'wire.malformed'],
    ['that is nothing', () => undefined, 'wire.malformed'],
  ] as const)('%s cannot be entered', async (_what, topic, refusal) => {
    const socket = await house.socket();
    expect(await asks(socket, 'feed.enter', { topic: topic(socket) })).toEqual({ ok: false, refusal });
  });

  it('of a draft is as unknown as one that never was, and cannot be read by asking for its facts either', async () => {
    const { id } = await house.session('panel-4');
    await house.owner.query(`update session set state = 'draft' where id = $1`, [id]);
    await changed();
    const socket = await house.socket();
    expect(await asks(socket, 'feed.enter', { topic: `session:${id}` })).toEqual({ ok: false, refusal: 'feed.unknownTopic' });
    expect(await asks(socket, 'feed.sync', { topic: `session:${id}`, after: 0 })).toEqual({ ok: false, refusal: 'feed.unknownTopic' });
    await house.owner.query(`update session set state = 'released' where id = $1`, [id]);
    await changed();
  });

  it('that is withdrawn loses its listeners within two seconds; a cancelled session keeps them', async () => {
    const [withdrawn, cancelled] = [await house.session('panel-2'), await house.session('panel-3')];
    const socket = await house.socket();
    for (const { id } of [withdrawn, cancelled]) expect(await asks(socket, 'feed.enter', { topic: `session:${id}` })).toMatchObject({ ok: true });
    await house.owner.query(`update session set state = 'draft' where id = $1`, [withdrawn.id]);
    await house.owner.query(`update session set state = 'cancelled' where id = $1`, [cancelled.id]);
    await changed();
    await until(() => asks(socket, 'feed.sync', { topic: `session:${withdrawn.id}`, after: 0 }), (said) => (said as { ok: boolean }).ok === false, 2000);
    const frames: string[] = [];
    socket.on(told.frame, ({ topic }: Frame) => frames.push(topic));
    const frame = hears<Frame>(socket, told.frame);
    await speak(house, `session:${withdrawn.id}`);
    await speak(house, `session:${cancelled.id}`);
    await frame;
    expect(frames).toEqual([`session:${cancelled.id}`]);
    await house.owner.query(`update session set state = 'released' where id = any($1)`, [[withdrawn.id, cancelled.id]]);
    await changed();
  });

  /** The programme is read anew, as after an organiser's change. */
  async function changed(): Promise<void> {
    const { fair, version } = await house.programme();
    await house.app.get(Database).decide(async (tx) => {
      await tx.sql.query('update fair set programme_version = programme_version + 1 where id = $1', [fair.id]);
      append(tx, `fair:${fair.id}`, 'programme.changed', { version: version + 1 });
    });
    await until(() => house.programme(), (now) => now.version > version);
  }
});

describe('a hostile socket', () => {
  it('is answered in words whatever it asks', async () => {
    const socket = await house.socket();
    for (const name of ['no.such.door', '__proto__', 'constructor', 'toString', 'connection']) expect(await asks(socket, name, {})).toEqual(unheard);
    const topic = `session:${(await house.session('panel-1')).id}`;
    expect(await asks(socket, 'feed.enter', { topic, extra: 1 })).toEqual({ ok: false, refusal: 'wire.malformed' });
    expect(await asks(socket, 'feed.sync', { topic, after: 0 })).toEqual({ ok: false, refusal: 'feed.unknownTopic' });
    await asks(socket, 'feed.enter', { topic });
    for (const after of [-1, 0.5, 2 ** 53, '0', null]) expect(await asks(socket, 'feed.sync', { topic, after })).toEqual({ ok: false, refusal: 'wire.malformed' });
  });

  it('with a frame over 64 KB loses its own connection only', async () => {
    const [loud, calm] = [await house.socket(), await house.socket()];
    const gone = ends(loud);
    loud.emit('feed.enter', 'x'.repeat(70_000), () => undefined);
    await gone;
    expect(await asks(calm, 'no.such.door', {})).toEqual(unheard);
  });

  it('that sends an event named error ends itself', async () => {
    const [loud, calm] = [await house.socket(), await house.socket()];
    const gone = ends(loud);
    loud.emit('error', 'x');
    await gone;
    expect(await asks(calm, 'no.such.door', {})).toEqual(unheard);
  });

  it('that sends ten thousand questions at once is refused after its own share, then cut off; others behind the same address are answered', async () => {
    const [loud, calm] = [await house.socket(), await house.socket()];
    const gone = ends(loud);
    const flood = Array.from({ length: 10_000 }, () => asks(loud, 'feed.leave', leaving()).catch(() => undefined) as Promise<{ ok: boolean; refusal?: string } | undefined>);
    await gone;
    const answered = (await Promise.all(flood)).filter((said) => said !== undefined);
    expect(answered.filter(({ ok }) => ok).length).toBeLessThanOrEqual(120);
    expect(answered.length).toBeLessThan(250);
    expect(await asks(calm, 'feed.leave', leaving())).toEqual({ ok: true, answer: {} });
    expect((await house.call('GET', '/fr')).status).toBe(200);
  });

  it('that opens and then says nothing, or never finishes, is gone within six seconds though it does not hang up', async () => {
    const [silent, half] = [await rawSocket(house.url, { enter: false }), await rawLine(house.url)];
    half.line.write(upgrade().slice(0, 60));
    const began = performance.now();
    await Promise.all([silent.gone, half.gone]);
    expect(performance.now() - began).toBeLessThan(7500);
  });

  it('and ten thousand broken packets leave the server alive, its memory flat, and a visitor hearing every fact in time', async () => {
    const { id } = await house.session('panel-1');
    const topic = `session:${id}`;
    const visitor = await house.socket();
    await asks(visitor, 'feed.enter', { topic });
    const delays: number[] = [];
    let sending = true;
    const visit = (async () => {
      while (sending) {
        const began = performance.now();
        const frame = hears<Frame>(visitor, told.frame);
        await speak(house, topic);
        await frame;
        delays.push(performance.now() - began);
      }
    })();
    await storm(300);
    const before = await settled();
    expect(await storm(10_000)).toBeGreaterThanOrEqual(10_000);
    const after = await settled();
    sending = false;
    await visit;
    expect((await house.call('GET', '/api/health')).json).toMatchObject({ ok: true });
    expect(after - before).toBeLessThan(12 * 1024 * 1024);
    expect(delays.length).toBeGreaterThan(10);
    expect(Math.max(...delays)).toBeLessThan(2000);
  }, 60_000);

  /** Sends so many broken pieces, on lines that are hung up by either side, and says how many were sent. */
  async function storm(pieces: number): Promise<number> {
    let sent = 0;
    let next = 0;
    const lane = async () => {
      while (sent < pieces) {
        const [enter, list] = attacks[next++ % attacks.length] ?? [true, []];
        const raw = enter === null ? await rawLine(house.url) : await rawSocket(house.url, { enter });
        for (const piece of list) {
          if (typeof piece === 'string') raw.frame(piece);
          else if (Buffer.isBuffer(piece)) raw.line.write(piece);
          else raw.frame(piece.binary, 2);
          sent += 1;
        }
        raw.line.end();
        await Promise.race([raw.gone, new Promise((done) => setTimeout(done, 20))]);
        raw.line.destroy();
      }
    };
    await Promise.all(Array.from({ length: 20 }, lane));
    return sent;
  }
});

type Piece = string | Buffer | { binary: Buffer };
const bytes = (...list: number[]) => Buffer.from(list);
const binary = Array.from({ length: 12 }, (_unused, place) => ({ binary: bytes(place) }));
const plenty = (piece: string): string[] => Array<string>(40).fill(piece);
/** What is sent before the upgrade (null), after it (false), and after Socket.IO's handshake (true). */
const attacks: [enter: boolean | null, pieces: Piece[]][] = [
  [null, [bytes(0x81, 0xff, 0xff, 0xff, 0xff, 0xff, 0x00, 0xc3, 0x28)]],
  [null, [Buffer.from('GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\n\r\n'), bytes(0x82, 0x00)]],
  [null, [Buffer.from('GET /socket.io/?EIO=4&transport=websocket&sid=__proto__ HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: x\r\nSec-WebSocket-Version: 13\r\n\r\n')]],
  [null, [Buffer.from(upgrade().replace('EIO=4', 'EIO=3')), Buffer.from(upgrade().replace('transport=websocket', 'transport=polling')), Buffer.from(upgrade().slice(0, 80))]],
  [null, [Buffer.from('POST /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n4')]],
  // Frames: a reserved opcode, reserved bits, no mask, a length that lies, text that is none, a continuation of nothing.
  ...[bytes(0x83, 0x80, 0, 0, 0, 0), bytes(0xf1, 0x80, 0, 0, 0, 0), bytes(0x81, 0x02, 0x34, 0x30), bytes(0x81, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0), bytes(0x81, 0x82, 0, 0, 0, 0, 0xc3, 0x28), bytes(0x80, 0x80, 0, 0, 0, 0)].map(
    (piece): [boolean, Piece[]] => [true, [piece]],
  ),
  // Engine.IO: no such type, a ping in the wrong direction, an upgrade of nothing, base64 that is none, nothing at all.
  ...['9', '2probe', '5', '0{"sid":"x"}', 'b!!!', '', '\u0000', '6', '1'].flatMap((piece): [boolean, Piece[]][] => [
    [false, [piece]],
    [true, [piece]],
  ]),
  // Socket.IO before its handshake, and then what it cannot read.
  ...['40/admin,', '40/__proto__,{}', '40[]', '40{"__proto__":{"admin":true}}', '42["feed.enter",{}]', '41', '44{}', '451-["a",{"_placeholder":true,"num":0}]'].map((piece): [boolean, Piece[]] => [false, [piece, piece, piece]]),
  ...['4', '47', '45', '42{', '42["error"', '42[]', '42[null]', '42[{}]', '42["connect"]', '42["disconnect"]', '42["newListener"]', '42["__proto__"]', '43[]', '4399999["x"]', '44{"x":1}', '40', '41/x', `42[${'['.repeat(2000)}`, '45-["a"]', '45NaN-["a"]', '451e9-["a"]', '4-1["a"]'].map(
    (piece): [boolean, Piece[]] => [true, [piece, piece]],
  ),
  // Attachments: a thousand promised, more than there are places, places that are none, sent without being promised.
  [true, ['451000-["feed.enter",{"_placeholder":true,"num":0}]', ...binary]],
  [true, ['453-1["feed.enter",{"_placeholder":true,"num":0},{"_placeholder":true,"num":1},{"_placeholder":true,"num":2}]', ...binary]],
  [true, ['451-["a",{"_placeholder":true,"num":-1}]', ...binary]],
  [true, ['451-["a",{"_placeholder":true,"num":"__proto__"}]', ...binary]],
  [true, ['455-["a",{"_placeholder":true,"num":0}]', '42["a"]']],
  [true, binary],
  // Questions nobody waits for, names that are none, and bodies that claim to be something else.
  ...['42["feed.enter",{"topic":"x"}]', '42["__proto__",{}]', '42["constructor",{}]', '42["error"]', '42[1]', '421["feed.enter"]', '421["feed.enter",null]', '421["feed.enter",[],{}]', '421["feed.enter",{"__proto__":{"topic":"x"}}]', '421["feed.sync",{"topic":"fair:x","after":1e309}]'].map(
    (piece): [boolean, Piece[]] => [true, plenty(piece)],
  ),
];

/** Bytes in use once what is closed has been let go. */
async function settled(): Promise<number> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  let least = Infinity;
  // Lines that were cut a second after their end hold on until then.
  for (let turn = 0; turn < 8; turn++) {
    await new Promise((done) => setTimeout(done, 200));
    collect();
    least = Math.min(least, process.memoryUsage().heapUsed);
  }
  return least;
}

describe('many behind one address', () => {
  it('come in and catch up at the same moment, though one of them floods', async () => {
    const university = await openHouse({ SOCKETS_PER_ADDRESS: '400' });
    try {
      const topic = `session:${(await university.session('panel-1')).id}`;
      const abuser = await university.socket();
      const gone = ends(abuser);
      for (let turn = 0; turn < 5000; turn++) abuser.emit('feed.leave', leaving(), () => undefined);
      const visits = await Promise.all(
        Array.from({ length: 300 }, async () => {
          const socket = await university.socket();
          return [await asks(socket, 'feed.enter', { topic }), await asks(socket, 'feed.sync', { topic, after: 0 })] as { ok: boolean }[];
        }),
      );
      expect(visits.flat().filter(({ ok }) => !ok)).toEqual([]);
      await gone;
    } finally {
      await university.close();
    }
  });

  it('who are known are answered when strangers have used up what strangers may ask there', async () => {
    const small = await openHouse({ SOCKETS_PER_ADDRESS: '40' });
    try {
      const cookies = await Promise.all([small.guest(), small.guest()]);
      const known = await Promise.all(cookies.map(({ cookie }) => small.socket({ cookie })));
      const loud = await Promise.all(Array.from({ length: 10 }, () => small.socket()));
      const floods = await Promise.all(loud.flatMap((one) => Array.from({ length: 100 }, () => asks(one, 'feed.leave', leaving()) as Promise<RefusalBody>)));
      expect(floods.at(-1)?.refusal).toBe('wire.tooMany');
      for (const one of known) expect(await asks(one, 'feed.leave', leaving())).toEqual({ ok: true, answer: {} });
      await expect(small.socket()).rejects.toThrow();
      await small.socket({ cookie: cookies[0]?.cookie ?? '' });
    } finally {
      await small.close();
    }
  });

  it('are no more than fit; then someone known takes the place of the stranger who came first', async () => {
    const small = await openHouse({ SOCKETS_PER_ADDRESS: '10' });
    try {
      const { cookie } = await small.guest();
      const strangers = await Promise.all(Array.from({ length: 10 }, () => small.socket()));
      await expect(small.socket()).rejects.toThrow();
      const left = Promise.race(strangers.map(ends));
      expect(await asks(await small.socket({ cookie }), 'no.such.door', {})).toEqual(unheard);
      await left;
      expect(strangers.filter(({ connected }) => connected)).toHaveLength(9);
    } finally {
      await small.close();
    }
  });

  it('who are signed in find a place where guests have filled it, and guests none', async () => {
    const small = await openHouse({ SOCKETS_PER_ADDRESS: '10' });
    try {
      const { headers } = await someone(small);
      const guests = await Promise.all(Array.from({ length: 10 }, async () => small.socket({ cookie: (await small.guest()).cookie })));
      await expect(small.socket({ cookie: (await small.guest()).cookie })).rejects.toThrow();
      const left = Promise.race(guests.map(ends));
      await small.socket(headers);
      await left;
      expect(guests.filter(({ connected }) => connected)).toHaveLength(9);
    } finally {
      await small.close();
    }
  });

  it('are counted where the proxy saw them, whatever they claim themselves', async () => {
    const proxied = await openHouse({ TRUST_PROXY: '1', SOCKETS_PER_ADDRESS: '30' });
    try {
      const from = (address: string) => proxied.socket({ 'x-forwarded-for': `10.9.9.9, ${address}` });
      const one = await from('198.51.100.1');
      const said = await Promise.all(Array.from({ length: 130 }, () => asks(one, 'feed.leave', leaving()) as Promise<{ ok: boolean }>));
      // A hundred and twenty in a minute are what strangers of thirty sockets may ask; the handshake was one.
      expect(said.filter(({ ok }) => ok)).toHaveLength(119);
      expect(await asks(await from('203.0.113.7'), 'feed.leave', leaving())).toEqual({ ok: true, answer: {} });
      await expect(from('198.51.100.1')).rejects.toThrow();
      // Who opens a page from there reads words, not JSON.
      const page = await proxied.call('GET', '/fr', { headers: { 'x-forwarded-for': '198.51.100.1' } });
      expect([page.status, page.headers.get('content-type')]).toEqual([429, 'text/html; charset=utf-8']);
      expect(page.text).toContain('Le salon est occupé un instant');
      expect(page.headers.get('retry-after')).toMatch(/^\d+$/);
    } finally {
      await proxied.close();
    }
  });
});

it('the oldest of one person’s sockets is closed and told why when there are too many', async () => {
  const { cookie } = await house.guest();
  const mine: Socket[] = [];
  for (let place = 0; place < 20; place++) mine.push(await house.socket({ cookie }));
  const [oldest, next] = mine;
  if (!oldest || !next) throw new Error('no sockets');
  const why = hears<RefusalBody>(oldest, told.closed);
  const gone = ends(oldest);
  await house.socket({ cookie });
  expect(await why).toEqual({ ok: false, refusal: 'wire.tooMany' });
  // The server's own words for it: a client does not come back by itself, so two tabs do not throw each other out for ever.
  expect(await gone).toBe('io server disconnect');
  expect(next.connected).toBe(true);
});

it('the cookie of a guest who has an account by now closes none of the account’s sockets', async () => {
  const { person, headers } = await someone(house);
  const older = { cookie: house.app.get(PeopleService).cookies.write({ kind: 'guest', id: person, named: false }).split(';')[0] ?? '' };
  const mine = await house.socket(headers);
  const theirs: Socket[] = [];
  for (let place = 0; place < 20; place++) theirs.push(await house.socket(older));
  const [oldest] = theirs;
  if (!oldest) throw new Error('no sockets');
  const gone = ends(oldest);
  await house.socket(older);
  await gone;
  expect([mine.connected, theirs[1]?.connected]).toEqual([true, true]);
});

describe('a server that closes', () => {
  it('answers what was asked, tells everyone to come back at another moment, and takes nobody new', async () => {
    const old = await openHouse();
    try {
      const topic = `session:${(await old.session('panel-1')).id}`;
      const sockets = await Promise.all(Array.from({ length: 40 }, () => old.socket()));
      const order: string[] = [];
      const [asking] = sockets;
      if (!asking) throw new Error('no sockets');
      const backs = sockets.map((socket) => hears<ComeBack>(socket, told.comeBack));
      for (const socket of sockets) socket.once(told.comeBack, () => void socket.disconnect());
      asking.once(told.comeBack, () => void order.push('come back'));
      // A question whose answer waits until the server has begun to close.
      let answer: (head: number) => void = () => undefined;
      const asked = new Promise<void>((begun) => {
        jest.spyOn(old.app.get(Tail), 'follow').mockImplementationOnce(() => {
          begun();
          return new Promise((done) => (answer = done));
        });
      });
      const answered = new Promise<unknown>((done) => asking.emit('feed.enter', { topic }, (said: unknown) => void (order.push('answer'), done(said))));
      await asked;
      const stopped = old.stop();
      expect(await asks(sockets[1] ?? asking, 'feed.enter', { topic })).toEqual({ ok: false, refusal: 'wire.unavailable', retryAfter: 1 });
      await expect(old.socket()).rejects.toThrow();
      answer(7);
      expect(await answered).toEqual({ ok: true, answer: { head: 7 } });
      const after = (await Promise.all(backs)).map((back) => back.after);
      expect(order).toEqual(['answer', 'come back']);
      expect(Math.min(...after)).toBeGreaterThanOrEqual(0);
      expect(Math.max(...after)).toBeLessThanOrEqual(1000);
      expect(new Set(after).size).toBeGreaterThan(20);
      await stopped;
    } finally {
      await old.close();
    }
  });

  it('does not wait for those who do not go', async () => {
    const old = await openHouse();
    const deaf = await rawSocket(old.url);
    const began = performance.now();
    await old.stop();
    expect(performance.now() - began).toBeLessThan(4500);
    await deaf.gone;
    await old.close();
  });
});
