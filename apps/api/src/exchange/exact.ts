import { createHash } from 'node:crypto';

/** The same text for the same value, whatever the order of its keys; what is undefined is not there. */
export function exact(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(exact).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
  const entries = Object.entries(value).filter(([, one]) => one !== undefined);
  return `{${entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, one]) => `${JSON.stringify(key)}:${exact(one)}`).join(',')}}`;
}

/** A short sign of a value: another value has another one. */
export const signOf = (value: unknown): string => createHash('sha256').update(exact(value)).digest('base64url').slice(0, 12);

/** An id that the same name always has in the same space, and another name never (RFC 9562, version 8). */
export function idOf(space: string, name: string): string {
  const bytes = createHash('sha256').update(`${space} ${name}`).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** A whole number from 1 that nearly always is another one for another name. */
export const numberOf = (name: string): number => 1 + (createHash('sha256').update(name).digest().readUInt32BE(0) % 2_000_000_000);

/** Whether a value says nothing: files write that in many ways, which mean the same. */
export const isNothing = (value: unknown): boolean =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0) || (typeof value === 'object' && Object.keys(value).length === 0);

/** A value as a text, where it is one. */
export const textOf = (value: unknown): string => (typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : '');

/** A value as a record; empty where it is none. */
export const recordOf = (value: unknown): Record<string, unknown> => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {});

/** A value as a list; empty where it is none. */
export const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? (value as unknown[]) : []);

/** A text without characters that no database and no XML can hold. */
export const cleaned = (text: string): string => text.replace(/(?![\t\n\r])\p{Cc}|[\ufffe\uffff]|\p{Cs}/gu, '');
