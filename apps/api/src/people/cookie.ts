import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { lifetimes } from '@siccam/contract';
import { parse, serialize } from 'cookie';
import type { Config } from '../platform';

/** What a cookie says: a guest (with a name or without), or a sign-in of a person. */
export type Said = { kind: 'guest'; id: string; named: boolean } | { kind: 'person'; id: string; signIn: string };

// How many, and how long they may be: half a megabyte at most, far less than a crowd of sockets needs.
const remembered = { count: 1000, length: 400 };
const threeDays = 3 * 24 * 3600;
const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const shape = new RegExp(`^(?:([gn])\\.(${uuid})|s\\.(${uuid})\\.(${uuid}))\\.([\\w-]{43})$`);

/** The one cookie that says who a browser is: signed, out of reach of scripts, sent to no other site's writes. */
export class Cookies {
  private readonly name: string;
  /** What the cookies said that fitted: the same one comes several times, and a signature costs. Whether it still counts is asked each time. */
  private readonly readBefore = new Map<string, Said>();

  constructor(private readonly config: Pick<Config, 'COOKIE_SECRET' | 'tls'>) {
    // Browsers take the __Host- prefix only over TLS.
    this.name = config.tls ? '__Host-siccam' : 'siccam';
  }

  /** Reads it, or null when there is none or its signature does not fit. */
  read(headers: IncomingHttpHeaders): Said | null {
    if (!headers.cookie) return null;
    // Longer ones carry what is not ours.
    const short = headers.cookie.length <= remembered.length;
    const before = short ? this.readBefore.get(headers.cookie) : undefined;
    if (before) return before;
    const said = this.parsed(headers.cookie);
    if (said && short) {
      if (this.readBefore.size >= remembered.count) this.readBefore.clear();
      this.readBefore.set(headers.cookie, said);
    }
    return said;
  }

  private parsed(cookie: string): Said | null {
    const value = parse(cookie)[this.name] ?? '';
    const [, letter, guest, person, signIn, signature] = shape.exec(value) ?? [];
    if (!signature || !same(signature, this.signature(value.slice(0, -signature.length - 1)))) return null;
    if (person && signIn) return { kind: 'person', id: person, signIn };
    return guest ? { kind: 'guest', id: guest, named: letter === 'n' } : null;
  }

  /** The header's value that makes a browser so. */
  write(said: Said): string {
    const text = said.kind === 'person' ? `s.${said.id}.${said.signIn}` : `${said.named ? 'n' : 'g'}.${said.id}`;
    return serialize(this.name, `${text}.${this.signature(text)}`, {
      httpOnly: true,
      sameSite: 'lax',
      secure: this.config.tls,
      path: '/',
      maxAge: said.kind === 'person' ? lifetimes.signIn / 1000 : threeDays,
    });
  }

  private signature(text: string): string {
    return createHmac('sha256', this.config.COOKIE_SECRET).update(`siccam cookie ${text}`).digest('base64url');
  }
}

/** Compares in a time that does not tell how much was right. */
export function same(a: string | Buffer, b: string | Buffer): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
