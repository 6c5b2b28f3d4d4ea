import { told } from '@siccam/contract';
import type { Server, Socket } from 'socket.io';

// What may wait for one socket: some seconds of a hot room.
const mostPackets = 100;
const mostBytes = 128 * 1024;
// Whoever has taken nothing for this long is not there any more. Milliseconds.
const patience = 30_000;

/**
 * Sockets that take more slowly than they are told. What waits for one is bounded: over the bound it leaves its topics, so that
 * nothing more is kept for it; when it has taken what waited, it is told which topics it left, enters them again and catches up.
 */
export class SlowSockets {
  private readonly behind = new Map<Socket, { topics: Set<string>; since: number }>();

  /** `now`: milliseconds of a clock that nobody sets back. */
  constructor(private readonly now: () => number = () => performance.now()) {}

  /** Looks once at every socket; called again and again. */
  look(io: Server): void {
    for (const socket of this.behind.keys()) if (!socket.connected) this.behind.delete(socket);
    for (const socket of io.of('/').sockets.values()) {
      const waits = waiting(socket);
      if (waits.packets > mostPackets || waits.bytes > mostBytes) this.takeOut(socket);
      const one = this.behind.get(socket);
      if (!one) continue;
      if (waits.packets === 0 && socket.conn.transport.writable) {
        this.behind.delete(socket);
        socket.emit(told.behind, [...one.topics]);
      } else if (this.now() - one.since > patience) {
        // Asking it to close would wait behind what it does not take.
        socket.request.socket.destroy();
      }
    }
  }

  private takeOut(socket: Socket): void {
    const one = this.behind.get(socket) ?? { topics: new Set(), since: this.now() };
    this.behind.set(socket, one);
    for (const room of [...socket.rooms]) {
      if (room === socket.id) continue;
      one.topics.add(room);
      void socket.leave(room);
    }
  }
}

/** What Engine.IO keeps for a socket until it has taken what was sent before. */
function waiting({ conn }: Socket): { packets: number; bytes: number } {
  // Declared private, and the only figure there is that costs nothing per message; a test fails if it goes away.
  const queue = Reflect.get(conn, 'writeBuffer') as { data?: string | Buffer }[];
  return { packets: queue.length, bytes: queue.reduce((sum, { data }) => sum + (data?.length ?? 0), 0) };
}
