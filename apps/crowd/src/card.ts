import { createRequire } from 'node:module';
import { type SKRSContext2D, GlobalFonts, createCanvas } from '@napi-rs/canvas';
import type { SessionPerson, Words } from '@siccam/contract';
import { cellSize, drawStrip, pictureHeight, pictureWidth } from '@siccam/testing';

const resolve = createRequire(import.meta.url).resolve;
const family = 'Plex';
for (const weight of ['400Regular', '600SemiBold']) {
  GlobalFonts.registerFromPath(resolve(`@expo-google-fonts/ibm-plex-sans-arabic/${weight}/IBMPlexSansArabic_${weight}.ttf`), family);
}
const font = (weight: 400 | 600, size: number) => `${weight} ${size}px ${family}`;

const look = { ground: '#0d2a2b', deep: '#071a1b', line: '#2a5453', star: '#4a7d79', text: '#f5f2ea', soft: '#b4c8c4', ochre: '#e5a565' };
const faces = ['#24504f', '#6b431d', '#34496e', '#573b5a', '#47532f', '#3b3f48'];
// This stamp is part of the demonstration's picture, not of a page: it is drawn in the script of the card.
const stamp = 'بيانات تجريبية';

const band = { top: 286, height: pictureHeight - cellSize - 286 };
const middle = pictureWidth / 2;

/** Sizes of the clock's drawn characters, even because colour is kept for two pixels by two. */
const glyph = { digit: 20, mark: 10, height: 40 };
const clockAt = { x: 28, y: band.top + 10 };
const clockCharacters = '0123456789:.';

type Sprite = { planes: Uint8Array; width: number; height: number };

/** A bot's picture: the card is drawn once; each frame only the clock and the strip are written over it. */
export type Card = {
  /** The picture in planes of Y, U and V, 640×360; every call gives its own bytes. */
  frame: (wall: string, moment: number) => Uint8Array;
};

/** Draws the card of a person; `place` in the list of people picks the colour. */
export function cardOf(person: Pick<SessionPerson, 'name' | 'title' | 'initials' | 'shape'>, place: number): Card {
  const still = drawn(pictureWidth, pictureHeight, (context) => drawCard(context, person, faces[place % faces.length] ?? look.line));
  const sprites = clockSprites();
  return {
    frame: (wall, moment) => {
      const planes = still.planes.slice();
      let x = clockAt.x;
      for (const character of wall) {
        const sprite = sprites.get(character);
        if (sprite) put(planes, sprite, x, clockAt.y);
        x += sprite?.width ?? 0;
      }
      drawStrip(planes, moment);
      return planes;
    },
  };
}

/** What the fair's clock shows, to the tenth of a second; `minute` is the wall time of the fair's moment, `2026-11-27T11:05`. */
export function clockText(minute: string, fairMoment: number): string {
  const inMinute = fairMoment % 60_000;
  return `${minute.slice(11)}:${String(Math.floor(inMinute / 1000)).padStart(2, '0')}.${Math.floor((inMinute % 1000) / 100)}`;
}

function drawCard(context: SKRSContext2D, person: Pick<SessionPerson, 'name' | 'title' | 'initials' | 'shape'>, colour: string): void {
  context.fillStyle = look.ground;
  context.fillRect(0, 0, pictureWidth, pictureHeight);
  drawStars(context);
  drawFace(context, arabic(person.initials), person.shape, colour);
  context.textAlign = 'center';
  context.direction = 'rtl';
  write(context, arabic(person.name), { weight: 600, size: 32, colour: look.text, y: 215, widest: 580 });
  write(context, arabic(person.title), { weight: 400, size: 20, colour: look.soft, y: 254, widest: 580 });
  context.fillStyle = look.deep;
  context.fillRect(0, band.top, pictureWidth, band.height);
  // The strip is written in luma alone, so its ground must have no colour.
  context.fillStyle = '#000000';
  context.fillRect(0, pictureHeight - cellSize, pictureWidth, cellSize);
  context.fillStyle = look.ochre;
  context.fillRect(0, band.top - 2, pictureWidth, 2);
  drawStamp(context);
}

const arabic = (words: Words): string => words.ar ?? words.fr ?? words.en ?? '';

/** Writes a line, smaller where it would be too wide. Latin names and numbers are isolated, or their brackets would turn round. */
function write(context: SKRSContext2D, text: string, { weight, size, colour, y, widest }: { weight: 400 | 600; size: number; colour: string; y: number; widest: number }): void {
  const isolated = text.replace(/[A-Za-zÀ-ÿ0-9][A-Za-zÀ-ÿ0-9 .&'’–-]*[A-Za-zÀ-ÿ0-9]|[A-Za-zÀ-ÿ0-9]/g, '\u2068$&\u2069');
  context.fillStyle = colour;
  context.font = font(weight, size);
  const width = context.measureText(isolated).width;
  if (width > widest) context.font = font(weight, Math.floor((size * widest) / width));
  context.fillText(isolated, middle, y);
}

/** A person is round, an organisation is square. */
function drawFace(context: SKRSContext2D, initials: string, shape: SessionPerson['shape'], colour: string): void {
  const [size, centre] = [124, 100];
  context.fillStyle = colour;
  context.beginPath();
  context.roundRect(middle - size / 2, centre - size / 2, size, size, shape === 'person' ? size / 2 : 18);
  context.fill();
  context.fillStyle = look.text;
  context.font = font(600, [...initials].length > 3 ? 34 : 40);
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillText(initials, middle, centre + 2);
  context.textBaseline = 'alphabetic';
}

function drawStamp(context: SKRSContext2D): void {
  context.font = font(400, 17);
  context.textAlign = 'right';
  const width = context.measureText(stamp).width;
  const [right, height] = [pictureWidth - 28, 30];
  const top = band.top + (band.height - height) / 2;
  context.strokeStyle = look.line;
  context.lineWidth = 1.5;
  context.beginPath();
  context.roundRect(right - width - 28, top, width + 28, height, height / 2);
  context.stroke();
  context.fillStyle = look.soft;
  context.fillText(stamp, right - 14, top + 20.5);
}

/** The star pattern: a faint texture that fades out behind the person. */
function drawStars(context: SKRSContext2D): void {
  const [tile, around] = [80, 8];
  context.lineWidth = 1.2;
  context.strokeStyle = look.star;
  for (let x = tile / 2; x < pictureWidth + tile; x += tile) {
    for (let y = tile / 2; y < band.top + tile; y += tile) {
      const far = Math.hypot((x - middle) / (pictureWidth / 2), (y - 150) / 200);
      context.globalAlpha = 0.34 * Math.min(1, Math.max(0, far - 0.45) / 0.55);
      drawStar(context, x, y, tile / 2, around);
      drawStar(context, x, y, tile / 4.2, around);
    }
  }
  context.globalAlpha = 1;
}

function drawStar(context: SKRSContext2D, x: number, y: number, radius: number, points: number): void {
  const inner = radius * 0.765;
  context.beginPath();
  for (let corner = 0; corner < points * 2; corner++) {
    const reach = corner % 2 === 0 ? radius : inner;
    const turn = (Math.PI * corner) / points;
    context.lineTo(x + reach * Math.cos(turn), y + reach * Math.sin(turn));
  }
  context.closePath();
  context.stroke();
}

let sprites: Map<string, Sprite> | undefined;

/** The characters of the clock, each drawn once for all cards. */
function clockSprites(): Map<string, Sprite> {
  sprites ??= new Map(
    [...clockCharacters].map((character) => {
      const width = /\d/.test(character) ? glyph.digit : glyph.mark;
      const sprite = drawn(width, glyph.height, (context) => {
        context.fillStyle = look.deep;
        context.fillRect(0, 0, width, glyph.height);
        context.fillStyle = look.ochre;
        context.font = font(600, 30);
        context.textAlign = 'center';
        context.fillText(character, width / 2, 30);
      });
      return [character, sprite];
    }),
  );
  return sprites;
}

/** Draws on a canvas and gives the planes of Y, U and V, which is what the encoder takes: no conversion is left for each frame. */
function drawn(width: number, height: number, draw: (context: SKRSContext2D) => void): Sprite {
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  draw(context);
  return { planes: planesOf(context.getImageData(0, 0, width, height).data, width, height), width, height };
}

/** Red, green and blue as planes of Y, U and V (BT.601, limited range); colour is kept for two pixels by two. */
function planesOf(rgba: Uint8ClampedArray, width: number, height: number): Uint8Array {
  const planes = new Uint8Array((width * height * 3) / 2);
  const [u, v, across] = [width * height, (width * height * 5) / 4, width / 2];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 4;
      const [red, green, blue] = [rgba[at] ?? 0, rgba[at + 1] ?? 0, rgba[at + 2] ?? 0];
      planes[y * width + x] = 16 + 0.257 * red + 0.504 * green + 0.098 * blue;
      if (x % 2 === 1 || y % 2 === 1) continue;
      const pair = (y / 2) * across + x / 2;
      planes[u + pair] = 128 - 0.148 * red - 0.291 * green + 0.439 * blue;
      planes[v + pair] = 128 + 0.439 * red - 0.368 * green - 0.071 * blue;
    }
  }
  return planes;
}

/** Writes a small picture over a 640×360 one, plane by plane; x, y and both sizes are even. */
function put(picture: Uint8Array, { planes, width, height }: Sprite, x: number, y: number): void {
  let [from, to] = [0, 0];
  for (const half of [1, 2, 2]) {
    const [w, h, across] = [width / half, height / half, pictureWidth / half];
    for (let line = 0; line < h; line++) picture.set(planes.subarray(from + line * w, from + (line + 1) * w), to + (y / half + line) * across + x / half);
    from += w * h;
    to += across * (pictureHeight / half);
  }
}
