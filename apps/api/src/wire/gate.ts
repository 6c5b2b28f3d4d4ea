import type { Right } from '@siccam/contract';
import type { IncomingHttpHeaders } from 'node:http';

/** Whom the server takes a call for. */
export type Caller = { kind: 'guest' | 'bot'; id: string };

/** Who someone is and what they may do; `people` is behind it, so that the wire needs not know people. */
export abstract class Gate {
  /** The caller of these headers, or null for a stranger. */
  abstract caller(headers: IncomingHttpHeaders): Caller | null;
  /** Makes a stranger a guest: the caller, and the cookie that says so. */
  abstract welcome(): { caller: Caller; cookie: string };
  /** Whether this caller holds a right in the current fair. */
  abstract may(caller: Caller, right: Right): Promise<boolean>;
}
