import { cells, cellsAt, drawStrip, lumaOfPlanes, lumaOfRgba, momentOf, pictureHeight, pictureWidth, readStrip } from './strip';

const moment = Date.parse('2026-11-27T10:05:12.345Z');
const inTenths = Math.floor(moment / 100) * 100;

function planes(at = moment): Uint8Array {
  const data = new Uint8Array((pictureWidth * pictureHeight * 3) / 2).fill(128);
  drawStrip(data, at);
  return data;
}

/** The luma of every second pixel of every second line, as a smaller layer would have it. */
function halved(data: Uint8Array): Uint8Array {
  const [width, height] = [pictureWidth / 2, pictureHeight / 2];
  return Uint8Array.from({ length: width * height }, (_, at) => data[Math.floor(at / width) * 2 * pictureWidth + (at % width) * 2] ?? 0);
}

/** Noise that is the same on every run. */
function noise(seed: number): () => number {
  let state = seed;
  return () => ((state = (state * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648) * 2 - 1;
}

test('a strip says the tenth of a second it was drawn in', () => {
  expect(readStrip(lumaOfPlanes(planes(), pictureWidth), pictureWidth, pictureHeight)).toBe(inTenths);
});

test('a strip can be read from a picture of half the size', () => {
  expect(readStrip(lumaOfPlanes(halved(planes()), pictureWidth / 2), pictureWidth / 2, pictureHeight / 2)).toBe(inTenths);
});

test('a strip can be read through noise of a hard compression', () => {
  const random = noise(7);
  const noisy = planes().map((value) => Math.min(255, Math.max(0, value + random() * 90)));
  expect(readStrip(lumaOfPlanes(noisy, pictureWidth), pictureWidth, pictureHeight)).toBe(inTenths);
});

test('a strip can be read from red, green and blue', () => {
  const luma = planes();
  const rgba = Uint8ClampedArray.from({ length: pictureWidth * pictureHeight * 4 }, (_, at) => luma[at >> 2] ?? 0);
  expect(readStrip(lumaOfRgba(rgba, pictureWidth), pictureWidth, pictureHeight)).toBe(inTenths);
});


test('moments a tenth of a second apart are told apart', () => {
  expect(momentOf(cellsAt(inTenths + 100))).toBe(inTenths + 100);
  expect(momentOf(cellsAt(inTenths - 1))).toBe(inTenths - 100);
});

test('one wrong cell is noticed, whichever it is', () => {
  const right = cellsAt(moment);
  for (let wrong = 0; wrong < cells; wrong++) expect(momentOf(right.map((white, cell) => (cell === wrong ? !white : white)))).toBeNull();
});

test('a picture without a strip says nothing', () => {
  for (const grey of [0, 16, 128, 235, 255]) expect(readStrip(() => grey, pictureWidth, pictureHeight)).toBeNull();
  expect(readStrip(() => 0, 8, 8)).toBeNull();
});
