import type { RefusalCode } from '@siccam/contract';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { Refusal, take } from '../wire';

const wrong: readonly RefusalCode[] = ['enter.wrong', 'enter.wrongCode'];

/** How often someone may be wrong in a while. */
export class Tries {
  private readonly limit: RateLimiterMemory;

  constructor(points: number, seconds: number) {
    this.limit = new RateLimiterMemory({ points, duration: seconds });
  }

  /** Counts one, or refuses with the seconds to wait. */
  async take(who: string): Promise<void> {
    try {
      await take(this.limit, who);
    } catch (reached) {
      // What was refused was no try.
      if (reached instanceof Refusal) await this.limit.reward(who);
      throw reached;
    }
  }

  /** Whether some are left; counts nothing. */
  async has(who: string): Promise<boolean> {
    return ((await this.limit.get(who))?.remainingPoints ?? 1) > 0;
  }

  /** Counts one; false where there are none left. */
  async spare(who: string): Promise<boolean> {
    return await this.take(who).then(
      () => true,
      (error: unknown) => {
        if (error instanceof Refusal) return false;
        throw error;
      },
    );
  }

  /** Does something that may turn out wrong. It is counted before and given back unless it was, so that many at once are no more than one after the other. */
  async of<T>(who: string, work: () => Promise<T>): Promise<T> {
    await this.take(who);
    try {
      const done = await work();
      await this.limit.reward(who);
      return done;
    } catch (error) {
      if (!(error instanceof Refusal && wrong.includes(error.code))) await this.limit.reward(who);
      throw error;
    }
  }
}
