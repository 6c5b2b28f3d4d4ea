import type { Tx } from '../platform';

/** A line for the audit. `by`: a person's id, or `terminal`, `demo`, `server`. */
export type Deed = { fair: string; by: string; deed: string; on: { kind: string; id: string }; detail?: Record<string, unknown>; from?: string };

/** Writes down who did what, in the decision that does it. */
export async function note(tx: Tx, { fair, by, deed, on, detail = {}, from = '' }: Deed): Promise<void> {
  await tx.sql.query('insert into audit (fair_id, actor, deed, object_kind, object_id, detail, from_address) values ($1, $2, $3, $4, $5, $6, $7)', [fair, by, deed, on.kind, on.id, JSON.stringify(detail), truncated(from)]);
}

/** An address without what tells one subscriber from another: /24 of IPv4, /48 of IPv6. */
export function truncated(address: string): string {
  const four = /^(?:::ffff:)?(\d{1,3}\.\d{1,3}\.\d{1,3})\.\d{1,3}$/i.exec(address)?.[1];
  if (four) return `${four}.0/24`;
  if (!address.includes(':')) return '';
  const [head = '', tail] = address.split('%')[0]?.split('::') ?? [];
  const groups = head.split(':').filter(Boolean);
  if (tail !== undefined) while (groups.length < 3) groups.push('0');
  return `${groups.slice(0, 3).join(':')}::/48`;
}
