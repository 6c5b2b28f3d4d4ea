/** How a page hears: how long it has been silent, the longest silence since `begin`, and over how many connections it has listened so far. */
export type Hearing = { silent: number; longest: number; connections: number };

/**
 * A script for a page, to run before its own: notes when packets of sound come, over whatever connection. Milliseconds of the page's clock.
 * `hearing.begin()` begins anew; `hearing.now()` answers a `Hearing`.
 */
export const hearingScript = `(() => {
  const connections = [];
  const packets = new Map();
  let heard = performance.now();
  let longest = 0;
  window.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(...given) {
      super(...given);
      connections.push(this);
    }
  };
  const look = async () => {
    for (const [place, connection] of connections.entries()) {
      if (connection.connectionState === 'closed') continue;
      for (const { type, kind, id, packetsReceived = 0 } of (await connection.getStats()).values()) {
        if (type !== 'inbound-rtp' || kind !== 'audio') continue;
        if (packetsReceived > (packets.get(place + id) ?? 0)) heard = performance.now();
        packets.set(place + id, packetsReceived);
      }
    }
    longest = Math.max(longest, performance.now() - heard);
    setTimeout(look, 50);
  };
  window.hearing = {
    begin: () => ([heard, longest] = [performance.now(), 0]),
    now: () => ({ silent: performance.now() - heard, longest, connections: connections.length }),
  };
  void look();
})();`;
