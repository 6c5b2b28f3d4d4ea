import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Call } from './doors';
import { Refusal } from './refusal';

// Many visitors stand behind one address (a university, a mobile carrier), so an address may ask far more than a person.
const perPerson = new RateLimiterMemory({ points: 120, duration: 60 });
const perAddress = new RateLimiterMemory({ points: 6000, duration: 60 });

/** Lets a call pass, or refuses it with the seconds to wait. Every door but prepared answers and LiveKit's own goes through it. */
export async function withinLimits({ caller, address }: Call): Promise<void> {
  try {
    await perAddress.consume(address);
    if (caller?.kind === 'guest') await perPerson.consume(caller.id);
  } catch (reached) {
    if (!(reached instanceof RateLimiterRes)) throw reached;
    throw new Refusal('wire.tooMany', Math.max(1, Math.ceil(reached.msBeforeNext / 1000)));
  }
}
