import { pixelsMost } from '@siccam/contract';
import sharp, { type Sharp } from 'sharp';
import { Refusal } from '../wire';

/** The longest side of a photo as it is kept, and of its small size. Pixels. */
const sides = { large: 960, small: 192 } as const;
const seconds = 20;

// Nothing but these is ever drawn, whatever the bytes say they are.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({ operation: ['VipsForeignLoadJpegBuffer', 'VipsForeignLoadPngBuffer', 'VipsForeignLoadWebpBuffer', 'VipsForeignLoadHeifBuffer'] });
sharp.cache(false);
sharp.concurrency(1);

/** One picture after the other: each may take as much memory as its pixels. */
let before: Promise<unknown> = Promise.resolve();
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const mine = before.then(work, work);
  before = mine.catch(() => undefined);
  return await mine;
}

/** A photo drawn anew in two sizes: nothing of what the camera wrote into it, or of what was hidden behind it, is left. */
export const photoOf = async (bytes: Uint8Array): Promise<{ large: Buffer; small: Buffer }> =>
  await drawn(bytes, async (picture) => {
    const jpeg = (side: number) => picture.clone().resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true }).flatten({ background: '#fff' }).jpeg({ quality: 82, mozjpeg: true }).toBuffer();
    const large = await jpeg(sides.large);
    return { large, small: await jpeg(sides.small) };
  });

/** A picture drawn anew, of the same kind and as large as it was. */
export const pictureOf = async (bytes: Uint8Array, type: 'image/jpeg' | 'image/png'): Promise<Buffer> =>
  await drawn(bytes, async (picture) => (type === 'image/png' ? picture.png() : picture.jpeg({ quality: 88, mozjpeg: true })).toBuffer());

async function drawn<T>(bytes: Uint8Array, draw: (picture: Sharp) => Promise<T>): Promise<T> {
  const { width, height } = await readable(() => opened(bytes).metadata());
  if (width > pixelsMost.side || height > pixelsMost.side || width * height > pixelsMost.all) throw new Refusal('file.tooManyPixels');
  return await inTurn(() => readable(() => draw(opened(bytes).autoOrient().toColourspace('srgb').timeout({ seconds }))));
}

// Of a moving picture the first one.
const opened = (bytes: Uint8Array) => sharp(bytes, { failOn: 'truncated', limitInputPixels: pixelsMost.side ** 2, pages: 1 });

async function readable<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch {
    throw new Refusal('file.broken');
  }
}
