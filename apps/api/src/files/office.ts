import { promisify } from 'node:util';
import { inflateRaw } from 'node:zlib';
import { type RefusalCode, fileTypes } from '@siccam/contract';
import { Refusal } from '../wire';

const megabyte = 1024 * 1024;
/** What an office document may unpack to, with all it carries. Bytes. */
export const unpackedMost = 200 * megabyte;
/** How many times larger than it is, once it is larger than a usual document. */
const timesMost = 60;
const usual = 20 * megabyte;
const partsMost = 5000;
/** The longest list of what a part points to. Bytes. */
const saysMost = 4 * megabyte;

type Office = 'pptx' | 'docx' | 'xlsx';
const kinds: Readonly<Record<string, Office>> = {
  'application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml': 'pptx',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml': 'docx',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml': 'xlsx',
};
const typeOf = Object.fromEntries(Object.entries(fileTypes.attachment).map(([type, ending]) => [ending, type]));
const unpack = promisify(inflateRaw);

type Part = { name: string; follows: boolean; packed: number; size: number; local: number; from: number; method: number };
type Budget = { left: number };

/** The media type of an office document that runs nothing, reaches for nothing outside, and unpacks to what it says; refuses all others. */
export async function officeType(bytes: Uint8Array, budget: Budget = { left: Math.min(unpackedMost, Math.max(usual, bytes.length * timesMost)) }, carried = false): Promise<string> {
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts = partsOf(whole);
  // What it says itself, before anything is unpacked.
  if (parts.reduce((sum, { size }) => sum + size, 0) > budget.left) throw new Refusal('file.unpacks');
  let kind: Office | undefined;
  for (const part of parts) {
    const inside = await insideOf(whole, part, budget);
    kind = (await mustBeQuiet(part, inside, budget, carried)) ?? kind;
  }
  if (!kind) throw new Refusal('file.notADocument');
  return typeOf[kind] ?? '';
}

/** The list at its end. Whoever wrote it wrote every part once, one after the other, and nothing before, between or behind them is taken. */
function partsOf(whole: Buffer): Part[] {
  const end = whole.lastIndexOf('PK\x05\x06');
  if (end < 0 || end + 22 > whole.length) throw new Refusal('file.broken');
  const [count, size, from, comment] = [whole.readUInt16LE(end + 10), whole.readUInt32LE(end + 12), whole.readUInt32LE(end + 16), whole.readUInt16LE(end + 20)];
  if (end + 22 + comment !== whole.length || comment > 0) throw new Refusal('file.mixed');
  // Its parts begin with the file: whatever stood before them would be another file.
  if (from + size !== end || count === 0xffff) throw new Refusal('file.mixed');
  if (count > partsMost) throw new Refusal('file.unpacks');
  const parts: Part[] = [];
  let at = from;
  for (let left = count; left > 0; left--) {
    if (at + 46 > end || whole.readUInt32LE(at) !== 0x02014b50) throw new Refusal('file.broken');
    const [flags, method, names, extra, note] = [whole.readUInt16LE(at + 8), whole.readUInt16LE(at + 10), whole.readUInt16LE(at + 28), whole.readUInt16LE(at + 30), whole.readUInt16LE(at + 32)];
    if (flags & 1) throw new Refusal('file.locked');
    if (method !== 0 && method !== 8) throw new Refusal('file.broken');
    // A link of a file system, where there should be a part.
    const mode = (whole.readUInt32LE(at + 38) >>> 28) & 0xf;
    if (whole.readUInt8(at + 5) === 3 && mode !== 0 && mode !== 8 && mode !== 4) throw new Refusal('file.external');
    const name = whole.toString('utf8', at + 46, at + 46 + names);
    const local = whole.readUInt32LE(at + 42);
    parts.push({ name, follows: (flags & 8) !== 0, packed: whole.readUInt32LE(at + 20), size: whole.readUInt32LE(at + 24), method, local, from: localOf(whole, local, name) });
    at += 46 + names + extra + note;
  }
  if (at !== end) throw new Refusal('file.broken');
  mustStandApart(parts, from);
  return parts;
}

/** Where the bytes of a part begin; what stands before them must bear the same name. */
function localOf(whole: Buffer, at: number, name: string): number {
  if (at + 30 > whole.length || whole.readUInt32LE(at) !== 0x04034b50) throw new Refusal('file.broken');
  const names = whole.readUInt16LE(at + 26);
  if (whole.toString('utf8', at + 30, at + 30 + names) !== name) throw new Refusal('file.broken');
  return at + 30 + names + whole.readUInt16LE(at + 28);
}

function mustStandApart(parts: readonly Part[], end: number): void {
  const names = parts.map(({ name }) => name.toLowerCase());
  if (new Set(names).size !== names.length) throw new Refusal('file.broken');
  if (names.some((name) => name === '' || name.startsWith('/') || /[\\\0:]|(?:^|\/)\.\.(?:\/|$)/.test(name))) throw new Refusal('file.external');
  const inOrder = parts.toSorted((one, other) => one.from - other.from);
  // Parts that share bytes unpack to more than anyone can hold.
  if (inOrder.some(({ from, packed }, index) => from + packed > (inOrder[index + 1]?.from ?? Infinity))) throw new Refusal('file.unpacks');
  if (inOrder[0]?.local !== 0) throw new Refusal('file.mixed');
  // Another reader would find a part that no list names; a part's sum and sizes may follow it.
  if (inOrder.some(({ from, packed, follows }, index) => (inOrder[index + 1]?.local ?? end) - (from + packed) > (follows ? 24 : 0))) throw new Refusal('file.mixed');
}

async function insideOf(whole: Buffer, { from, packed, size, method }: Part, budget: Budget): Promise<Buffer> {
  if (from + packed > whole.length) throw new Refusal('file.broken');
  const bytes = whole.subarray(from, from + packed);
  const inside = method === 0 ? bytes : await unpack(bytes, { maxOutputLength: Math.min(size, budget.left) + 1 }).catch((error: NodeJS.ErrnoException) => {
    throw new Refusal(error.code === 'ERR_BUFFER_TOO_LARGE' ? 'file.unpacks' : 'file.broken');
  });
  // It unpacks to something else than it says.
  if (inside.length !== size) throw new Refusal(inside.length > size ? 'file.unpacks' : 'file.broken');
  budget.left -= inside.length;
  if (budget.left < 0) throw new Refusal('file.unpacks');
  return inside;
}

const programs = /(?:^|\/)(?:vbaproject|vbadata)[^/]*$|(?:^|\/)(?:activex|customui|macrosheets|intlmacrosheets|dialogsheets)\//i;
const archives = ['504b0304', '52617221', '377abcaf', '1f8b08', '425a68', 'fd377a58', 'd0cf11e0', '4d5a', '7f454c46', '25504446'];

/** Refuses one part of a document; answers what the document is where this part says it. A table behind a chart is a document in a document, once. */
async function mustBeQuiet({ name, size }: Part, inside: Buffer, budget: Budget, carried: boolean): Promise<Office | undefined> {
  if (programs.test(name)) throw new Refusal('file.active');
  if (name.endsWith('/') && size > 0) throw new Refusal('file.broken');
  if (archives.some((magic) => inside.subarray(0, 8).toString('hex').startsWith(magic))) {
    if (carried || !/\.(?:xlsx|docx|pptx)$/i.test(name)) throw new Refusal('file.embedded');
    await officeType(inside, budget, true);
    return undefined;
  }
  if (!/\.(?:xml|rels|vml)$/i.test(name)) {
    if (/\.(?:html?|mht|mhtml|js|vbs|exe|hta|bat|cmd|ps1|jar|lnk|url)$/i.test(name)) throw new Refusal('file.embedded');
    return undefined;
  }
  // In another encoding it would say something that we do not read.
  if (inside.includes(0) || inside.includes('<!DOCTYPE') || inside.includes('<!ENTITY') || /<\?xml[^>]*encoding=["'](?!utf-?8["'])/i.test(inside.toString('latin1', 0, 200))) throw new Refusal('file.broken');
  if (name.startsWith('word/') && /(?:<w:instrText[^<>]{0,200}>|w:instr=["'])\s{0,200}DDE/.test(inside.toString('latin1'))) throw new Refusal('file.active');
  if (name.startsWith('xl/') && /<(?:\w+:)?(?:ddeLink|oleLink)\b/.test(inside.toString('latin1'))) throw new Refusal('file.active');
  const says = name === '[Content_Types].xml';
  if (!says && !/\.rels$/i.test(name)) return undefined;
  if (size > saysMost) throw new Refusal('file.broken');
  const text = inside.toString('utf8');
  if (says) return kindIn(text);
  mustPointInside(text);
  return undefined;
}

/** What a document points to outside of itself is a web address that somebody must choose, nothing that is fetched by opening it. */
function mustPointInside(text: string): void {
  for (const { TargetMode, Type = '', Target = '' } of elements(text, 'Relationship')) {
    if (!/external/i.test(TargetMode ?? '')) continue;
    if (!Type.endsWith('/hyperlink') || !/^(?:https?:\/\/|mailto:|#)/i.test(Target)) throw new Refusal('file.external');
  }
}

/** What each element of a name says of itself; in quotes anything may stand. */
function elements(text: string, name: string): Record<string, string | undefined>[] {
  const found = text.matchAll(new RegExp(`<(?:\\w+:)?${name}\\b((?:[^"'>]|"[^"]*"|'[^']*')*)>`, 'g'));
  return [...found].map(([, said = '']) => Object.fromEntries([...said.matchAll(/([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)].map(([, key = '', one, other]) => [key, decoded(one ?? other ?? '').trim()])));
}

const decoded = (text: string): string =>
  text.replace(/&#(?:x([0-9a-f]+)|(\d+));/gi, (_all, hex: string | undefined, decimal: string | undefined) => {
    const code = hex === undefined ? Number(decimal) : parseInt(hex, 16);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
  });

function kindIn(text: string): Office | undefined {
  const types = [...elements(text, 'Override'), ...elements(text, 'Default')].map(({ ContentType = '' }) => ContentType);
  const refused = (code: RefusalCode, of: RegExp) => {
    if (types.some((type) => of.test(type))) throw new Refusal(code);
  };
  refused('file.active', /macroEnabled|vbaProject|activeX|vnd\.ms-office\.macrosheet/i);
  refused('file.embedded', /text\/html|message\/rfc822|x-msdownload|oleObject/i);
  return types.map((type) => kinds[type]).find((kind) => kind !== undefined);
}
