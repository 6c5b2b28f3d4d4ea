import { connect } from 'node:net';

/** Asks one path over kept connections as fast as it is answered, and reports; the light client of the benchmarks, run as its own process. */

type Told = { port: number; connections: number; seconds: number; path: string; conditional: boolean };
/** What the loader saw. */
export type Seen = { requests: number; seconds: number; statuses: Record<string, number>; bytes: number };

const { port, connections, seconds, path, conditional } = JSON.parse(process.argv[2] ?? '') as Told;
const seen: Seen = { requests: 0, seconds: 0, statuses: {}, bytes: 0 };
let etag = '';
let question = asked();
let over = false;

function asked(): string {
  const known = conditional && etag ? `if-none-match: ${etag}\r\n` : '';
  return `GET ${path} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\naccept: application/json\r\naccept-encoding: gzip, deflate, br\r\n${known}\r\n`;
}

function visit(): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(question));
    socket.setNoDelay(true);
    let missing = 0;
    let head = '';
    const answered = () => {
      seen.requests++;
      if (over) socket.end();
      else socket.write(question);
    };
    socket.on('data', (data) => {
      seen.bytes += data.length;
      if (missing > 0) {
        missing -= data.length;
        if (missing === 0) answered();
        return;
      }
      head += data.toString('latin1', 0, 2048);
      const end = head.indexOf('\r\n\r\n');
      if (end < 0) return;
      const status = head.slice(9, 12);
      seen.statuses[status] = (seen.statuses[status] ?? 0) + 1;
      const length = status === '304' ? 0 : Number(/content-length: (\d+)/i.exec(head)?.[1] ?? NaN);
      if (Number.isNaN(length)) return void reject(new Error(`an answer without a length: ${head}`));
      if (conditional) {
        const now = /etag: (\S+)/i.exec(head)?.[1] ?? '';
        if (now !== etag) {
          etag = now;
          question = asked();
        }
      }
      head = '';
      missing = length - (data.length - end - 4);
      if (missing === 0) answered();
    });
    socket.on('error', reject);
    socket.on('close', () => resolve());
  });
}

const began = performance.now();
setTimeout(() => (over = true), seconds * 1000);
Promise.all(Array.from({ length: connections }, visit)).then(
  () => {
    seen.seconds = (performance.now() - began) / 1000;
    process.stdout.write(JSON.stringify(seen));
  },
  (error: unknown) => {
    process.stderr.write(`${String(error)}\n`);
    process.exit(1);
  },
);
