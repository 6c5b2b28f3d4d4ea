import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A new folder for throw-away data that the account of the database can enter as well (TMPDIR may be closed to it), and its removal. */
export function scratchFolder(name: string): { path: string; remove(): void } {
  const path = mkdtempSync(join(process.getuid?.() === 0 ? '/tmp' : tmpdir(), `siccam-${name}-`));
  chmodSync(path, 0o755);
  return { path, remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 }) };
}
