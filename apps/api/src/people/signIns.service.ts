import { randomUUID } from 'node:crypto';
import { type IncomingHttpHeaders } from 'node:http';
import { lifetimes } from '@siccam/contract';
import { Injectable } from '@nestjs/common';
import Bowser from 'bowser';
import { truncated } from '../audit';
import { append } from '../feed';
import { MachineClock, type Tx } from '../platform';
import { type Call, Refusal } from '../wire';
import type { SignIn } from './person.entity';
import { tellStanding } from './standing';

/** A sign-in as it is begun: how, and whether two factors or a confirmation came with it. */
export type Begin = { person: string; by: SignIn['by']; two?: boolean };

/** Begins and ends sign-ins. A sign-in never changes hands: entering again, or with more factors by a link, makes a new one. */
@Injectable()
export class SignInsService {
  constructor(private readonly clock: MachineClock) {}

  /** Begins one for the browser of this call; entering is a confirmation. Answers its id. */
  async begin(tx: Tx, { person, by, two = false }: Begin, { headers, address }: Pick<Call, 'headers' | 'address'>): Promise<string> {
    const id = randomUUID();
    const now = new Date(this.clock.now());
    // Whoever was let in may be deleted at this very moment.
    const begun = await tx.sql.query<object[]>(
      `insert into sign_in (id, person_id, by, device, address, created, seen, expires, confirmed, second_factor)
       select $1, p.id, $3, $4, $5, $6, $6, $7, $6, $8 from (select id from person where id = $2 for key share) p returning id`,
      [id, person, by, JSON.stringify(deviceOf(headers)), truncated(address), now, new Date(now.getTime() + lifetimes.signIn), two ? now : null],
    );
    // Asking again tells how it stands now.
    if (begun.length === 0) throw new Refusal('wire.unavailable', 1);
    append(tx, `person:${person}`, 'person.changed', {});
    return id;
  }

  /**
   * Ends these sign-ins of a person, or all but one; every server closes their sockets. With all but one also the links end that somebody
   * signed in made, for another device or another address, or who must go would come back by one. Answers which ended.
   */
  async end(tx: Tx, person: string, which: { only: readonly string[] } | { allBut: string | null }): Promise<string[]> {
    const now = new Date(this.clock.now());
    if ('allBut' in which) await tx.sql.query(`update link set revoked = $2 where person_id = $1 and kind in ('device', 'signIn') and used is null and revoked is null`, [person, now]);
    const [rows] =
      'only' in which
        ? await tx.sql.query<[{ id: string }[], number]>('update sign_in set ended = $3 where person_id = $1 and id = any($2) and ended is null returning id', [person, which.only, now])
        : await tx.sql.query<[{ id: string }[], number]>('update sign_in set ended = $3 where person_id = $1 and id is distinct from $2 and ended is null returning id', [person, which.allBut, now]);
    const ended = rows.map(({ id }) => id);
    if (ended.length > 0) {
      const [banned] = await tx.sql.query<{ one: number }[]>('select 1 as one from ban where person = $1 and lifted is null', [person]);
      tellStanding(tx, { person, banned: banned !== undefined, ended });
      append(tx, `person:${person}`, 'person.changed', {});
    }
    return ended;
  }
}

/** What a browser says it is; never more than its name. */
export function deviceOf(headers: IncomingHttpHeaders | Call['headers']): SignIn['device'] {
  const agent = String(headers['user-agent'] ?? '').slice(0, 500);
  if (!agent) return { kind: 'unknown', browser: '' };
  const { browser, platform } = Bowser.parse(agent);
  const kinds: Record<string, SignIn['device']['kind']> = { mobile: 'phone', tablet: 'tablet', desktop: 'computer' };
  return { kind: kinds[platform.type ?? ''] ?? 'unknown', browser: (browser.name ?? '').slice(0, 40) };
}
