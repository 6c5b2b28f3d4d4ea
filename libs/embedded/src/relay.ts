import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { networkInterfaces } from 'node:os';

/** What went through a relay: datagrams and the bytes of their payload, towards the browser (`down`) and from it (`up`). */
export type Carried = { down: { packets: number; bytes: number }; up: { packets: number; bytes: number } };

/** A line between a browser and a media server that counts what passes, and may be slow. */
export type Relay = {
  /** The port that browsers send to instead of the server's. */
  port: number;
  /** A copy of the count so far. */
  carried: () => Carried;
  close: () => void;
};

/** How slow a line is: bits a second each way, and milliseconds that each datagram takes one way. */
export type Line = { bitsPerSecond: number; delay: number };

const ipAndUdp = 28;
/** Milliseconds a datagram may wait for its turn on a slow line before it is lost, as in the buffer of an antenna. */
const patience = 500;

/** Where a server on this machine may listen: LiveKit's media port is not always on loopback. */
const ownAddresses = (): string[] => ['127.0.0.1', ...Object.values(networkInterfaces()).flatMap((cards) => (cards ?? []).filter(({ family, internal }) => family === 'IPv4' && !internal).map(({ address }) => address))];

/** Opens a UDP relay on loopback before a server's UDP port (it may move). Every datagram of every protocol is counted: media, reports, handshakes. */
export async function openRelay(serverPort: () => number, line?: Line): Promise<Relay> {
  const count: Carried = { down: { packets: 0, bytes: 0 }, up: { packets: 0, bytes: 0 } };
  const behind = new Map<number, { socket: Socket; at: string[] }>();
  const ready = { down: 0, up: 0 };

  /** Hands a datagram on when the line has carried it. */
  const pass = (way: 'down' | 'up', datagram: Buffer, send: () => void) => {
    const carry = () => {
      count[way].packets += 1;
      count[way].bytes += datagram.length;
      send();
    };
    if (!line) return carry();
    const now = performance.now();
    const begin = Math.max(now, ready[way]);
    if (begin - now > patience) return;
    ready[way] = begin + ((datagram.length + ipAndUdp) * 8000) / line.bitsPerSecond;
    setTimeout(carry, ready[way] - now + line.delay);
  };

  const front = createSocket('udp4');
  front.on('message', (datagram, { port, address: browser }) => {
    let server = behind.get(port);
    if (!server) {
      const opened = { socket: createSocket('udp4'), at: ownAddresses() };
      opened.socket.on('message', (answer, { address }) => {
        opened.at = [address];
        pass('down', answer, () => open && front.send(answer, port, browser));
      });
      // A server that is down refuses; the browser finds out by itself.
      opened.socket.on('error', () => undefined);
      behind.set(port, (server = opened));
    }
    const { socket, at } = server;
    pass('up', datagram, () => open && at.forEach((address) => socket.send(datagram, serverPort(), address, () => undefined)));
  });
  front.bind(0, '127.0.0.1');
  await once(front, 'listening');
  let open = true;
  return {
    port: front.address().port,
    carried: () => ({ down: { ...count.down }, up: { ...count.up } }),
    close: () => {
      open = false;
      front.close();
      for (const { socket } of behind.values()) socket.close();
    },
  };
}

// Candidates of the server are taken as `way` leaves them, in answers and one by one; those of the browser are kept back, so that the server does not find a shorter way.
const only = (way: string): string => `(() => {
  const way = ${way};
  const { addIceCandidate, setRemoteDescription } = RTCPeerConnection.prototype;
  RTCPeerConnection.prototype.addIceCandidate = function (told) {
    if (!told?.candidate) return addIceCandidate.call(this, told);
    const candidate = way(told.candidate);
    const { sdpMid, sdpMLineIndex, usernameFragment } = told;
    return candidate ? addIceCandidate.call(this, { candidate, sdpMid, sdpMLineIndex, usernameFragment }) : Promise.resolve();
  };
  RTCPeerConnection.prototype.setRemoteDescription = function ({ type, sdp }) {
    return setRemoteDescription.call(this, { type, sdp: sdp.replace(/^a=candidate:.*\\r?\\n/gm, (line) => way(line) ?? '') });
  };
  for (const making of ['createOffer', 'createAnswer']) {
    const make = RTCPeerConnection.prototype[making];
    RTCPeerConnection.prototype[making] = async function (...told) {
      const { type, sdp } = await make.apply(this, told);
      return { type, sdp: sdp.replace(/^a=candidate:.*\\r?\\n/gm, '') };
    };
  }
  const found = Object.getOwnPropertyDescriptor(RTCPeerConnection.prototype, 'onicecandidate');
  Object.defineProperty(RTCPeerConnection.prototype, 'onicecandidate', {
    ...found,
    set(hear) {
      found.set.call(this, hear && ((event) => void (event.candidate || hear(event))));
    },
  });
})();`;

/** A script for a page, to run before its own: its media connections know no way to the server but the relay's port. */
export const onlyThrough = (port: number): string => only(`(candidate) => (/ udp \\d+ 127\\./.test(candidate) ? candidate.replace(/( udp \\d+ \\S+ )\\d+/, (_, head) => head + '${port}') : null)`);

/** The same in a network that lets no UDP through: what is left is the server's TCP port, at an address of this machine; a browser reaches none by TCP over the loopback. */
export const withoutUdp = (address: string): string => only(`(candidate) => (/ tcp \\d+ 127\\./.test(candidate) ? candidate.replace(/( tcp \\d+ )\\S+/, (_, head) => head + '${address}') : null)`);
