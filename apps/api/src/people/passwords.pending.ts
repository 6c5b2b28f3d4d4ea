import { createHash } from 'node:crypto';
import { hashRaw } from '@node-rs/argon2';
import { Injectable } from '@nestjs/common';
import { Refusal } from '../wire';

/** Passwords, until their own file is there. */
@Injectable()
export class Passwords {
  async hash(password: string, mail: string): Promise<Buffer> {
    if (password.length < 8) throw new Refusal('enter.passwordShort');
    return await hashRaw(password, { salt: createHash('sha256').update(mail).digest() });
  }

  async fits(password: string, { mail, hash }: { mail: string; hash: Buffer }): Promise<boolean> {
    return (await this.hash(password, mail)).equals(hash);
  }
}
