import { z } from 'zod';
import { Bytes, route } from './door';
import { Moment } from './fair';
import { SentFile } from './page';
import { Id } from './people';

/** What a file is for. `photo`: shown in a page, in two sizes. `attachment`: saved by whoever wants it. */
export const FileUse = z.enum(['photo', 'attachment']);
/** See the schema of the same name. */
export type FileUse = z.infer<typeof FileUse>;

const megabyte = 1024 * 1024;
/** The most bytes of a file. */
export const fileMost = { photo: 8 * megabyte, attachment: 20 * megabyte } as const satisfies Record<FileUse, number>;
/** The most pixels of a picture, and of one of its sides. */
export const pixelsMost = { all: 40_000_000, side: 12_000 } as const;

/** What is taken, by what the bytes are: a media type and how such a file's name ends. */
export const fileTypes = {
  photo: { 'image/jpeg': 'jpg', 'image/png': 'png', 'image/webp': 'webp', 'image/avif': 'avif' },
  attachment: {
    'application/pdf': 'pdf',
    'image/jpeg': 'jpg',
    'image/png': 'png',
    'application/vnd.openxmlformats-officedocument.presentationml.presentation': 'pptx',
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  },
} as const satisfies Record<FileUse, Record<string, string>>;

/** What a virus scanner said. `unscanned`: none is configured. `held`: one is and did not answer yet; until then nobody gets the file. */
export const FileScan = z.enum(['clean', 'unscanned', 'held', 'infected']);
/** See the schema of the same name. */
export type FileScan = z.infer<typeof FileScan>;

/** A file as it is told of. `size` in bytes, as it is kept. `scan` only for whoever brought it and for organisers. */
export const FileFacts = z.object({ id: z.uuid(), use: FileUse, name: z.string(), type: z.string(), size: z.number().int(), brought: Moment, scan: FileScan.nullable() });
/** See the schema of the same name. */
export type FileFacts = z.infer<typeof FileFacts>;

/**
 * Brings a file. What it is its bytes say, never its name; a picture is drawn anew without what the camera wrote into it, and as a photo
 * it becomes a JPEG in two sizes. A virus scanner that does not answer holds it.
 */
export const bringFile = route({
  name: 'file.bring',
  method: 'POST',
  path: '/api/files',
  needs: 'account',
  question: z.strictObject({ bytes: Bytes, name: z.string().max(1000), use: FileUse }),
  answer: FileFacts,
  refusals: ['file.empty', 'file.tooLarge', 'file.tooManyPixels', 'file.notAPhoto', 'file.notADocument', 'file.ofAPhone', 'file.oldOffice', 'file.broken', 'file.mixed', 'file.active', 'file.embedded', 'file.external', 'file.locked', 'file.tooManyPages', 'file.unpacks', 'file.infected', 'file.yoursFull', 'file.fairFull', 'people.signedOut'],
  body: 'bytes',
  most: fileMost.attachment,
});

/** Tells of files that the caller may have, and leaves out the others. */
export const aboutFiles = route({ name: 'file.about', method: 'POST', path: '/api/files/about', needs: 'anyone', question: z.strictObject({ files: z.array(Id).max(60) }), answer: z.object({ files: z.array(FileFacts) }), refusals: [] });

/** Where a file is asked for: its id, after `~` the small size of a photo, after `!` a ticket from the fair's own address where files have another. */
const FileAddress = z.string().regex(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?:~small)?(?:![0-9a-z]{1,12}\.[\w-]{43})?$/);
/** The bytes of a file for whoever may have it: everyone what a released session shows, else whoever brought it, whom it shows, or sees the draft. */
export const readFile = route({ name: 'file.read', method: 'GET', path: '/api/files/:file', needs: 'anyone', question: z.strictObject({ file: FileAddress }), answer: SentFile, refusals: ['file.unknown'], body: 'file' });

/** Takes a file away for good; only where nothing shows it. */
export const dropFile = route({ name: 'file.drop', method: 'POST', path: '/api/files/:file/drop', needs: 'account', question: z.strictObject({ file: Id }), answer: z.object({}), refusals: ['file.unknown', 'file.inUse'] });

/** The address of a file in a page. */
export const fileAddress = (id: string, size?: 'small'): string => `/api/files/${id}${size ? `~${size}` : ''}`;
