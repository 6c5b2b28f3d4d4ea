import { createHash, randomBytes, randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { MachineClock, type Tx, Vault } from '../platform';
import type { Link } from './person.entity';
import { Tries } from './tries';

/** What a new link is made for. `lives` in milliseconds. `askedBy`: the guest whose browser asked and may type the code. */
export type NewLink = { kind: Link['kind']; fair: string; person: string | null; mail: string | null; lives: number; askedBy?: string; withCode?: boolean };
/** A link with its secrets, which only its reader may have; the database keeps hashes. */
export type MadeLink = { id: string; token: string; code: string | null; expires: Date };

const [unasked, within] = [6, 600] as const;

/** Makes links. */
@Injectable()
export class LinksService {
  private readonly letters = new Tries(unasked, within);

  constructor(
    private readonly clock: MachineClock,
    private readonly vault: Vault,
  ) {}

  /** Makes a link; what the person had of the same kind before is worth nothing from then on. Links asked for by mail stay as they are: whoever asks again and again in another's name must not take theirs away. */
  async make(tx: Tx, { withCode = false, ...link }: NewLink): Promise<MadeLink> {
    const code = withCode ? String(randomInt(1_000_000)).padStart(6, '0') : null;
    return { ...(await writeLink(tx, this.clock.now(), link, code === null ? null : this.hashOfCode(link.mail ?? '', code))), code };
  }

  /** Whether another mail may go to an address that somebody says is theirs. Where not, nobody is told so: whose address it is may not notice, but must not be flooded either. */
  async mayWriteTo(mail: string): Promise<boolean> {
    return await this.letters.spare(mail);
  }

  /** Six digits are soon guessed from an open hash. */
  hashOfCode(mail: string, code: string): Buffer {
    return this.vault.hash('mail code', `${mail}\0${code}`);
  }
}

/** Writes a link and answers its token, which nothing here can tell again. */
export async function writeLink(tx: Tx, at: number, { kind, fair, person, mail, lives, askedBy }: NewLink, code: Buffer | null = null): Promise<Omit<MadeLink, 'code'>> {
  const now = new Date(at);
  const token = randomBytes(32).toString('base64url');
  const expires = new Date(at + lives);
  if (person && kind !== 'signIn') await tx.sql.query('update link set revoked = $3 where person_id = $1 and kind = $2 and used is null and revoked is null', [person, kind, now]);
  const [row] = await tx.sql.query<{ id: string }[]>(
    'insert into link (fair_id, kind, person_id, mail, hash, asked_by, code, created, expires) values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning id',
    [fair, kind, person, mail, hashOfToken(token), askedBy ?? null, code, now, expires],
  );
  if (!row) throw new Error('a link was not written');
  return { id: row.id, token, expires };
}

/** What the database knows of a token. */
export const hashOfToken = (token: string): Buffer => createHash('sha256').update(token).digest();
