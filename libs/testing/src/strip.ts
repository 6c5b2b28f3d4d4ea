/**
 * The strip of black and white cells along the bottom edge of a bot's picture. It carries the machine's clock in tenths of a second,
 * so that whoever decodes the picture knows how old it is, whatever size and quality it was sent in.
 */

/** Cells across the picture. */
export const cells = 40;
/** Width and height of a cell in a picture of 640×360, in pixels. */
export const cellSize = 16;
/** Width of a bot's picture in pixels. */
export const pictureWidth = cells * cellSize;
/** Height of a bot's picture in pixels. */
export const pictureHeight = 360;

const tenth = 100;
const bits = 36;
const firstBit = 2;
const firstSum = firstBit + bits;

/** The luma (0 to 255) of a picture at a pixel. */
export type Luma = (x: number, y: number) => number;

/** The cells for a machine moment (milliseconds since 1970), from the left; true is white. */
export function cellsAt(moment: number): boolean[] {
  const value = BigInt(Math.floor(moment / tenth)) % (1n << BigInt(bits));
  const clock = Array.from({ length: bits }, (_, bit) => ((value >> BigInt(bits - 1 - bit)) & 1n) === 1n);
  const sum = clock.filter(Boolean).length % 4;
  return [true, false, ...clock, sum >= 2, sum % 2 === 1];
}

/** The machine moment that cells carry, in milliseconds since 1970, or null where sync or sum are wrong. */
export function momentOf(read: readonly boolean[]): number | null {
  if (read.length !== cells || read[0] !== true || read[1] !== false) return null;
  const clock = read.slice(firstBit, firstSum);
  const sum = (read[firstSum] ? 2 : 0) + (read[firstSum + 1] ? 1 : 0);
  if (clock.filter(Boolean).length % 4 !== sum) return null;
  return clock.reduce((value, white) => value * 2 + (white ? 1 : 0), 0) * tenth;
}

/** Reads the strip of a decoded picture of any size: the machine moment it was drawn at, or null where there is no strip. */
export function readStrip(luma: Luma, width: number, height: number): number | null {
  const [cellWidth, cellHeight] = [width / cells, (height * cellSize) / pictureHeight];
  // Below two pixels a cell has no middle.
  if (cellWidth < 2 || cellHeight < 2) return null;
  const middle = Math.floor(height - cellHeight / 2);
  return momentOf(Array.from({ length: cells }, (_, cell) => around(luma, Math.floor((cell + 0.5) * cellWidth), middle) >= 128));
}

/** Mean of the four pixels about a point: one pixel may be noise. */
const around = (luma: Luma, x: number, y: number): number => (luma(x, y) + luma(x - 1, y) + luma(x, y - 1) + luma(x - 1, y - 1)) / 4;

/** Reads a picture in planes of Y, U and V: the luma is the first plane. */
export const lumaOfPlanes = (data: Uint8Array, width: number): Luma => (x, y) => data[y * width + x] ?? 0;

/** Reads a picture of red, green, blue and alpha bytes. */
export const lumaOfRgba = (data: Uint8Array | Uint8ClampedArray, width: number): Luma => (x, y) => {
  const at = (y * width + x) * 4;
  return 0.299 * (data[at] ?? 0) + 0.587 * (data[at + 1] ?? 0) + 0.114 * (data[at + 2] ?? 0);
};

// Limited range, as video is encoded: 16 is black, 235 white.
const [black, white] = [16, 235];

/** Draws the strip for a machine moment into the first plane of a 640×360 picture in planes. */
export function drawStrip(planes: Uint8Array, moment: number): void {
  const row = planes.subarray((pictureHeight - cellSize) * pictureWidth, (pictureHeight - cellSize + 1) * pictureWidth);
  cellsAt(moment).forEach((isWhite, cell) => row.fill(isWhite ? white : black, cell * cellSize, (cell + 1) * cellSize));
  for (let line = 1; line < cellSize; line++) planes.set(row, (pictureHeight - cellSize + line) * pictureWidth);
}
