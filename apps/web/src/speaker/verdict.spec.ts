import type { CheckFound } from '@siccam/contract';
import { levelsOf, lookOf, pieceOf } from './measure';
import { verdicts } from './verdict';

const good: CheckFound = {
  camera: { state: 'measured', width: 1280, height: 720, light: 120, sharpness: 0.3 },
  microphone: { state: 'measured', speech: -24, quiet: -60, peak: -6, clipped: 0, heard: true },
  speakers: { heard: true },
  network: { state: 'measured', protocol: 'udp', relay: false, up: 2000, down: 2000, rtt: 48, loss: 0 },
};
const said = (over: { [Part in keyof CheckFound]?: object | null }) => verdicts({ ...good, ...Object.fromEntries(Object.entries(over).map(([part, change]) => [part, change && { ...good[part as keyof CheckFound], ...change }])) });
const off = (over: Parameters<typeof said>[0]) => said(over).filter(({ tone }) => tone !== 'good').map(({ part, tone, is }) => `${part} ${tone} ${is}`);

describe('the verdict', () => {
  it('finds nothing where nothing is wrong', () => expect(off({})).toEqual([]));

  it.each<[Parameters<typeof said>[0], string]>([
    [{ network: { up: 300 } }, 'network bad slow'],
    [{ network: { down: 700 } }, 'network care slow'],
    [{ network: { loss: 0.05 } }, 'network care lossy'],
    [{ network: { rtt: 300 } }, 'network care far'],
    [{ network: { protocol: 'tcp' } }, 'network care tcp'],
    [{ network: { protocol: 'tls', relay: true } }, 'network care tcp'],
    [{ network: null }, 'network open undone'],
    [{ microphone: { speech: -70 } }, 'microphone bad silent'],
    [{ microphone: { heard: false } }, 'microphone bad notHeard'],
    [{ microphone: { heard: null } }, 'microphone open listen'],
    [{ microphone: { clipped: 0.02 } }, 'microphone care clipped'],
    [{ microphone: { speech: -45 } }, 'microphone care weak'],
    [{ microphone: { speech: -30, quiet: -36 } }, 'microphone care noisy'],
    [{ camera: { light: 30 } }, 'camera care dark'],
    [{ camera: { light: 240 } }, 'camera care bright'],
    [{ camera: { sharpness: 0.001 } }, 'camera care blurred'],
    [{ camera: { width: 320, height: 240 } }, 'camera care small'],
    [{ speakers: { heard: false } }, 'speakers bad notHeard'],
  ])('of %j is %s', (over, is) => expect(off(over)).toEqual([is]));

  it.each(['refused', 'none', 'busy', 'insecure', 'failed'] as const)('says of what is %s that it cannot be used', (why) => {
    expect(verdicts({ ...good, camera: { state: 'unusable', why }, microphone: { state: 'unusable', why } }).filter(({ tone }) => tone === 'bad').map(({ is }) => is)).toEqual([why, why]);
  });
});

/** Pixels of a made picture. */
const picture = (of: (x: number, y: number) => number, size = 64) => {
  const pixels = new Uint8ClampedArray(size * size * 4);
  for (let y = 0; y < size; y++) for (let x = 0; x < size; x++) pixels.fill(of(x, y), (y * size + x) * 4, (y * size + x) * 4 + 4);
  return lookOf(pixels, size, size);
};

describe('a picture', () => {
  it('is as light as its pixels', () => {
    expect(picture(() => 30).light).toBeCloseTo(30, 5);
    expect(picture((x) => (x < 32 ? 0 : 200)).light).toBeCloseTo(100, 5);
  });

  it('with an edge is sharper than the same edge drawn out, however light it is; a wall has none', () => {
    const edge = (wide: number, light = 1) => picture((x) => light * Math.max(0, Math.min(200, ((x - 32) / wide) * 200 + 100))).sharpness;
    expect(edge(1)).toBeGreaterThan(5 * edge(20));
    expect(edge(1, 0.3)).toBeCloseTo(edge(1), 1);
    expect(picture(() => 100).sharpness).toBe(0);
  });
});

describe('a sound', () => {
  const tone = (size: number, count = 480) => pieceOf(Float32Array.from({ length: count }, (_, at) => size * Math.sin((2 * Math.PI * at) / 48)));

  it('has its level in decibels, a sine of full scale three below its peak', () => {
    const levels = levelsOf([tone(0.5)]);
    expect(levels.peak).toBeCloseTo(-6.02, 1);
    expect(levels.speech).toBeCloseTo(-9.03, 1);
  });

  it('tells who speaks from the room', () => {
    const levels = levelsOf([...Array.from({ length: 8 }, () => tone(0.001)), tone(0.1), tone(0.1)]);
    expect(levels.speech).toBeCloseTo(-23, 0);
    expect(levels.quiet).toBeCloseTo(-63, 0);
  });

  it('counts the samples at its limit, and is silent without any', () => {
    expect(levelsOf([pieceOf(Float32Array.of(1, -1, 0.5, 0))]).clipped).toBe(0.5);
    expect(levelsOf([])).toEqual({ speech: -120, quiet: -120, peak: -120, clipped: 0 });
  });
});
