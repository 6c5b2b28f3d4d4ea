import type { Ask, Route } from '@siccam/contract';
import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Config } from '../platform';
import type { Call } from './doors';
import type { Caller } from './gate';
import { Refusal } from './refusal';

const aMinute = (points: number) => new RateLimiterMemory({ points, duration: 60 });

/**
 * How much may be asked in a minute. Many stand behind one address (a university, a mobile carrier): a socket and a person count
 * first; strangers share what their address may ask, so whoever is known is not locked out by a stranger's flood; those who are
 * signed in have a share of their own; and no address may take the whole server. A flood may make itself guests, as fast as strangers
 * may ask, and is then stopped where guests are, beside those who are signed in. The age of a guest's cookie is not looked at: a flood
 * only needs to wait, and a university that has just arrived is as many new guests.
 */
export class Limits {
  private readonly perSocket = aMinute(120);
  private readonly perPerson = aMinute(120);
  private readonly strangers: RateLimiterAbstract;
  private readonly perAddress: RateLimiterAbstract;

  constructor({ SOCKETS_PER_ADDRESS }: Pick<Config, 'SOCKETS_PER_ADDRESS'>) {
    // Arriving takes about four questions; and for as many as may come from one address, twenty-four in a minute.
    this.strangers = aMinute(4 * SOCKETS_PER_ADDRESS);
    this.perAddress = aMinute(24 * SOCKETS_PER_ADDRESS);
  }

  /** Lets a call pass, or refuses it with the seconds to wait. Prepared answers, this machine's own questions and LiveKit's are not counted. */
  async pass(door: Route | Ask, { caller, address, socketId }: Call): Promise<void> {
    if (door.needs === 'livekit' || door.needs === 'machine' || caller?.kind === 'bot') return;
    // The narrow ones first: whoever is over their own limit must not use up what they share with others.
    // An older cookie of a guest bears the id of the account that came of it.
    if (caller) await take(this.perPerson, `${caller.kind} ${caller.id}`);
    else if (socketId !== undefined) await take(this.perSocket, socketId);
    await this.passAddress(address, caller);
  }

  /** Lets someone at an address pass; null: a stranger. */
  async passAddress(address: string, caller: Caller | null): Promise<void> {
    if (!caller) await take(this.strangers, address);
    await take(this.perAddress, caller?.kind === 'person' ? `signed in ${address}` : address);
  }
}

/** Counts one of what somebody may do so often in a time; refused where it is used up, with the seconds until it comes back. */
export async function take(limit: RateLimiterAbstract, key: string): Promise<void> {
  try {
    await limit.consume(key);
  } catch (reached) {
    if (!(reached instanceof RateLimiterRes)) throw reached;
    throw new Refusal('wire.tooMany', Math.max(1, Math.ceil(reached.msBeforeNext / 1000)));
  }
}
