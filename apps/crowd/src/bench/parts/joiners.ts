import { type Socket, connect } from 'node:net';

/**
 * People who come to the fair, in one light process: each speaks as little of HTTP, WebSocket and Socket.IO as coming in needs, over two
 * connections as a browser does. Whoever has come in stays until told to leave.
 */

/** `fair`: our server. `raw`: the handshake of a WebSocket, nothing more. */
export type Kind = 'fair' | 'raw';
/** How a join is asked for. `cookies`: one for each who comes, as is the topic in `own`. `sitting`: the socket alone. `again`: whoever is not let in waits as told, or about a second as a browser does, and tries for so many milliseconds. `perSecond` 0: `hands` at a time, as fast as it goes. */
export type Join = { do: 'join'; kind: Kind; port: number; count: number; perSecond: number; hands: number; cookies?: string[]; topics?: string[]; slug?: string; etag?: string; own?: string[]; sitting?: boolean; again?: number };
/** What the benchmark tells this process. */
export type Order = Join | { do: 'leave'; kind: Kind };
/** How long each took (milliseconds), who did not get in, and with which statuses those were answered who had to wait. */
export type Joined = { took: number[]; errors: string[]; waits: Record<string, number> };

/** A "no", and after how many seconds to ask again. */
class No extends Error {
  constructor(
    readonly status: string,
    readonly after: number | null,
    what: string,
  ) {
    super(`${status}: ${what}`);
  }
}

const noOf = (head: string, what: string) => new No(head.slice(9, 12), Number(/retry-after: (\d+)/i.exec(head)?.[1] ?? NaN) || null, what);

const here: Record<Kind, Socket[]> = { fair: [], raw: [] };

/** A text frame as a client must send it; the mask is nothing. */
function masked(text: string): Buffer {
  const bytes = Buffer.from(text);
  const start = bytes.length < 126 ? Buffer.from([0x81, 0x80 | bytes.length]) : Buffer.from([0x81, 0xfe, bytes.length >> 8, bytes.length & 255]);
  return Buffer.concat([start, Buffer.alloc(4), bytes]);
}

/** Opens a WebSocket and enters topics; resolves when the last has answered, for `raw` when the handshake is through. */
function enter(kind: Kind, port: number, cookie: string, topics: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    let rest = Buffer.alloc(0);
    let open = false;
    let waiting = topics.length;
    const socket = connect(port, '127.0.0.1', () => {
      const [path, who] = kind === 'fair' ? ['/socket.io/?EIO=4&transport=websocket', `cookie: ${cookie}\r\n`] : ['/', ''];
      socket.write(`GET ${path} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\nupgrade: websocket\r\nconnection: Upgrade\r\n${who}sec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`);
    });
    here[kind].push(socket);
    socket.setNoDelay(true);
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('the socket was closed')));
    socket.on('data', (data) => {
      rest = rest.length > 0 ? Buffer.concat([rest, data]) : data;
      if (!open) {
        const end = rest.indexOf('\r\n\r\n');
        if (end < 0) return;
        if (rest.toString('latin1', 9, 12) !== '101') return reject(noOf(rest.toString('latin1', 0, end), 'no socket'));
        open = true;
        rest = rest.subarray(end + 4);
        if (kind === 'raw') return resolve();
      }
      let at = 0;
      while (at + 2 <= rest.length) {
        const short = (rest[at + 1] ?? 0) & 127;
        const from = at + (short === 126 ? 4 : 2);
        if (from > rest.length) break;
        const length = short === 126 ? rest.readUInt16BE(at + 2) : short;
        if (from + length > rest.length) break;
        said(rest.toString('utf8', from, from + length));
        at = from + length;
      }
      rest = Buffer.from(rest.subarray(at));
    });
    const said = (text: string) => {
      if (text === '2') socket.write(masked('3'));
      else if (text[0] === '0') socket.write(masked('40'));
      else if (text.startsWith('40')) socket.write(Buffer.concat(topics.map((topic, number) => masked(`42${number}["feed.enter",{"topic":"${topic}"}]`))));
      else if (text.startsWith('43')) {
        if (!text.includes('"ok":true')) reject(new Error(text));
        else if (--waiting === 0) resolve();
      }
    };
  });
}

/** Asks one question after the other on one connection; whatever is no 200 or 304 is an error. */
function ask(port: number, questions: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    let turn = 0;
    let head = '';
    let missing = 0;
    const socket = connect(port, '127.0.0.1', () => socket.write(questions[0] ?? ''));
    socket.setNoDelay(true);
    socket.on('error', reject);
    const answered = () => {
      turn += 1;
      head = '';
      if (turn < questions.length) return void socket.write(questions[turn] ?? '');
      socket.destroy();
      resolve();
    };
    socket.on('data', (data) => {
      if (missing > 0) {
        missing -= data.length;
        if (missing === 0) answered();
        return;
      }
      head += data.toString('latin1');
      const end = head.indexOf('\r\n\r\n');
      if (end < 0) return;
      const status = head.slice(9, 12);
      if (status !== '200' && status !== '304') {
        socket.destroy();
        return reject(noOf(head, `${questions[turn]?.split('\r\n')[0]} ${head.slice(end + 4)}`));
      }
      missing = (status === '304' ? 0 : Number(/content-length: (\d+)/i.exec(head)?.[1] ?? NaN)) - (head.length - end - 4);
      if (missing === 0) answered();
    });
  });
}

/** One person comes in: who am I, the programme (every second one knows it already), a socket with the topics, a ticket. */
async function join({ kind, port, cookies, topics = [], slug = '', etag = '', own, sitting = false }: Join, place: number): Promise<void> {
  const cookie = cookies?.[place] ?? '';
  if (kind === 'raw') return await enter('raw', port, '', []);
  if (sitting) return await enter('fair', port, cookie, [...topics, ...(own ? [own[place] ?? ''] : [])]);
  const common = `host: 127.0.0.1:${port}\r\naccept: application/json\r\naccept-encoding: gzip, deflate, br\r\ncookie: ${cookie}\r\n`;
  const body = JSON.stringify({ tab: `tab-${place}` });
  await Promise.all([
    enter('fair', port, cookie, topics),
    ask(port, [
      `GET /api/me HTTP/1.1\r\n${common}\r\n`,
      `GET /api/programme HTTP/1.1\r\n${common}${place % 2 === 0 ? `if-none-match: ${etag}\r\n` : ''}\r\n`,
      `POST /api/sessions/${slug}/ticket HTTP/1.1\r\n${common}content-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
    ]),
  ]);
}

async function all(order: Join): Promise<Joined> {
  const joined: Joined = { took: [], errors: [], waits: {} };
  const began = performance.now();
  let turn = 0;
  const one = async (place: number) => {
    const from = performance.now();
    for (;;) {
      const error: unknown = await join(order, place).then(() => null, (thrown: unknown) => thrown);
      if (error === null) return void joined.took.push(performance.now() - from);
      const status = error instanceof No ? error.status : 'cut off';
      joined.waits[status] = (joined.waits[status] ?? 0) + 1;
      const wait = error instanceof No && error.after !== null ? error.after * 1000 : 500 + Math.random() * 1000;
      if (performance.now() - from + wait > (order.again ?? 0)) return void joined.errors.push(error instanceof Error ? error.message : 'cut off');
      await new Promise((done) => setTimeout(done, wait));
    }
  };
  const hand = async () => {
    for (let place = turn++; place < order.count; place = turn++) await one(place);
  };
  if (order.perSecond === 0) await Promise.all(Array.from({ length: order.hands }, hand));
  else {
    const coming: Promise<void>[] = [];
    while (turn < order.count) {
      const wait = began + (turn * 1000) / order.perSecond - performance.now();
      if (wait > 0) await new Promise((done) => setTimeout(done, wait));
      coming.push(one(turn++));
    }
    await Promise.all(coming);
  }
  return joined;
}

let queue = Promise.resolve();
process.on('message', (order: Order) => {
  queue = queue.then(async () => {
    if (order.do === 'join') return void process.send?.(await all(order));
    const leaving = here[order.kind].splice(0);
    await Promise.all(leaving.filter(({ destroyed }) => !destroyed).map((socket) => new Promise((done) => socket.once('close', done).destroy())));
    process.send?.({ took: [], errors: [], waits: {} } satisfies Joined);
  });
});
process.on('disconnect', () => process.exit(0));
