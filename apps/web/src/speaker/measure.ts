/** Mean brightness (0 to 255, ITU-R BT.709) and sharpness of pixels as a canvas gives them: the mean square of the Laplacian over the variance, so that neither light nor contrast counts twice. */
export function lookOf(pixels: Uint8ClampedArray, width: number, height: number): { light: number; sharpness: number } {
  const gray = new Float64Array(width * height);
  let sum = 0;
  for (let at = 0; at < gray.length; at++) {
    const one = 0.2126 * (pixels[at * 4] ?? 0) + 0.7152 * (pixels[at * 4 + 1] ?? 0) + 0.0722 * (pixels[at * 4 + 2] ?? 0);
    gray[at] = one;
    sum += one;
  }
  const mean = sum / gray.length;
  let variance = 0;
  for (const one of gray) variance += (one - mean) ** 2;
  variance /= gray.length;
  let edges = 0;
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const at = y * width + x;
      edges += ((gray[at - 1] ?? 0) + (gray[at + 1] ?? 0) + (gray[at - width] ?? 0) + (gray[at + width] ?? 0) - 4 * (gray[at] ?? 0)) ** 2;
    }
  }
  edges /= Math.max(1, (width - 2) * (height - 2));
  // One grey wall has no edge to be sharp.
  return { light: mean, sharpness: variance < 1 ? 0 : Math.min(1000, edges / variance) };
}

const floor = -120;
/** A share of full scale in decibels, not below −120. */
export const decibels = (share: number): number => (share <= 0 ? floor : Math.max(floor, 20 * Math.log10(share)));

/** Root mean square and highest sample of one piece of sound, and how many of its samples stand at the limit. */
export function pieceOf(samples: Float32Array): { rms: number; peak: number; clipped: number; count: number } {
  let [square, peak, clipped] = [0, 0, 0];
  for (const sample of samples) {
    const size = Math.abs(sample);
    square += size * size;
    if (size > peak) peak = size;
    if (size >= 0.999) clipped += 1;
  }
  return { rms: Math.sqrt(square / Math.max(1, samples.length)), peak, clipped, count: samples.length };
}

/** What pieces of some seconds of sound say together: the loudest fifth is who speaks, the quietest fifth the room. */
export function levelsOf(pieces: readonly ReturnType<typeof pieceOf>[]): { speech: number; quiet: number; peak: number; clipped: number } {
  const sorted = pieces.map(({ rms }) => rms).toSorted((a, b) => a - b);
  const fifth = Math.max(1, Math.floor(sorted.length / 5));
  const mean = (some: number[]) => Math.sqrt(some.reduce((sum, one) => sum + one * one, 0) / Math.max(1, some.length));
  const count = pieces.reduce((sum, one) => sum + one.count, 0);
  return { speech: decibels(mean(sorted.slice(-fifth))), quiet: decibels(mean(sorted.slice(0, fifth))), peak: decibels(Math.max(0, ...pieces.map(({ peak }) => peak))), clipped: count === 0 ? 0 : pieces.reduce((sum, one) => sum + one.clipped, 0) / count };
}
