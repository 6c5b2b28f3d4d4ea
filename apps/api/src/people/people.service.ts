import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Right } from '@siccam/contract';
import { Inject, Injectable } from '@nestjs/common';
import { parse, serialize } from 'cookie';
import { CONFIG, type Config, Database } from '../platform';
import { type Caller, Gate } from '../wire';
import { type Role, rightsTable } from './rights';

const botRoles: Record<string, Role> = { 'stage-manager': 'stageManager', speaker: 'speaker' };
const threeDays = 3 * 24 * 3600;

/** Says who calls and what they may do. A guest is an opaque id, signed into a cookie; nothing about them is stored. */
@Injectable()
export class PeopleService extends Gate {
  private readonly cookieName: string;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly database: Database,
  ) {
    super();
    // Browsers take the __Host- prefix only over TLS.
    this.cookieName = config.tls ? '__Host-siccam' : 'siccam';
  }

  override caller(headers: IncomingHttpHeaders): Caller | null {
    return this.bot(headers.authorization) ?? this.guest(headers.cookie);
  }

  override welcome(): { caller: Caller; cookie: string } {
    const id = randomUUID();
    const cookie = serialize(this.cookieName, `${id}.${this.signature(id)}`, {
      httpOnly: true,
      sameSite: 'lax',
      secure: this.config.tls,
      path: '/',
      maxAge: threeDays,
    });
    return { caller: { kind: 'guest', id }, cookie };
  }

  override async may(caller: Caller, right: Right): Promise<boolean> {
    const { role } = rightsTable[right];
    // A bot acts in one role a call, and only where that role was given to bots: in the demonstration.
    if (caller.kind !== 'bot' || botRoles[caller.id] !== role) return false;
    const held = await this.database.rows(
      `select 1 from role_held r join fair f on f.id = r.fair_id
       where f.current and f.demo and r.holder = 'bot' and r.role = $1`,
      [role],
    );
    return held.length > 0;
  }

  private bot(authorization: string | undefined): Caller | null {
    const key = this.config.BOT_KEY;
    const [, given, role] = /^Bot ([^:\s]{1,200}):([a-z-]{1,40})$/.exec(authorization ?? '') ?? [];
    if (!key || !given || !role || !(role in botRoles) || !same(given, key)) return null;
    return { kind: 'bot', id: role };
  }

  private guest(cookies: string | undefined): Caller | null {
    if (!cookies) return null;
    const value = parse(cookies)[this.cookieName] ?? '';
    const [, id, signature] = /^([0-9a-f-]{36})\.([\w-]{43})$/.exec(value) ?? [];
    if (!id || !signature || !same(signature, this.signature(id))) return null;
    return { kind: 'guest', id };
  }

  private signature(id: string): string {
    return createHmac('sha256', this.config.COOKIE_SECRET).update(`guest:${id}`).digest('base64url');
  }
}

/** Compares in a time that does not tell how much was right. */
function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
