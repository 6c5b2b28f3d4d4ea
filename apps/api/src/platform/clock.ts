import { Injectable } from '@nestjs/common';

/** The machine's clock, for tokens, leases, logs and what happened; nobody sets it. (The fair's clock is the fair's: `fairNow` in the contract.) */
@Injectable()
export class MachineClock {
  /** Milliseconds since 1970. */
  now(): number {
    return Date.now();
  }
}
