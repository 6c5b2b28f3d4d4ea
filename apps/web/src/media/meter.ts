/** Bytes and packets of one way that were counted since it was opened: `bytes` as handed to UDP, `packets` that each paid `header` bytes of IP and UDP. */
export type Counted = { id: string; bytes: number; packets: number; header: number };
/** Bytes on the wire so far, and the readings they were counted from. */
export type Meter = { bytes: number; last: Map<string, number>; window: { at: number; bytes: number }[] };
/** One entry of a browser's report about a connection, as far as the meter reads it. */
export type Entry = {
  type: string;
  id: string;
  bytesReceived?: number;
  bytesSent?: number;
  packetsReceived?: number;
  packetsSent?: number;
  headerBytesReceived?: number;
  selectedCandidatePairId?: string;
  remoteCandidateId?: string;
  localCandidateId?: string;
  address?: string | null;
  protocol?: string;
  relayProtocol?: string;
};

/** Mean of what prepaid mobile data costs in Morocco, 7 to 10 DH a gigabyte. */
export const dirhamsPerGigabyte = 8.5;
/** Megabytes an hour seen on the wire for sound alone and for sound with a 360p picture: what the page says before it has measured. */
export const usual = { sound: 20, picture: 202 };

const windowMs = 20_000;
// Authentication of SRTP: a browser that counts by track leaves it out.
const authentication = 10;

/** A meter at zero. */
export const newMeter = (): Meter => ({ bytes: 0, last: new Map(), window: [] });

/** IP and transport headers of each packet: 20 or 40, and 8 of UDP, or 20 of TCP and 2 that frame a packet in it. */
function headerOf(pair: Entry | undefined, entries: ReadonlyMap<string, Entry>): number {
  const far = entries.get(pair?.remoteCandidateId ?? '');
  const near = entries.get(pair?.localCandidateId ?? '');
  const stream = (near?.relayProtocol ?? far?.protocol ?? 'udp') !== 'udp';
  return (far?.address?.includes(':') ? 40 : 20) + (stream ? 22 : 8);
}

/**
 * What a browser's report says was carried, both ways: everything that the connection handed to the network (media, its headers and authentication, reports).
 * A browser that does not count by connection is counted by received track: payload, RTP headers, authentication.
 */
export function carried(report: ReadonlyMap<string, Entry>, connection: string): Counted[] {
  const entries = [...report.values()];
  const ways = entries.filter(({ type, packetsReceived }) => type === 'transport' && packetsReceived !== undefined);
  if (ways.length > 0)
    return ways.map((way) => ({
      id: `${connection}/${way.id}`,
      bytes: (way.bytesReceived ?? 0) + (way.bytesSent ?? 0),
      packets: (way.packetsReceived ?? 0) + (way.packetsSent ?? 0),
      header: headerOf(report.get(way.selectedCandidatePairId ?? ''), report),
    }));
  const pair = entries.find(({ type, selectedCandidatePairId }) => type === 'transport' && selectedCandidatePairId)?.selectedCandidatePairId;
  return entries
    .filter(({ type }) => type === 'inbound-rtp')
    .map((track) => ({
      id: `${connection}/${track.id}`,
      bytes: (track.bytesReceived ?? 0) + (track.headerBytesReceived ?? 0) + (track.packetsReceived ?? 0) * authentication,
      packets: track.packetsReceived ?? 0,
      header: headerOf(report.get(pair ?? ''), report),
    }));
}

/** Counts one reading taken at `at` (milliseconds). Ways come, go and start again at zero; what was counted stays counted. */
export function count(meter: Meter, ways: readonly Counted[], at: number): Meter {
  const last = new Map(meter.last);
  let { bytes } = meter;
  for (const way of ways) {
    const now = way.bytes + way.packets * way.header;
    const before = last.get(way.id) ?? 0;
    bytes += now >= before ? now - before : now;
    last.set(way.id, now);
  }
  return { bytes, last, window: [...meter.window.filter((reading) => at - reading.at <= windowMs), { at, bytes }] };
}

/** Megabytes an hour over the last twenty seconds, or null before three seconds are measured. */
export function perHour(meter: Meter): number | null {
  const [first] = meter.window;
  const latest = meter.window.at(-1);
  if (!first || !latest || latest.at - first.at < 3000) return null;
  return ((latest.bytes - first.bytes) / (latest.at - first.at)) * 3.6;
}

/** Megabytes (of a million bytes). */
export const megabytes = (bytes: number): number => bytes / 1e6;
/** What so many megabytes cost, in dirhams. */
export const dirhams = (mb: number): number => (mb / 1000) * dirhamsPerGigabyte;
