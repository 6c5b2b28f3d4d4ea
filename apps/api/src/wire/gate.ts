import type { IncomingHttpHeaders } from 'node:http';
import type { NeedsOn, Right } from '@siccam/contract';

/** Whom the server takes a call for. `guest`: a cookie with an opaque id; `named` if a name was left. `person`: signed in, by one sign-in. `banned`: known, and not to come in. */
export type Caller = { kind: 'guest' | 'person' | 'bot' | 'banned'; id: string; signIn?: string; named?: boolean };

/** The object that a right is asked on, as the question names it; null: the fair. */
export type AskedOn = { kind: NeedsOn['kind']; name: string } | null;

/** Whose sockets must close: all of a person's, or those of some of their sign-ins. */
export type Out = { person: string; banned: boolean; ended: readonly string[] };

/** The open sockets of this server, by person. */
export type OpenSockets = {
  /** Closes them, told why. */
  close(out: Out): void;
  /** Whether a person has one open. */
  has(person: string): boolean;
  /** The addresses a person's sockets came from. */
  addressesOf(person: string): string[];
};

/** Who someone is and what they may do; `people` is behind it, so that the wire needs not know people. */
export abstract class Gate {
  protected sockets: OpenSockets | undefined;

  /** Brings the open sockets, so that whoever loses their standing loses theirs. */
  attach(sockets: OpenSockets): void {
    this.sockets = sockets;
  }

  /** The caller of these headers, or null for a stranger. Costs no query: what ended or was banned is known here within a quarter of a second of its commit. */
  abstract caller(headers: IncomingHttpHeaders): Caller | null;
  /** Makes a stranger a guest: the caller, and the cookie that says so. Refused where an address may bring no more for now. */
  abstract welcome(address: string): Promise<{ caller: Caller; cookie: string }>;
  /** Throws the refusal that says what is missing, if this caller may not pass a door that needs this; asks the database each time. */
  abstract mustHold(caller: Caller, needs: 'account' | 'confirmed' | Right, on: AskedOn): Promise<void>;
}
