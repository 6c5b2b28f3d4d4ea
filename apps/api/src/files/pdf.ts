import { promisify } from 'node:util';
import { constants, createInflate, inflate } from 'node:zlib';
import type { RefusalCode } from '@siccam/contract';
import { Refusal } from '../wire';

const megabyte = 1024 * 1024;
/** The most pages of a document. */
export const pagesMost = 1500;
/** The most that the packed lists of objects in a document may unpack to. Bytes. */
const unpackedMost = 32 * megabyte;

/** What a document may not hold, by the name it must bear to be carried out: long enough that no picture's bytes say it by chance. */
const forbidden: readonly (readonly [RefusalCode, ...string[]])[] = [
  ['file.active', 'JavaScript', 'Launch', 'Rendition', 'RichMedia', 'SubmitForm', 'ImportData', 'XFA'],
  ['file.embedded', 'EmbeddedFile', 'EmbeddedFiles', 'Filespec', 'GoToE'],
  ['file.locked', 'Encrypt'],
];
const codeByName = new Map(forbidden.flatMap(([code, ...names]) => names.map((name) => [name, code] as const)));
/** What makes a browser take the beginning of a file for a page. */
const page = /<(?:!doctype|html|head|body|script|svg|iframe|img|style|title|[a-z]+:?script)/i;
const archive = 'PK\x05\x06';
/** The signs of another spelling in one piece: four times what a picture's bytes hold by chance. */
const speltMost = 20_000;
const unpack = promisify(inflate);

/**
 * Refuses a PDF that does something, carries something, is locked, or is something else too. Readers mend broken documents each in its own way
 * and reach objects by their offset, so every byte is looked at, not only what one reading of its structure would find; objects can hide only in
 * packed lists of objects, which are unpacked.
 */
export async function mustBeQuiet(bytes: Uint8Array): Promise<void> {
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  mustBeOne(whole);
  let pages = await namesInAll(whole);
  let left = unpackedMost;
  for await (const list of listsIn(whole)) {
    const inside = await unpack(list, { maxOutputLength: left, finishFlush: constants.Z_SYNC_FLUSH }).catch((error: NodeJS.ErrnoException) => {
      throw new Refusal(error.code === 'ERR_BUFFER_TOO_LARGE' ? 'file.unpacks' : 'file.broken');
    });
    left -= inside.length;
    if (left <= 0) throw new Refusal('file.unpacks');
    pages += await namesInAll(inside);
  }
  if (pages > pagesMost) throw new Refusal('file.tooManyPages');
}

/** Refuses what ends too early, and two kinds of document in one: a page for a browser at its beginning, an archive or anything else at its end. */
function mustBeOne(whole: Buffer): void {
  const end = whole.lastIndexOf('%%EOF');
  if (end < 0 || whole.lastIndexOf('startxref', end) < 0) throw new Refusal('file.broken');
  if (page.test(whole.toString('latin1', 0, 2048)) || /[^\s\0]/.test(whole.toString('latin1', end + 5))) throw new Refusal('file.mixed');
  // An archive's list stands before its end, wherever that is.
  for (let at = whole.indexOf(archive); at >= 0 && at + 22 <= whole.length; at = whole.indexOf(archive, at + 4)) {
    const list = at - whole.readUInt32LE(at + 12);
    if (list >= 0 && list < at && whole.readUInt32LE(list) === 0x02014b50) throw new Refusal('file.mixed');
  }
}

/** Every packed list of objects: what says it is one, and what begins like one. One that is packed in a way we do not unpack is refused. */
async function* listsIn(whole: Buffer): AsyncGenerator<Buffer> {
  let sliced = 0;
  for (let at = whole.indexOf('stream'); at >= 0; at = whole.indexOf('stream', at + 6)) {
    const follows = whole[at + 6];
    if ((follows !== 10 && follows !== 13) || whole.toString('latin1', at - 3, at) === 'end') continue;
    const from = Math.max(0, whole.lastIndexOf(' obj', at));
    sliced += at - from;
    // Nobody writes so: somebody wants us to read the same again and again.
    if (sliced > 2 * whole.length) throw new Refusal('file.broken');
    const start = at + (follows === 13 && whole[at + 7] === 10 ? 8 : 7);
    const said = unescaped(whole.toString('latin1', from, at));
    const isList = has(said, 'First') && has(said, 'N') && !has(said, 'Alternate');
    if (isList && has(said, 'Filter') && !/\/Filter[\s\0]*(?:\/|\[[\s\0]*\/)(?:FlateDecode|Fl)[\s\0]*(?=[/>\]])(?![^]*(?:\/Filter|\/Predictor[\s\0]+(?!1\b)))/.test(said)) throw new Refusal('file.broken');
    if ((isList && has(said, 'Filter')) || (await beginsLikeList(whole.subarray(start, start + 512)))) {
      const stop = whole.indexOf('endstream', start);
      yield whole.subarray(start, stop < 0 ? whole.length : stop);
    }
    await aBreath();
  }
}

/** A list begins with the numbers and places of its objects. No more is unpacked than that: a few bytes may stand for a thousand times as many. */
async function beginsLikeList(bytes: Buffer): Promise<boolean> {
  try {
    for await (const piece of createInflate({ chunkSize: 256, finishFlush: constants.Z_SYNC_FLUSH }).end(bytes) as AsyncIterable<Buffer>) {
      return /^(?:[\s\0]|%[^\r\n]*[\r\n])*\d+[\s\0]+\d+[\s\0]/.test(piece.toString('latin1', 0, 200));
    }
  } catch {
    // Not packed so.
  }
  return false;
}

/** Looks at all of it in pieces, so that others have their turn. */
async function namesInAll(whole: Buffer): Promise<number> {
  const step = megabyte;
  let pages = 0;
  for (let from = 0; from < whole.length; from += step) {
    // A name may stand across the edge of two pieces.
    pages += namesIn(whole.subarray(from, from + step + 512), step);
    await aBreath();
  }
  return pages;
}

/** Refuses what a forbidden name stands for; answers how many pages begin before `within`. */
function namesIn(piece: Buffer, within = piece.length): number {
  for (const [name, code] of codeByName) if (hasName(piece, name)) throw new Refusal(code);
  // The same names in another spelling: `/J#61vaScript`.
  let spelt = 0;
  for (let at = piece.indexOf('#'); at >= 0; at = piece.indexOf('#', at + 1)) {
    // Nobody spells so many: somebody wants us to be busy with it.
    if (++spelt > speltMost) throw new Refusal('file.broken');
    if (!/^[0-9a-fA-F]{2}$/.test(piece.toString('latin1', at + 1, at + 3))) continue;
    const slash = piece.subarray(Math.max(0, at - 60), at).lastIndexOf('/');
    if (slash < 0) continue;
    const from = Math.max(0, at - 60) + slash;
    const name = /^\/([^\s\0()<>[\]{}/%]+)/.exec(unescaped(piece.toString('latin1', from, from + 200)))?.[1];
    const code = name === undefined ? undefined : codeByName.get(name);
    if (code) throw new Refusal(code);
  }
  let pages = 0;
  for (let at = piece.indexOf('/Page'); at >= 0 && at < within; at = piece.indexOf('/Page', at + 5)) {
    if (ends(piece[at + 5]) && /\/Type[\s\0]*$/.test(piece.toString('latin1', Math.max(0, at - 30), at))) pages += 1;
  }
  return pages;
}

function hasName(piece: Buffer, name: string): boolean {
  const sought = `/${name}`;
  for (let at = piece.indexOf(sought); at >= 0; at = piece.indexOf(sought, at + sought.length)) if (ends(piece[at + sought.length])) return true;
  return false;
}

/** Whether a name is over here: white space follows, or what begins something else. */
const ends = (byte: number | undefined): boolean => byte === undefined || byte <= 32 || '()<>[]{}/%'.includes(String.fromCharCode(byte));
const has = (said: string, name: string): boolean => new RegExp(`/${name}(?![A-Za-z0-9])`).test(said);
const unescaped = (text: string): string => text.replace(/#([0-9a-fA-F]{2})/g, (_all, hex: string) => String.fromCharCode(parseInt(hex, 16)));
/** Lets others have their turn. */
const aBreath = (): Promise<void> => new Promise((done) => setImmediate(done));
