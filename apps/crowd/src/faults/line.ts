import { type Socket, connect, createServer } from 'node:net';
import { once } from 'node:events';

/** A line between one client and the server, over TCP, that can be cut, go silent, and be slow. */
export type Line = {
  /** Where the client connects instead of the server. */
  port: number;
  /** Ends every connection and refuses new ones until `mend`. */
  cut(): void;
  /** Carries nothing more, and ends nothing: what is sent waits, as behind a hill. `mend` lets it arrive. */
  silence(): void;
  /** From now on the server hears nothing of the connections there are, not even their end; new ones pass. */
  forsake(): void;
  /** Carries again. */
  mend(): void;
  /** Milliseconds that everything takes each way from now on. */
  slow(milliseconds: number): void;
  close(): Promise<void>;
};

type Pair = { near: Socket; far: Socket; forsaken: boolean };

// Longer than a server waits for the pong of a client (45 s).
const forsakenFor = 60_000;

/** Opens a line to a port of this machine. `from` is the address that the server sees: each client may have one of its own. */
export async function openLine(to: number, from: string): Promise<Line> {
  const pairs = new Set<Pair>();
  let state: 'carries' | 'cut' | 'silent' = 'carries';
  let delay = 0;

  const carry = (pair: Pair, source: Socket, sink: Socket) => {
    const queue: { data: Buffer; due: number }[] = [];
    const pass = () => {
      const now = performance.now();
      while (queue[0] && queue[0].due <= now) {
        const { data } = queue.shift() as { data: Buffer };
        if (!pair.forsaken && !sink.destroyed) sink.write(data);
      }
      if (queue[0]) setTimeout(pass, Math.ceil(queue[0].due - now));
    };
    source.on('data', (data: Buffer) => {
      const due = Math.max(performance.now() + delay, queue.at(-1)?.due ?? 0);
      queue.push({ data, due });
      // Whoever waits already wakes for those behind it too.
      if (queue.length === 1) pass();
    });
  };

  const front = createServer((near) => {
    if (state === 'cut') return void near.destroy();
    const far = connect({ port: to, host: '127.0.0.1', localAddress: from });
    const pair: Pair = { near, far, forsaken: false };
    pairs.add(pair);
    for (const socket of [near, far]) {
      socket.setNoDelay(true);
      // Either end's death is the other's news.
      socket.on('error', () => undefined);
    }
    carry(pair, near, far);
    carry(pair, far, near);
    near.on('close', () => pair.forsaken || far.destroy());
    far.on('close', () => {
      near.destroy();
      pairs.delete(pair);
    });
    if (state === 'silent') for (const socket of [near, far]) socket.pause();
  });
  front.listen(0, '127.0.0.1');
  await once(front, 'listening');
  const { port } = front.address() as { port: number };

  return {
    port,
    cut() {
      state = 'cut';
      for (const { near, far, forsaken } of pairs) {
        near.destroy();
        if (!forsaken) far.resetAndDestroy();
      }
    },
    silence() {
      state = 'silent';
      for (const { near, far } of pairs) for (const socket of [near, far]) socket.pause();
    },
    forsake() {
      for (const pair of pairs) {
        if (pair.forsaken) continue;
        pair.forsaken = true;
        // Nothing is read any more: what the server sends piles up in its buffers, as with a phone in a tunnel.
        pair.far.pause();
        pair.near.destroy();
        setTimeout(() => pair.far.destroy(), forsakenFor).unref();
      }
    },
    mend() {
      state = 'carries';
      for (const { near, far, forsaken } of pairs) if (!forsaken) for (const socket of [near, far]) socket.resume();
    },
    slow(milliseconds) {
      delay = milliseconds;
    },
    async close() {
      front.close();
      for (const { near, far } of pairs) for (const socket of [near, far]) socket.destroy();
      await once(front, 'close');
    },
  };
}
