import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { Script } from 'node:vm';
import { onlyThrough, openRelay, type Relay } from './relay';

describe('a relay before a media server', () => {
  const open: (Socket | Relay)[] = [];
  afterEach(() => open.splice(0).forEach((one) => one.close()));

  const bound = async (): Promise<{ socket: Socket; port: number }> => {
    const socket = createSocket('udp4').bind(0, '127.0.0.1');
    open.push(socket);
    await once(socket, 'listening');
    return { socket, port: socket.address().port };
  };
  /** A server that answers each datagram with one of ten times its length. */
  const generous = async () => {
    const server = await bound();
    server.socket.on('message', (asked, { port, address }) => server.socket.send(Buffer.alloc(asked.length * 10), port, address));
    return server.port;
  };

  test('it hands on both ways and counts every datagram', async () => {
    const server = await generous();
    const relay = await openRelay(() => server);
    open.push(relay);
    const browser = await bound();
    for (const length of [10, 20]) {
      browser.socket.send(Buffer.alloc(length), relay.port, '127.0.0.1');
      const [answer] = (await once(browser.socket, 'message')) as [Buffer];
      expect(answer).toHaveLength(length * 10);
    }
    expect(relay.carried()).toEqual({ down: { packets: 2, bytes: 300 }, up: { packets: 2, bytes: 30 } });
  });

  test('a slow line takes its time each way, and drops what would wait too long', async () => {
    const server = await generous();
    // A datagram of 972 bytes and its headers takes 8 ms at a megabit.
    const relay = await openRelay(() => server, { bitsPerSecond: 1e6, delay: 40 });
    open.push(relay);
    const browser = await bound();
    const began = performance.now();
    browser.socket.send(Buffer.alloc(97), relay.port, '127.0.0.1');
    await once(browser.socket, 'message');
    expect(performance.now() - began).toBeGreaterThanOrEqual(88);
    for (let sent = 0; sent < 200; sent++) browser.socket.send(Buffer.alloc(972), relay.port, '127.0.0.1');
    // Nothing tells of what was dropped; by then the line is empty.
    await new Promise((done) => setTimeout(done, 900));
    expect(relay.carried().up.packets).toBeGreaterThan(50);
    expect(relay.carried().up.packets).toBeLessThan(80);
  });

  test('the page’s script is one that parses', () => {
    expect(() => new Script(onlyThrough(5000))).not.toThrow();
    expect(onlyThrough(5000)).toContain("head + '5000'");
  });
});
