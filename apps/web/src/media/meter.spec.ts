import { carried, count, dirhams, megabytes, newMeter, perHour, usual, type Counted, type Entry } from './meter';
import { pauseBefore } from './pause';

const way = (id: string, packets: number): Counted => ({ id, bytes: packets * 80, packets, header: 28 });
const report = (...entries: Entry[]): ReadonlyMap<string, Entry> => new Map(entries.map((entry) => [entry.id, entry]));
const transport: Entry = { type: 'transport', id: 'T01', bytesReceived: 70_000, bytesSent: 500, packetsReceived: 1000, packetsSent: 10, selectedCandidatePairId: 'P' };
const track: Entry = { type: 'inbound-rtp', id: 'I1', bytesReceived: 45_000, headerBytesReceived: 12_000, packetsReceived: 1000 };
const pair: Entry = { type: 'candidate-pair', id: 'P', localCandidateId: 'L', remoteCandidateId: 'R' };
const total = (from: readonly Counted[]) => count(newMeter(), from, 0).bytes;

test('all that the connection carried counts, both ways, and 28 bytes of UDP and IP a packet', () => {
  expect(total(carried(report(track, transport), '1'))).toBe(70_500 + 1010 * 28);
});

test('headers are those of the way: IPv6, and TCP where UDP is blocked', () => {
  const over = (near: Partial<Entry>, far: Partial<Entry>) => carried(report(transport, pair, { type: 'local-candidate', id: 'L', ...near }, { type: 'remote-candidate', id: 'R', ...far }), '1')[0]?.header;
  expect(over({ protocol: 'udp' }, { protocol: 'udp', address: '192.0.2.1' })).toBe(28);
  expect(over({ protocol: 'udp' }, { protocol: 'udp', address: '2001:db8::1' })).toBe(48);
  expect(over({ protocol: 'udp' }, { protocol: 'udp', address: null })).toBe(28);
  expect(over({ protocol: 'tcp' }, { protocol: 'tcp', address: '192.0.2.1' })).toBe(42);
  expect(over({ protocol: 'udp', relayProtocol: 'tls' }, { protocol: 'udp', address: '192.0.2.1' })).toBe(42);
});

test('a browser that does not count by connection is counted by track: payload, RTP headers, authentication', () => {
  const { packetsReceived: _, ...silent } = transport;
  expect(total(carried(report(track, silent), '1'))).toBe(45_000 + 12_000 + 1000 * (10 + 28));
});

test('what was carried stays counted when ways leave, come back, and start again at zero', () => {
  let meter = count(newMeter(), [way('a', 100), way('b', 10)], 0);
  meter = count(meter, [way('a', 150)], 1000);
  meter = count(meter, [], 2000);
  meter = count(meter, [way('a', 160), way('c', 5)], 3000);
  meter = count(meter, [way('c', 2)], 4000);
  expect(meter.bytes).toBe((160 + 10 + 5 + 2) * 108);
});

test('one connection told by two tracks counts once', () => {
  expect(total([...carried(report(track, transport), '1'), ...carried(report({ ...track, id: 'I2' }, transport), '1')])).toBe(total(carried(report(track, transport), '1')));
});

test('an hour of sound is told from the last twenty seconds, and not before three', () => {
  let meter = newMeter();
  // Opus at 20 kbit/s in packets of 20 ms: 50 packets a second.
  for (let second = 0; second <= 40; second++) meter = count(meter, [way('a', second * 50)], second * 1000);
  expect(perHour(meter)).toBeCloseTo((50 * 108 * 3600) / 1e6, 5);
  expect(meter.window.length).toBeLessThanOrEqual(22);
  expect(perHour(count(count(newMeter(), [], 0), [way('a', 9)], 2999))).toBeNull();
});

test('a gigabyte costs 8.5 DH; sound alone less than a fifth of a dirham an hour', () => {
  expect(dirhams(1000)).toBe(8.5);
  expect(dirhams(usual.sound)).toBeCloseTo(0.17, 2);
  expect(megabytes(2_500_000)).toBe(2.5);
});

test('tries are half a second to three seconds apart, and not the same for all', () => {
  for (let attempt = 1; attempt < 12; attempt++) {
    for (const chance of [0, 0.5, 0.999]) {
      expect(pauseBefore(attempt, () => chance)).toBeGreaterThanOrEqual(500);
      expect(pauseBefore(attempt, () => chance)).toBeLessThanOrEqual(3000);
    }
  }
  expect(pauseBefore(5, () => 0.1)).not.toBe(pauseBefore(5, () => 0.9));
});
