/** What a browser says about one received track: payload, RTP headers with padding, and packets, all since the track began. */
export type Received = { id: string; bytesReceived: number; headerBytesReceived: number; packetsReceived: number };
/** Bytes on the wire so far, and the readings they were counted from. */
export type Meter = { bytes: number; last: Map<string, number>; window: { at: number; bytes: number }[] };

/** IPv4 and UDP headers of each packet. */
export const headerBytes = 28;
/** Mean of what prepaid mobile data costs in Morocco, 7 to 10 DH a gigabyte. */
export const dirhamsPerGigabyte = 8.5;
/** Megabytes an hour seen for sound alone and for sound with a 360p picture: what the page says before it has measured. */
export const usual = { sound: 24, picture: 202 };

const windowMs = 20_000;

/** A meter at zero. */
export const newMeter = (): Meter => ({ bytes: 0, last: new Map(), window: [] });

const wire = (track: Received): number => track.bytesReceived + track.headerBytesReceived + track.packetsReceived * headerBytes;

/** Counts one reading taken at `at` (milliseconds). Tracks come, go and start again at zero; what was counted stays counted. */
export function count(meter: Meter, tracks: Received[], at: number): Meter {
  const last = new Map<string, number>();
  let { bytes } = meter;
  for (const track of tracks) {
    const now = wire(track);
    const before = meter.last.get(track.id) ?? 0;
    bytes += now >= before ? now - before : now;
    last.set(track.id, now);
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
