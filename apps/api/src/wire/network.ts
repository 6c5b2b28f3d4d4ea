import { isIP } from 'node:net';

/**
 * The address by which a caller is counted: of IPv6 the first half, because one subscriber has at least as many addresses as the second
 * half has numbers. This machine's own, those that are IPv4 inside, and what is no address stay as they are.
 */
export function networkOf(address: string): string {
  const [bare = ''] = address.split('%');
  if (isIP(bare) !== 6 || bare === '::1' || bare.includes('.')) return address;
  const [before = '', after] = bare.split('::');
  const [head, tail] = [before, after ?? ''].map((part) => part.split(':').filter(Boolean));
  const groups = after === undefined ? (head ?? []) : [...(head ?? []), ...Array.from({ length: 8 - (head?.length ?? 0) - (tail?.length ?? 0) }, () => '0'), ...(tail ?? [])];
  return `${groups.slice(0, 4).map((group) => parseInt(group, 16).toString(16)).join(':')}::`;
}
