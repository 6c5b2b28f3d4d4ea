import { type Socket, connect } from 'node:net';

/** A line to the server on which anything may be written: no client library stands between. */
export type RawLine = {
  line: Socket;
  /** Sends one WebSocket frame, masked as a client must; the opcode is text unless told otherwise. */
  frame(payload: string | Buffer, opcode?: number): void;
  /** Ends when the other side has hung up. */
  gone: Promise<void>;
};

/** Opens a line without saying anything. */
export async function rawLine(url: string): Promise<RawLine> {
  const { hostname, port } = new URL(url);
  const line = connect(Number(port), hostname);
  line.on('error', () => undefined);
  // What the server says is not read here, but must be taken for the end to be noticed.
  line.resume();
  const gone = new Promise<void>((done) => line.once('close', () => done()));
  await new Promise<void>((done) => line.once('connect', done));
  return { line, gone, frame: (payload, opcode = 1) => void line.write(masked(Buffer.from(payload), opcode)) };
}

/** Opens a WebSocket of the feed; with `enter` it also finishes Socket.IO's own handshake. */
export async function rawSocket(url: string, { enter = true, headers = {} }: { enter?: boolean; headers?: Record<string, string> } = {}): Promise<RawLine> {
  const raw = await rawLine(url);
  raw.line.write(upgrade(headers));
  await said(raw.line);
  if (enter) {
    raw.frame('40');
    await said(raw.line);
  }
  return raw;
}

/** The request that opens a WebSocket of the feed. */
export const upgrade = (headers: Record<string, string> = {}): string =>
  [
    'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1',
    'Host: x',
    'Upgrade: websocket',
    'Connection: Upgrade',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    'Sec-WebSocket-Version: 13',
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    '\r\n',
  ].join('\r\n');

const said = (line: Socket) => new Promise<void>((done) => void line.once('data', () => done()).once('close', done));

function masked(payload: Buffer, opcode: number): Buffer {
  const length = payload.length < 126 ? Buffer.from([0x80 | payload.length]) : Buffer.from([0x80 | 127, 0, 0, 0, 0, 0, 0, 0, 0]);
  if (payload.length >= 126) length.writeBigUInt64BE(BigInt(payload.length), 1);
  // A mask of zeros leaves the bytes as they are.
  return Buffer.concat([Buffer.from([0x80 | opcode]), length, Buffer.alloc(4), payload]);
}
