import type { Ask } from '@siccam/contract';
import type { Server, Socket } from 'socket.io';
import { addressOf } from './admission';
import { passThrough, told } from './answer';
import type { Bound, SocketCall } from './doors';
import type { House } from './http';
import { Refusal } from './refusal';

// How long answers under way may take once the server closes.
const patience = 2000;

/** Socket doors that are open until the server closes. */
export type OpenAsks = {
  /** Refuses what is asked from now on, and waits until everything asked before has been answered. */
  close(): Promise<void>;
};

/** Attaches every socket door as a plain handler: always acknowledged, a refusal as `{ok: false, refusal}`, an answer as `{ok: true, answer}`. */
export function bindAsks(io: Server, bounds: readonly Bound[], house: House): OpenAsks {
  const byName = new Map(bounds.map((bound) => [(bound.door as Ask).name, bound]));
  const underWay = new Set<Promise<void>>();
  let closing = false;
  io.on('connection', (socket: Socket) => {
    house.metrics.sockets.inc();
    socket.on('disconnect', () => house.metrics.sockets.dec());
    // A socket that fails is that socket's end, never the server's.
    socket.on('error', () => socket.disconnect(true));
    const caller = house.gate.caller(socket.handshake.headers);
    // Between the handshake and here a ban may have become known, and those it closed were without this one.
    if (caller?.kind === 'banned') return void socket.disconnect(true);
    const call: SocketCall = {
      caller,
      keep: () => undefined,
      headers: socket.handshake.headers,
      address: addressOf(socket.request, house.config.TRUST_PROXY),
      socketId: socket.id,
      socket: {
        id: socket.id,
        connected: () => socket.connected,
        join: (topic) => void socket.join(topic),
        leave: (topic) => void socket.leave(topic),
        topics: () => [...socket.rooms].filter((room) => room !== socket.id),
      },
    };
    socket.onAny((name: unknown, ...rest: unknown[]) => {
      const acknowledge = rest.at(-1);
      // Without an acknowledgement nobody would hear the answer.
      if (!isCallable(acknowledge)) return;
      if (closing) {
        acknowledge(told(new Refusal('wire.unavailable', 1), 'closing', house.log, house.metrics).body);
        return;
      }
      const answered = answer(typeof name === 'string' ? byName.get(name) : undefined, rest[0], call, house).then((said) => {
        acknowledge(said);
        underWay.delete(answered);
      });
      underWay.add(answered);
    });
  });
  return {
    async close() {
      closing = true;
      let timer: NodeJS.Timeout | undefined;
      await Promise.race([Promise.all(underWay), new Promise((done) => (timer = setTimeout(done, patience)))]);
      clearTimeout(timer);
    },
  };
}

const isCallable = (value: unknown): value is (said: unknown) => void => typeof value === 'function';

async function answer(bound: Bound | undefined, question: unknown, call: SocketCall, house: House): Promise<unknown> {
  try {
    if (!bound) throw new Refusal('wire.unknown');
    return { ok: true, answer: await passThrough(bound, question, call, house) };
  } catch (thrown) {
    return told(thrown, bound?.door.name ?? 'unknown event', house.log, house.metrics).body;
  }
}
