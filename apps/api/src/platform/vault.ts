import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import type { Config } from './config';

/** Keeps small secrets in the database so that a copy of the database alone tells none of them: AES-256-GCM under `VAULT_KEY`, bound to what it belongs to. */
export class Vault {
  private readonly key: Buffer;
  private readonly forHashes: Buffer;

  constructor({ VAULT_KEY }: Pick<Config, 'VAULT_KEY'>) {
    this.key = Buffer.from(hkdfSync('sha256', VAULT_KEY, '', 'siccam vault', 32));
    this.forHashes = Buffer.from(hkdfSync('sha256', VAULT_KEY, '', 'siccam keyed hashes', 32));
  }

  /** Seals a text for one owner (a table and an id): moved to another row it does not open. */
  seal(text: string, owner: string): Buffer {
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.key, nonce).setAAD(Buffer.from(owner));
    return Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  }

  /** The text that was sealed for this owner; throws for any other bytes. */
  open(sealed: Buffer, owner: string): string {
    const decipher = createDecipheriv('aes-256-gcm', this.key, sealed.subarray(0, 12)).setAAD(Buffer.from(owner)).setAuthTag(sealed.subarray(-16));
    return Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()]).toString('utf8');
  }

  /** A hash that nobody can make or guess without the key; for what has too few possibilities to be hashed openly. */
  hash(kind: string, text: string): Buffer {
    return createHmac('sha256', this.forHashes).update(`${kind}\0${text}`).digest();
  }
}
