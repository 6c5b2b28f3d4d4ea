import type { Ask } from '@siccam/contract';
import type { Server, Socket } from 'socket.io';
import { passThrough, told } from './answer';
import type { Bound, SocketCall } from './doors';
import type { House } from './http';
import { Refusal } from './refusal';

/** Attaches every socket door as a plain handler: always acknowledged, a refusal as `{ok: false, refusal}`, an answer as `{ok: true, answer}`. */
export function bindAsks(io: Server, bounds: readonly Bound[], house: House): void {
  const byName = new Map(bounds.map((bound) => [(bound.door as Ask).name, bound]));
  io.on('connection', (socket: Socket) => {
    house.metrics.sockets.inc();
    socket.on('disconnect', () => house.metrics.sockets.dec());
    // A socket that fails is that socket's end, never the server's.
    socket.on('error', () => socket.disconnect(true));
    const call: SocketCall = {
      caller: house.gate.caller(socket.handshake.headers),
      headers: socket.handshake.headers,
      address: addressOf(socket, house.config.TRUST_PROXY),
      socketId: socket.id,
      socket: {
        id: socket.id,
        join: (topic) => void socket.join(topic),
        leave: (topic) => void socket.leave(topic),
        topics: () => [...socket.rooms].filter((room) => room !== socket.id),
      },
    };
    socket.onAny((name: unknown, ...rest: unknown[]) => {
      const acknowledge = rest.at(-1);
      // Without an acknowledgement nobody would hear the answer.
      if (!isCallable(acknowledge)) return;
      void answer(typeof name === 'string' ? byName.get(name) : undefined, rest[0], call, house).then((said) => {
        acknowledge(said);
      });
    });
  });
}

/** Where a socket comes from: as many proxies as are ours have each added the address they saw, the last one at the end. */
function addressOf({ handshake }: Socket, proxies: number): string {
  const said = String(handshake.headers['x-forwarded-for'] ?? '').split(',').map((one) => one.trim()).filter(Boolean);
  return proxies === 0 ? handshake.address : (said.at(-proxies) ?? said[0] ?? handshake.address);
}

const isCallable = (value: unknown): value is (said: unknown) => void => typeof value === 'function';

async function answer(bound: Bound | undefined, question: unknown, call: SocketCall, house: House): Promise<unknown> {
  try {
    if (!bound) throw new Refusal('wire.unknown');
    return { ok: true, answer: await passThrough(bound, question, call, house.gate) };
  } catch (thrown) {
    return told(thrown, bound?.door.name ?? 'unknown event', house.log, house.metrics).body;
  }
}
