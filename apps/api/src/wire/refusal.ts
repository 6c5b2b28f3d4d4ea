import type { RefusalCode } from '@siccam/contract';

/** A "no" that the caller may understand, as opposed to a bug. Thrown by services, told by the binder. */
export class Refusal extends Error {
  constructor(
    readonly code: RefusalCode,
    /** Seconds after which asking again makes sense. */
    readonly retryAfter?: number,
  ) {
    super(code);
  }
}
