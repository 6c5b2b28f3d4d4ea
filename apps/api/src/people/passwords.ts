import { randomInt } from 'node:crypto';
import { hashRaw } from '@node-rs/argon2';
import { Injectable } from '@nestjs/common';
import { Vault } from '../platform';
import { Refusal } from '../wire';
import { same } from './cookie';

// OWASP's figures for argon2id, which is the package's default: 19 MiB, two passes, one lane.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1, outputLen: 32 } as const;
const [shortest, longest] = [8, 128];
// One computation at once leaves the other threads to files and names; forty in line wait about two seconds. No address of a person and
// no network fills more than half of the line: through twenty places pass about twenty people a second.
const pool = { atOnce: 1, waiting: 40, share: 20 } as const;

let common: Promise<ReadonlySet<string>> | undefined;
const commonPasswords = (): Promise<ReadonlySet<string>> =>
  // Half a megabyte that only a sign-up needs.
  (common ??= import('@zxcvbn-ts/language-common').then(({ dictionary }) => new Set(dictionary['passwords-common'])));

/** Computes passwords, few at a time, and says which ones may be chosen. */
@Injectable()
export class Passwords {
  private computing = 0;
  private readonly line: { mail: string; from: string; called: () => void }[] = [];

  constructor(private readonly vault: Vault) {}

  /**
   * argon2id of a password. The salt is the address under the server's key, so that one computation an attempt serves every account
   * that names the address, and an address that nobody named costs the same. `from`: the network that asks.
   */
  async compute(password: string, mail: string, from = ''): Promise<Buffer> {
    await this.turn(mail, from);
    try {
      return await hashRaw(password.normalize('NFC'), { ...cost, salt: this.vault.hash('password salt', mail) });
    } finally {
      this.computing -= 1;
      this.line.shift()?.called();
    }
  }

  /** The hash of a password that somebody chooses; `own`: names of theirs, which are none. Refuses what is too easy before anything is computed. */
  async hash(password: string, mail: string, own: readonly string[] = [], from = ''): Promise<Buffer> {
    await mustBeGood(password, [mail, mail.split('@')[0] ?? '', ...own]);
    return await this.compute(password, mail, from);
  }

  /** Whether it is the password that this hash was made of, for this address. */
  async fits(password: string, { mail, hash }: { mail: string; hash: Buffer }): Promise<boolean> {
    return same(await this.compute(password, mail), hash);
  }

  private async turn(mail: string, from: string): Promise<void> {
    if (this.computing >= pool.atOnce) {
      const waiting = (alike: (one: { mail: string; from: string }) => boolean) => this.line.filter(alike).length;
      const full = this.line.length >= pool.waiting || waiting((one) => one.mail === mail) >= pool.share || (from !== '' && waiting((one) => one.from === from) >= pool.share);
      if (full) throw new Refusal('enter.busy', randomInt(2, 6));
      // Whoever is called takes the place in the same instant, before anyone new can.
      await new Promise<void>((called) => this.line.push({ mail, from, called: () => {
        this.computing += 1;
        called();
      } }));
    } else this.computing += 1;
  }
}

/** Refuses a password that is too short, too long, one of the usual ones, one character all along, or one's own name or address. Nothing else is asked of it. */
export async function mustBeGood(password: string, own: readonly string[]): Promise<void> {
  const text = password.normalize('NFC');
  const length = [...text].length;
  if (length < shortest) throw new Refusal('enter.passwordShort');
  if (length > longest) throw new Refusal('enter.passwordLong');
  const plain = bare(text);
  if (new Set(plain).size < 2 || own.some((word) => bare(word) === plain) || (await commonPasswords()).has(text.toLowerCase())) throw new Refusal('enter.passwordCommon');
}

const bare = (text: string): string => text.normalize('NFC').toLowerCase().replace(/\s/g, '');
