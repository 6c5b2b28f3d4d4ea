import { isIP } from 'node:net';
import type { Tx } from '../platform';

/** A line for the audit. `by`: a person's id, or `terminal`, `demo`, `server`. */
export type Deed = { fair: string; by: string; deed: string; on: { kind: string; id: string }; detail?: Record<string, unknown>; from?: string };

/** Writes down who did what, in the decision that does it. */
export async function note(tx: Tx, { fair, by, deed, on, detail = {}, from = '' }: Deed): Promise<void> {
  await tx.sql.query('insert into audit (fair_id, actor, deed, object_kind, object_id, detail, from_address) values ($1, $2, $3, $4, $5, $6, $7)', [fair, by, deed, on.kind, on.id, JSON.stringify(detail), truncated(from)]);
}

/** An address without what tells one subscriber from another: /24 of IPv4, however it is written, and /48 of IPv6. What is no address is nothing. */
export function truncated(address: string): string {
  const [bare = ''] = address.split('%');
  if (isIP(bare) === 4) return `${bare.split('.').slice(0, 3).join('.')}.0/24`;
  if (isIP(bare) !== 6) return '';
  const groups = groupsOf(bare);
  const [high, low] = groups.slice(6);
  const mapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
  if (mapped && high !== undefined && low !== undefined) return `${high >> 8}.${high & 0xff}.${low >> 8}.0/24`;
  return `${groups.slice(0, 3).map((group) => group.toString(16)).join(':')}::/48`;
}

/** The eight groups of a valid IPv6 address. */
function groupsOf(address: string): number[] {
  const [before = [], after = []] = address.split('::').map(groupsIn);
  return [...before, ...Array.from({ length: 8 - before.length - after.length }, () => 0), ...after];
}

function groupsIn(part: string): number[] {
  return part.split(':').filter(Boolean).flatMap((group) => {
    if (!group.includes('.')) return [parseInt(group, 16)];
    const [a = 0, b = 0, c = 0, d = 0] = group.split('.').map(Number);
    return [(a << 8) | b, (c << 8) | d];
  });
}
