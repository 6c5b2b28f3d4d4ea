import { languages } from '@siccam/contract';

/** The ways to enter that stand on one page, one at a time. */
export const ways = ['password', 'account', 'guest'] as const;
/** See `ways`; without one, a link by mail. */
export type Way = (typeof ways)[number];

/** What stands in the address of entering: where to go afterwards, and by which way. */
export type EnterSearch = { back?: string; way?: Way };

const inside = new RegExp(`^/(${languages.join('|')})(/[\\w/.~-]*)?(\\?[\\w=&%.~+-]*)?$`);

/** A place of this fair, or nothing: an address may come from anyone, and nobody is led away by it. */
export const placeInside = (path: unknown): string | undefined => (typeof path === 'string' && path.length <= 500 && inside.test(path) && !path.includes('//') ? path : undefined);

/** Reads it from an address that anyone may have written. */
export function enterSearch(raw: Record<string, unknown>): EnterSearch {
  const back = placeInside(raw['back']);
  const way = ways.find((known) => known === raw['way']);
  return { ...(back ? { back } : {}), ...(way ? { way } : {}) };
}
