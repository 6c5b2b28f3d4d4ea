import { type AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';

/** The peer of the hot room: a bare `ws` server that sends each message to each socket, serialised once. Told to send, it answers with when each was sent. */

/** How many messages, how many a second (0: as fast as they go), and the topic they name. */
export type Send = { count: number; perSecond: number; topic: string };
/** When each message was sent, milliseconds since 1970. */
export type Sent = { sent: [number: number, at: number][] };

const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false, backlog: 1000 });
server.on('listening', () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`));

process.on('message', ({ count, perSecond, topic }: Send) => {
  const sent: [number, number][] = [];
  const began = performance.now();
  const next = (): void => {
    const number = sent.length + 1;
    const message = Buffer.from(`42["feed.frame",${JSON.stringify({ topic, from: number, facts: [{ name: 'stage.aired', body: { onAir: [] } }] })}]`);
    sent.push([number, Date.now()]);
    for (const client of server.clients) client.send(message, { binary: false });
    if (number === count) return void process.send?.({ sent } satisfies Sent);
    const wait = perSecond === 0 ? 0 : began + (number * 1000) / perSecond - performance.now();
    if (wait > 0) setTimeout(next, wait);
    else setImmediate(next);
  };
  next();
});
process.on('disconnect', () => process.exit(0));
