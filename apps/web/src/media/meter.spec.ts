import { count, dirhams, megabytes, newMeter, perHour, usual, type Received } from './meter';
import { pauseBefore } from './pause';

const track = (id: string, packets: number): Received => ({ id, bytesReceived: packets * 50, headerBytesReceived: packets * 20, packetsReceived: packets });

test('every header counts: payload, RTP, and 28 bytes of UDP and IP a packet', () => {
  expect(count(newMeter(), [track('a', 100)], 0).bytes).toBe(100 * (50 + 20 + 28));
});

test('what was received stays counted when tracks leave, come, and start again at zero', () => {
  let meter = count(newMeter(), [track('a', 100), track('b', 10)], 0);
  meter = count(meter, [track('a', 150)], 1000);
  meter = count(meter, [], 2000);
  meter = count(meter, [track('c', 5)], 3000);
  meter = count(meter, [track('c', 2)], 4000);
  expect(meter.bytes).toBe((150 + 10 + 5 + 2) * 98);
});

test('an hour of sound is told from the last twenty seconds, and not before three', () => {
  let meter = newMeter();
  // Opus at 20 kbit/s in packets of 20 ms: 50 payload bytes, 50 packets a second.
  for (let second = 0; second <= 40; second++) meter = count(meter, [track('a', second * 50)], second * 1000);
  expect(perHour(meter)).toBeCloseTo((50 * 98 * 3600) / 1e6, 5);
  expect(meter.window.length).toBeLessThanOrEqual(22);
  expect(perHour(count(count(newMeter(), [], 0), [track('a', 9)], 2999))).toBeNull();
});

test('a gigabyte costs 8.5 DH; sound alone about a fifth of a dirham an hour', () => {
  expect(dirhams(1000)).toBe(8.5);
  expect(dirhams(usual.sound)).toBeCloseTo(0.2, 2);
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
