import type { Ask, Route } from '@siccam/contract';
import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Call } from './doors';
import { Refusal } from './refusal';

// Many visitors stand behind one address (a university, a mobile carrier), so an address may ask far more than a person or a socket.
const perSocket = new RateLimiterMemory({ points: 120, duration: 60 });
const perPerson = new RateLimiterMemory({ points: 120, duration: 60 });
const perAddress = new RateLimiterMemory({ points: 6000, duration: 60 });

/** Lets a call pass, or refuses it with the seconds to wait. Prepared answers, this machine's own questions and LiveKit's are not counted. */
export async function withinLimits(door: Route | Ask, { caller, address, socketId }: Call): Promise<void> {
  if (door.needs === 'livekit' || door.needs === 'machine' || caller?.kind === 'bot') return;
  // The narrow ones first: whoever is over their own limit must not use up what they share with others.
  if (socketId !== undefined) await take(perSocket, socketId);
  if (caller) await take(perPerson, caller.id);
  await take(perAddress, address);
}

async function take(limit: RateLimiterAbstract, key: string): Promise<void> {
  try {
    await limit.consume(key);
  } catch (reached) {
    if (!(reached instanceof RateLimiterRes)) throw reached;
    throw new Refusal('wire.tooMany', Math.max(1, Math.ceil(reached.msBeforeNext / 1000)));
  }
}
