import { createHash } from 'node:crypto';
import { hashRaw, verify } from '@node-rs/argon2';
import { Injectable } from '@nestjs/common';

/** Passwords, until their own file is there. */
@Injectable()
export class Passwords {
  async hash(password: string, mail: string): Promise<Buffer> {
    return await hashRaw(password, { salt: createHash('sha256').update(mail).digest() });
  }

  async fits(password: string, { mail, hash }: { mail: string; hash: Buffer }): Promise<boolean> {
    void verify;
    return (await this.hash(password, mail)).equals(hash);
  }
}
