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
/** The most words with which a document describes a stream: twenty times what one of its pictures needs. */
const wordsMost = 10_000;
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

/** Every packed list of objects: what says it is one, and what begins like one. */
async function* listsIn(whole: Buffer): AsyncGenerator<Buffer> {
  const said = await saidToBeLists(whole.toString('latin1'));
  for (let at = whole.indexOf('stream'); at >= 0; at = whole.indexOf('stream', at + 6)) {
    const follows = whole[at + 6];
    const breaks = follows === 10 || follows === 13;
    // Readers do not agree where such a one begins.
    if (said.has(at) && !breaks) throw new Refusal('file.broken');
    if (!breaks || whole.toString('latin1', at - 3, at) === 'end') continue;
    const start = at + (follows === 13 && whole[at + 7] === 10 ? 8 : 7);
    // What is packed says itself where it ends: the word for the end may stand inside it.
    if (said.has(at) || (await beginsLikeList(whole.subarray(start, start + 512)))) yield whole.subarray(start);
    await aBreath();
  }
}

/** Where `stream` stands behind a description of a packed list of objects. One that is packed in a way we do not unpack is refused. */
async function saidToBeLists(text: string): Promise<Set<number>> {
  const lists = new Set<number>();
  let read = 0;
  for (let at = text.indexOf('obj'); at >= 0; at = text.indexOf('obj', at + 3)) {
    const { words, end } = await dictionaryAt(text, at + 3);
    read += end - at;
    // Nobody writes so: somebody wants us to read the same again and again.
    if (read > 2 * text.length) throw new Refusal('file.broken');
    if (text.startsWith('stream', end) && (words.includes('/ObjStm') || (words.includes('/First') && words.includes('/N'))) && isPacked(words)) lists.add(end);
  }
  return lists;
}

/** Whether what these words describe is packed; refuses every way of packing but the common one. */
function isPacked(words: readonly string[]): boolean {
  const filters = words.flatMap((word, at) => (word === '/Filter' || word === '/F' ? [at] : []));
  const [filter] = filters;
  if (filter === undefined) return false;
  const [first = '', second = '', third = ''] = words.slice(filter + 1);
  const [only, closed] = first === '[' ? [second, third === ']'] : [first, true];
  const plain = words.every((word, at) => {
    const next = words[at + 1] ?? '';
    if (word === '/Predictor') return next === '1';
    return (word !== '/DecodeParms' && word !== '/DP') || ['<<', '[', 'null'].includes(next);
  });
  if (filters.length > 1 || !closed || !['/FlateDecode', '/Fl'].includes(only) || !plain) throw new Refusal('file.broken');
  return true;
}

/** One word as readers take it (ISO 32000-1, 7.2): white space, a comment, the sign of a dictionary or list, a text in sixteens, a name, anything else. */
const word = /([\0\t\n\f\r ]+|%[^\r\n]*)|<<|>>|<[^<>]*>|[[\]{}]|\/?[^\0\t\n\f\r ()<>[\]{}/%]+|\//y;

/** The words of the dictionary that begins here, names spelt out, comments and texts left out; and where the next word begins. No words, if none begins here or it never ends. */
async function dictionaryAt(text: string, from: number): Promise<{ words: string[]; end: number }> {
  const words: string[] = [];
  let [at, depth, over, all] = [from, 0, false, 0];
  for (;;) {
    if (text[at] === '(' && depth > 0) {
      at = textEnd(text, at);
      continue;
    }
    word.lastIndex = at;
    const found = word.exec(text);
    if (!found) return { words: over ? words : [], end: at };
    const [said, blank] = found;
    if (blank === undefined) {
      if (over && all > wordsMost && text.startsWith('stream', at)) throw new Refusal('file.broken');
      if (over || (depth === 0 && said !== '<<')) return { words, end: at };
      depth += said === '<<' ? 1 : said === '>>' ? -1 : 0;
      over = depth === 0;
      if (words.length < wordsMost) words.push(said.startsWith('/') ? unescaped(said) : said);
      all += 1;
      if (all % wordsMost === 0) await aBreath();
    }
    at += said.length;
  }
}

/** Where a text in round brackets is over: they nest, and a stroke takes away what the next sign means. */
function textEnd(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '(') depth += 1;
    else if (text[at] === ')' && --depth === 0) return at + 1;
  }
  return text.length;
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
const unescaped = (text: string): string => text.replace(/#([0-9a-fA-F]{2})/g, (_all, hex: string) => String.fromCharCode(parseInt(hex, 16)));
/** Lets others have their turn. */
const aBreath = (): Promise<void> => new Promise((done) => setImmediate(done));
