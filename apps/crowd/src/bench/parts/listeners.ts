import { type Socket, connect } from 'node:net';

/**
 * Thousands of listeners in one light process: each speaks as little of WebSocket and Socket.IO as a listener needs, and checks the
 * order of every fact it is told. A frame that everyone gets is read once and then only compared, byte by byte.
 */

/** `fair`: our server, a topic entered. `raw`: a WebSocket that is told the same frames. `bare`: bytes of TCP, only counted. */
export type Kind = 'fair' | 'raw' | 'bare';

/** What the benchmark tells this process. */
export type Order =
  | { do: 'open'; kind: Kind; port: number; count: number; topic?: string }
  /** Forget what was told so far. */
  | { do: 'begin'; kind: Kind }
  /** Say so when every socket of a kind has come to this fact, or after a while that it has not. */
  | { do: 'reach'; kind: Kind; number: number; within: number }
  /** From now on each socket that is told something reads a path again, at some moment within `spread` milliseconds, on a new connection, knowing the version of `etag`. */
  | { do: 'arm'; kind: Kind; port: number; path: string; etag: string; spread: number }
  /** Say when every socket has read. */
  | { do: 'readers'; kind: Kind; within: number }
  /** Reckon delays: when each fact was there to be told (milliseconds since 1970). */
  | { do: 'report'; kind: Kind; made: [number: number, at: number][] };

/** What a phase brought: deliveries (one fact to one socket), frames (one to one socket), and what was wrong. */
export type Report = { sockets: number; deliveries: number; frames: number; lost: number; disorder: number; p50: number; p99: number; slowest: number };

/** Who has read again: with which status, how many bytes in all, when the last was done (milliseconds since 1970), and how often one was cut off and asked again, as browsers do. Who is told that nothing is new asks again too, as the page does. */
export type Readers = { statuses: Record<string, number>; bytes: number; last: number; again: number; failed: string | null };

/** What this process answers: one answer an order, in order. */
export type Answer = { opened: number } | { armed: true } | { readers: Readers } | { begun: true } | { reached: boolean } | { report: Report };

type Listener = { socket: Socket; rest: Buffer | null; open: boolean; at: number };
type Reading = Readers & { port: number; question: string; spread: number; begun: Set<Listener>; done: number };
type SeenFrame = { bytes: Buffer; from: number; facts: number; times: number[] };
type Crowd = { listeners: Listener[]; frames: Map<number, SeenFrame>; latest: SeenFrame[]; deliveries: number; told: number; lost: number; disorder: number; bytes: number; reading: Reading | null };

const crowds = new Map<Kind, Crowd>();
const crowd = (kind: Kind): Crowd => {
  const known = crowds.get(kind);
  if (known) return known;
  const made: Crowd = { listeners: [], frames: new Map(), latest: [], deliveries: 0, told: 0, lost: 0, disorder: 0, bytes: 0, reading: null };
  crowds.set(kind, made);
  return made;
};

const head = Buffer.from('42["feed.frame",');
const pong = masked('3');
// All sockets are read by this one thread, one after the other.
const shared = Buffer.allocUnsafe(256 * 1024);

/** A text frame as a client must send it; the mask is nothing, so the text stays readable. */
function masked(text: string): Buffer {
  const bytes = Buffer.from(text);
  const start = bytes.length < 126 ? Buffer.from([0x81, 0x80 | bytes.length]) : Buffer.from([0x81, 0xfe, bytes.length >> 8, bytes.length & 255]);
  return Buffer.concat([start, Buffer.alloc(4), bytes]);
}

function open(kind: Kind, port: number, topic: string): Promise<void> {
  const mine = crowd(kind);
  return new Promise((resolve, reject) => {
    const listener: Listener = { open: kind === 'bare', rest: null, at: 0, socket: undefined as unknown as Socket };
    const entered = (number: number) => {
      listener.at = number;
      resolve();
    };
    listener.socket = connect({
      port,
      host: '127.0.0.1',
      onread: {
        buffer: shared,
        callback: (length, buffer) => {
          mine.bytes += length;
          if (kind !== 'bare') hear(mine, listener, (buffer as Buffer).subarray(0, length), topic, entered);
          return true;
        },
      },
    });
    mine.listeners.push(listener);
    listener.socket.setNoDelay(true);
    listener.socket.on('error', reject);
    listener.socket.on('close', () => reject(new Error(`a ${kind} socket was closed`)));
    listener.socket.on('connect', () => {
      if (kind === 'bare') return resolve();
      const path = kind === 'fair' ? '/socket.io/?EIO=4&transport=websocket' : '/';
      listener.socket.write(`GET ${path} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\nupgrade: websocket\r\nconnection: Upgrade\r\nsec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`);
    });
  });
}

/** Everything that came in one read: whole frames are taken, the beginning of the next one is kept. */
function hear(mine: Crowd, listener: Listener, read: Buffer, topic: string, entered: (number: number) => void): void {
  let data = listener.rest ? Buffer.concat([listener.rest, read]) : read;
  listener.rest = null;
  if (!listener.open) {
    const end = data.indexOf('\r\n\r\n');
    if (end < 0) return void (listener.rest = Buffer.from(data));
    if (!data.toString('latin1', 0, 12).endsWith(' 101')) throw new Error(`no socket: ${data.toString('latin1', 0, end)}`);
    listener.open = true;
    data = data.subarray(end + 4);
    if (!topic) entered(0);
  }
  const now = Date.now();
  let at = 0;
  while (at + 2 <= data.length) {
    const short = (data[at + 1] ?? 0) & 127;
    const from = at + (short === 126 ? 4 : short === 127 ? 10 : 2);
    if (from > data.length) break;
    const length = short === 126 ? data.readUInt16BE(at + 2) : short === 127 ? Number(data.readBigUInt64BE(at + 2)) : short;
    if (from + length > data.length) break;
    const opcode = (data[at] ?? 0) & 15;
    if (opcode === 8) throw new Error('the server closed a socket');
    if (opcode === 1) take(mine, listener, data.subarray(from, from + length), topic, entered, now);
    at = from + length;
  }
  if (at < data.length) listener.rest = Buffer.from(data.subarray(at));
}

function take(mine: Crowd, listener: Listener, text: Buffer, topic: string, entered: (number: number) => void, now: number): void {
  if (text.length > head.length && head.compare(text, 0, head.length) === 0) return takeFrame(mine, listener, text, now);
  const kind = text.toString('latin1', 0, 2);
  if (kind === '2') listener.socket.write(pong);
  else if (kind[0] === '0') listener.socket.write(masked('40'));
  else if (kind === '40') listener.socket.write(masked(`420["feed.enter",${JSON.stringify({ topic })}]`));
  else if (kind === '43') {
    const [said] = JSON.parse(text.toString('utf8', 3)) as [{ ok: boolean; answer?: { head: number } }];
    if (!said.answer) throw new Error(`entering was refused: ${text.toString()}`);
    entered(said.answer.head);
  }
}

function takeFrame(mine: Crowd, listener: Listener, text: Buffer, now: number): void {
  const frame = mine.latest.find(({ bytes }) => bytes.equals(text)) ?? read(mine, text);
  mine.told += 1;
  frame.times.push(now);
  const next = listener.at + 1;
  const last = frame.from + frame.facts - 1;
  // Nothing is written while sockets enter, so whoever is told something again was told wrongly.
  if (frame.from < next) mine.disorder += 1;
  else if (frame.from > next) mine.lost += frame.from - next;
  mine.deliveries += Math.max(0, last - Math.max(frame.from, next) + 1);
  listener.at = Math.max(listener.at, last);
  if (mine.reading && !mine.reading.begun.has(listener)) {
    mine.reading.begun.add(listener);
    const reading = mine.reading;
    setTimeout(() => readAgain(reading), Math.random() * reading.spread);
  }
}

/** One answer on a new connection, as a browser that was idle asks. */
function readAgain(reading: Reading): void {
  let head = '';
  let missing = -1;
  const socket = connect(reading.port, '127.0.0.1', () => socket.write(reading.question));
  socket.on('error', () => {
    reading.again += 1;
    setTimeout(() => readAgain(reading), 1000);
  });
  socket.on('data', (data) => {
    reading.bytes += data.length;
    if (missing < 0) {
      head += data.toString('latin1');
      const end = head.indexOf('\r\n\r\n');
      if (end < 0) return;
      const status = head.slice(9, 12);
      reading.statuses[status] = (reading.statuses[status] ?? 0) + 1;
      const length = status === '304' ? 0 : Number(/content-length: (\d+)/i.exec(head)?.[1] ?? NaN);
      if (Number.isNaN(length)) return void (reading.failed ??= 'an answer without a length');
      missing = length - (head.length - end - 4);
    } else missing -= data.length;
    if (missing > 0) return;
    socket.destroy();
    if (head.startsWith(' 304', 8)) return void setTimeout(() => readAgain(reading), 500 + Math.random() * 500);
    reading.done += 1;
    reading.last = Date.now();
  });
}

function read(mine: Crowd, text: Buffer): SeenFrame {
  const { from, facts } = JSON.parse(text.toString('utf8', head.length, text.length - 1)) as { from: number; facts: unknown[] };
  const frame: SeenFrame = { bytes: Buffer.from(text), from, facts: facts.length, times: [] };
  mine.frames.set(from, frame);
  mine.latest = [frame, ...mine.latest.slice(0, 7)];
  return frame;
}

async function reached({ listeners }: Crowd, number: number, within: number): Promise<boolean> {
  const until = Date.now() + within;
  // The sockets are in this process: a look costs nothing, and nothing announces the last of them.
  while (listeners.some(({ at }) => at < number)) {
    if (Date.now() > until) return false;
    await new Promise((done) => setTimeout(done, 20));
  }
  return true;
}

function reportOf(mine: Crowd, made: ReadonlyMap<number, number>): Report {
  // Milliseconds, each with how many deliveries took that long.
  const delays = new Map<number, number>();
  let all = 0;
  for (const { from, facts, times } of mine.frames.values()) {
    for (let number = from; number < from + facts; number++) {
      const at = made.get(number);
      if (at === undefined) continue;
      for (const time of times) {
        const delay = Math.max(0, Math.round(time - at));
        delays.set(delay, (delays.get(delay) ?? 0) + 1);
        all += 1;
      }
    }
  }
  const sorted = [...delays].sort(([a], [b]) => a - b);
  const below = (part: number): number => {
    let count = 0;
    return sorted.find(([, many]) => (count += many) >= all * part)?.[0] ?? NaN;
  };
  return { sockets: mine.listeners.length, deliveries: mine.deliveries, frames: mine.told, lost: mine.lost, disorder: mine.disorder, p50: below(0.5), p99: below(0.99), slowest: sorted.at(-1)?.[0] ?? NaN };
}

async function obey(order: Order): Promise<Answer> {
  const mine = crowd(order.kind);
  switch (order.do) {
    case 'open': {
      // As many at once as a listening queue holds.
      for (let opened = 0; opened < order.count; opened += 100) {
        await Promise.all(Array.from({ length: Math.min(100, order.count - opened) }, () => open(order.kind, order.port, order.topic ?? '')));
      }
      return { opened: mine.listeners.length };
    }
    case 'begin':
      Object.assign(mine, { frames: new Map(), latest: [], deliveries: 0, told: 0, lost: 0, disorder: 0, bytes: 0, reading: null } satisfies Omit<Crowd, 'listeners'>);
      if (order.kind === 'raw') for (const listener of mine.listeners) listener.at = 0;
      return { begun: true };
    case 'reach':
      return { reached: order.kind === 'bare' ? true : await reached(mine, order.number, order.within) };
    case 'arm': {
      const question = `GET ${order.path} HTTP/1.1\r\nhost: 127.0.0.1:${order.port}\r\naccept: application/json\r\naccept-encoding: gzip, deflate, br\r\ncache-control: max-age=0\r\nif-none-match: ${order.etag}\r\n\r\n`;
      mine.reading = { port: order.port, question, spread: order.spread, begun: new Set(), done: 0, statuses: {}, bytes: 0, last: 0, again: 0, failed: null };
      return { armed: true };
    }
    case 'readers': {
      const until = Date.now() + order.within;
      while ((mine.reading?.done ?? 0) < mine.listeners.length && Date.now() < until) await new Promise((done) => setTimeout(done, 20));
      const { statuses, bytes, last, again, failed, done } = mine.reading ?? { statuses: {}, bytes: 0, last: 0, again: 0, failed: 'nobody was asked to read', done: 0 };
      return { readers: { statuses, bytes, last, again, failed: failed ?? (done < mine.listeners.length ? `${mine.listeners.length - done} did not come to read` : null) } };
    }
    case 'report': {
      const report = reportOf(mine, new Map(order.made));
      const last = order.made.at(-1)?.[0] ?? 0;
      // What was never told, to anyone or to some, is lost as well.
      for (const { at } of mine.listeners) report.lost += Math.max(0, last - at);
      return { report };
    }
  }
}

let queue = Promise.resolve();
process.on('message', (order: Order) => {
  queue = queue.then(async () => void process.send?.(await obey(order)));
});
process.on('disconnect', () => process.exit(0));
