import { crc32, deflateRawSync, deflateSync } from 'node:zlib';
import sharp from 'sharp';

/** One part of an archive. `size`: the size it says to have; `mode`: what kind of thing it is on a Unix; `method`: 0 for unpacked. */
export type ZipPart = { name: string; bytes: Uint8Array | string; size?: number; mode?: number; method?: 0 | 8; flags?: number; localName?: string; at?: number };

/** An archive, as right or wrong as it is wanted; nothing checks it. */
export function zip(parts: readonly ZipPart[], { before = '', after = '' }: { before?: string; after?: string } = {}): Buffer {
  const pieces: Buffer[] = [Buffer.from(before)];
  const heads: Buffer[] = [];
  let at = 0;
  for (const { name, bytes, size, mode = 0o100644, method = 8, flags = 0, localName = name, at: instead } of parts) {
    const whole = Buffer.from(bytes);
    const packed = method === 8 ? deflateRawSync(whole) : whole;
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(flags, 2);
    common.writeUInt16LE(method, 4);
    common.writeUInt32LE(crc32(whole), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(size ?? whole.length, 18);
    const local = Buffer.from(common);
    local.writeUInt16LE(Buffer.byteLength(localName), 22);
    const piece = Buffer.concat([Buffer.from('PK\x03\x04'), local, Buffer.from(localName), packed]);
    const central = Buffer.alloc(46);
    central.write('PK\x01\x02', 0, 'latin1');
    central.writeUInt8(20, 4);
    central.writeUInt8(3, 5);
    common.copy(central, 6, 0, 22);
    central.writeUInt16LE(Buffer.byteLength(name), 28);
    central.writeUInt32LE((mode << 16) >>> 0, 38);
    central.writeUInt32LE(instead ?? at, 42);
    heads.push(central, Buffer.from(name));
    pieces.push(piece);
    at += piece.length;
  }
  const list = Buffer.concat(heads);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...pieces, list, end, Buffer.from(after)]);
}

const mainTypes = { docx: ['word/document.xml', 'wordprocessingml.document.main'], pptx: ['ppt/presentation.xml', 'presentationml.presentation.main'], xlsx: ['xl/workbook.xml', 'spreadsheetml.sheet.main'] } as const;

/** An office document that says what it must, and whatever else is wanted in it. */
export function office(kind: keyof typeof mainTypes, more: readonly ZipPart[] = [], { types = '', around }: { types?: string; around?: Parameters<typeof zip>[1] } = {}): Buffer {
  const [main, type] = mainTypes[kind];
  const said = `<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/${main}" ContentType="application/vnd.openxmlformats-officedocument.${type}+xml"/>${types}</Types>`;
  return zip([{ name: '[Content_Types].xml', bytes: said }, { name: '_rels/.rels', bytes: relations([{ type: 'officeDocument', target: main }]) }, { name: main, bytes: `<?xml version="1.0"?><x>${kind}</x>` }, ...more], around);
}

/** What a part of an office document points to. */
export const relations = (all: readonly { type: string; target: string; mode?: string }[]): string =>
  `<?xml version="1.0"?><Relationships>${all.map(({ type, target, mode }, at) => `<Relationship Id="r${at}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}"${mode ? ` TargetMode="${mode}"` : ''}/>`).join('')}</Relationships>`;

/** A PDF of some empty pages. `objects`: more of them, from number 10 on; `packed`: objects in a packed list; `catalog`: more in its first object. */
export function pdf({ pages = 1, objects = [], catalog = '', packed, before = '', after = '', trailer = '' }: { pages?: number; objects?: readonly (string | Buffer)[]; catalog?: string; packed?: string; before?: string; after?: string; trailer?: string } = {}): Buffer {
  const kids = Array.from({ length: pages }, (_none, at) => at + 100);
  const all: [number, string | Buffer][] = [
    [1, `<< /Type /Catalog /Pages 2 0 R ${catalog} >>`],
    [2, `<< /Type /Pages /Count ${pages} /Kids [${kids.map((one) => `${one} 0 R`).join(' ')}] >>`],
    ...kids.map((one): [number, string] => [one, '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>']),
    ...objects.map((one, at): [number, string | Buffer] => [at + 10, one]),
    ...(packed === undefined ? [] : [[9, stream(`90 0 ${packed}`, '/Type /ObjStm /N 1 /First 5')] as [number, Buffer]]),
  ];
  const pieces = [Buffer.from(`%PDF-1.7\n${before}`)];
  for (const [number, object] of all) pieces.push(Buffer.from(`${number} 0 obj\n`), Buffer.from(object), Buffer.from('\nendobj\n'));
  const at = pieces.reduce((sum, { length }) => sum + length, 0);
  return Buffer.concat([...pieces, Buffer.from(`xref\n0 1\n0000000000 65535 f \ntrailer\n<< /Size ${all.length + 1} /Root 1 0 R ${trailer} >>\nstartxref\n${at}\n%%EOF\n${after}`)]);
}

/** A packed stream of a PDF. */
export const stream = (text: string | Buffer, dictionary = ''): Buffer => {
  const packed = deflateSync(text);
  return Buffer.concat([Buffer.from(`<< ${dictionary} /Filter /FlateDecode /Length ${packed.length} >>\nstream\n`), packed, Buffer.from('\nendstream')]);
};

/** A picture, with what a phone writes into it: where it was taken. */
export const photo = async ({ width = 1200, height = 800, type = 'jpeg' }: { width?: number; height?: number; type?: 'jpeg' | 'png' | 'webp' | 'avif' } = {}): Promise<Buffer> =>
  await sharp({ create: { width, height, channels: 3, background: '#0a5' } })
    .withExif({ IFD0: { Artist: 'canary-artist' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '34/1 41/1 0/1' } })
    .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/">canary-xmp</x:xmpmeta>')
    .toFormat(type)
    .toBuffer();
