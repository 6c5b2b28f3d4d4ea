import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, readFile, readdir, rename, rm, stat } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Readable } from 'node:stream';

/** A name in the store: made by us, never a name that somebody gave. */
const isOurs = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?:~small)?$/;

/** Where the bytes of files lie: a folder of this machine (or one that several share). What is put there is whole or not there at all. */
export class FileStore {
  constructor(private readonly folder: string) {}

  /** Keeps bytes under a name; once this is done they outlive a cut of power. */
  async put(name: string, bytes: Uint8Array): Promise<void> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const draft = join(this.folder, `.${randomUUID()}`);
    try {
      await written(await open(draft, 'wx', 0o600), (file) => file.writeFile(bytes));
      await rename(draft, this.pathOf(name));
    } catch (error) {
      await rm(draft, { force: true });
      throw error;
    }
    // The name itself is in the folder, which is written like a file.
    await written(await open(this.folder, 'r'));
  }

  /** How long it is, or null where there is nothing. Bytes. */
  async size(name: string): Promise<number | null> {
    return await stat(this.pathOf(name)).then(({ size }) => size, missing(null));
  }

  /** The whole of it, or null. */
  async read(name: string): Promise<Buffer | null> {
    return await readFile(this.pathOf(name)).catch(missing(null));
  }

  /** It, piece by piece. */
  open(name: string): Readable {
    return createReadStream(this.pathOf(name));
  }

  /** Takes it away; nothing there is as good. */
  async drop(name: string): Promise<void> {
    await rm(this.pathOf(name), { force: true });
  }

  /** Everything that has lain here since before a moment (milliseconds), what a killed server left half written too. */
  async before(moment: number): Promise<string[]> {
    const names = await readdir(this.folder).catch(missing<string[]>([]));
    const old: string[] = [];
    for (const name of names) {
      const found = await stat(join(this.folder, name)).catch(missing(null));
      if (!found || found.mtimeMs >= moment) continue;
      if (isOurs.test(name)) old.push(name);
      else if (name.startsWith('.')) await rm(join(this.folder, name), { force: true });
    }
    return old;
  }

  private pathOf(name: string): string {
    if (!isOurs.test(name)) throw new Error('no name of this store');
    return join(this.folder, name);
  }
}

async function written(file: FileHandle, write?: (file: FileHandle) => Promise<void>): Promise<void> {
  try {
    await write?.(file);
    await file.sync();
  } finally {
    await file.close();
  }
}

const missing =
  <T>(instead: T) =>
  (error: NodeJS.ErrnoException): T => {
    if (error.code === 'ENOENT') return instead;
    throw error;
  };
