import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { EmbeddedFailure } from './failure';

/** A TCP port that is free on this address at this moment (loopback unless told otherwise). */
export async function freePort(host = '127.0.0.1'): Promise<number> {
  const server = createServer().listen(0, host);
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('a TCP server without a port');
  return address.port;
}

/** A UDP port that is free on this address at this moment. */
export async function freeUdpPort(host = '127.0.0.1'): Promise<number> {
  const socket = createSocket('udp4').bind(0, host);
  await once(socket, 'listening');
  const { port } = socket.address();
  socket.close();
  await once(socket, 'close');
  return port;
}

/** Why a TCP port cannot be listened on: its system code (EADDRINUSE, EACCES…), or undefined when it is free. */
export async function portRefusal(port: number, host: string): Promise<string | undefined> {
  const server = createServer().listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : String(error);
  }
  server.close();
  await once(server, 'close');
  return undefined;
}

/** Tries again, with ports chosen anew, what found one of them taken: five times at most, since a port found free is anyone's until it is bound. */
export async function onFreePorts<T>(attempt: () => Promise<T>, tries = 5): Promise<T> {
  try {
    return await attempt();
  } catch (error) {
    if (tries <= 1 || !(error instanceof EmbeddedFailure) || error.code !== 'port-taken') throw error;
    return onFreePorts(attempt, tries - 1);
  }
}
