import { type FileUse, fileMost, fileTypes } from '@siccam/contract';
import { Refusal } from '../wire';
import { officeType } from './office';
import { mustBeQuiet } from './pdf';
import { photoOf, pictureOf } from './picture';

/** What is kept of what somebody brought. `ending`: how the names of such files end. */
export type Kept = { type: string; ending: string; bytes: Uint8Array; small: Uint8Array | null };

type Kind = 'jpeg' | 'png' | 'webp' | 'avif' | 'heic' | 'pdf' | 'zip' | 'oldOffice' | 'none';

/** What bytes are, by how they begin. */
export function kindOf(bytes: Uint8Array): Kind {
  const begin = Buffer.from(bytes.subarray(0, 64)).toString('latin1');
  if (begin.startsWith('\xff\xd8\xff')) return 'jpeg';
  if (begin.startsWith('\x89PNG\r\n\x1a\n')) return 'png';
  if (begin.startsWith('RIFF') && begin.slice(8, 12) === 'WEBP') return 'webp';
  if (begin.slice(4, 8) === 'ftyp') {
    const brands = begin.slice(8, 48);
    return /avi[fs]/.test(brands) ? 'avif' : /hei|hev|mif1|msf1/.test(brands) ? 'heic' : 'none';
  }
  if (begin.startsWith('%PDF-')) return 'pdf';
  if (begin.startsWith('PK\x03\x04')) return 'zip';
  return begin.startsWith('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1') ? 'oldOffice' : 'none';
}

/** Looks at what somebody brought and gives what is kept of it; what is not taken is refused by its reason. */
export async function lookedAt(bytes: Uint8Array, use: FileUse): Promise<Kept> {
  if (bytes.length === 0) throw new Refusal('file.empty');
  if (bytes.length > fileMost[use]) throw new Refusal('file.tooLarge');
  const kind = kindOf(bytes);
  if (kind === 'heic') throw new Refusal('file.ofAPhone');
  if (use === 'photo') {
    if (kind !== 'jpeg' && kind !== 'png' && kind !== 'webp' && kind !== 'avif') throw new Refusal('file.notAPhoto');
    const { large, small } = await photoOf(bytes);
    return { type: 'image/jpeg', ending: 'jpg', bytes: large, small };
  }
  if (kind === 'oldOffice') throw new Refusal('file.oldOffice');
  if (kind === 'jpeg') return { type: 'image/jpeg', ending: 'jpg', bytes: await pictureOf(bytes, 'image/jpeg'), small: null };
  if (kind === 'png') return { type: 'image/png', ending: 'png', bytes: await pictureOf(bytes, 'image/png'), small: null };
  if (kind === 'pdf') {
    await mustBeQuiet(bytes);
    return { type: 'application/pdf', ending: 'pdf', bytes, small: null };
  }
  if (kind !== 'zip') throw new Refusal('file.notADocument');
  const type = await officeType(bytes);
  return { type, ending: Object.entries(fileTypes.attachment).find(([one]) => one === type)?.[1] ?? '', bytes, small: null };
}

/** Names that a file may not bear on some machine. */
const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)$/i;
const longest = 100;

/** How a file is called when it is saved: what was said, without a path, without signs that hide or turn something, and with the ending that its bytes have. */
export function nameOf(said: string, ending: string, instead: string): string {
  const last = said.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  let stem = last.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\u2028\u2029<>:"|?*%;]/gu, '').replace(/\s+/g, ' ').trim();
  // `cv.pdf.exe` says three things of itself: none of them counts.
  stem = stem.replace(/(?:\s*\.[a-z][a-z0-9]{0,7})+$/i, '');
  stem = [...stem.replace(/^[.\s]+|[.\s]+$/g, '')].slice(0, longest).join('').trim();
  return `${stem === '' || reserved.test(stem) ? instead : stem}.${ending}`;
}
