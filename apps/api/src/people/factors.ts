import { randomInt } from 'node:crypto';
import { HOTP, Secret, TOTP } from 'otpauth';
import { same } from './cookie';

/** RFC 6238 as every application understands it. */
const shape = { algorithm: 'SHA1', digits: 6 } as const;
const stepSeconds = 30;
/** Steps that a telephone's clock may be away. */
const window = [-1, 0, 1] as const;

// Crockford's alphabet: what looks alike is read alike.
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const recoveryLength = 10;
const recoveryCount = 10;

/** A new secret, in the letters that applications take. */
export const newSecret = (): string => new Secret({ size: 20 }).base32;

/** What an application reads from a picture. */
export const uriOf = (secret: string, whose: string): string => new TOTP({ ...shape, period: stepSeconds, issuer: 'SICCAM', label: whose, secret: Secret.fromBase32(secret) }).toString();

/** The step of a moment. Milliseconds. */
export const stepAt = (now: number): number => Math.floor(now / 1000 / stepSeconds);
/** When a step begins. Milliseconds. */
export const beginOf = (step: number): number => step * stepSeconds * 1000;

/** The code of a step. */
export const codeAt = (secret: string, step: number): string => HOTP.generate({ ...shape, secret: Secret.fromBase32(secret), counter: step });

/** The step that a code fits, within the window: one that is not used yet, if there is one; null: none. */
export function stepOf(secret: string, code: string, now: number, used: number): number | null {
  // All of them, in a time that tells nothing.
  const fitting = window.map((away) => stepAt(now) + away).filter((step) => same(codeAt(secret, step), code));
  return fitting.find((step) => step > used) ?? fitting.at(-1) ?? null;
}

/** Ten recovery codes. */
export const newRecovery = (): string[] => Array.from({ length: recoveryCount }, () => Array.from({ length: recoveryLength }, () => letters[randomInt(letters.length)]).join(''));

/** A recovery code as it is kept: capitals, and no letter that looks like a digit; null where it is none. */
export function asRecovery(typed: string): string | null {
  const code = typed.toUpperCase().replace(/O/g, '0').replace(/[IL]/g, '1');
  return code.length === recoveryLength && [...code].every((letter) => letters.includes(letter)) ? code : null;
}
