/** What stands in the address of a desk: what is searched, filtered and open. */
export type DeskSearch = { q?: string; filter?: string; person?: string; page?: number; open?: 'invite' | 'import' | 'exchange'; deed?: string; actor?: string; from?: string; to?: string; state?: string; day?: string; item?: string };

const texts = ['q', 'filter', 'person', 'deed', 'actor', 'from', 'to', 'state', 'day', 'item'] as const;

/** Reads it from an address that anyone may have written. */
export function deskSearch(raw: Record<string, unknown>): DeskSearch {
  const search: DeskSearch = {};
  for (const key of texts) {
    const value = raw[key];
    if ((typeof value === 'string' && value !== '') || typeof value === 'number') search[key] = String(value).slice(0, 200);
  }
  if (raw['open'] === 'invite' || raw['open'] === 'import' || raw['open'] === 'exchange') search.open = raw['open'];
  if (typeof raw['page'] === 'number' && Number.isInteger(raw['page']) && raw['page'] > 0 && raw['page'] <= 10_000) search.page = raw['page'];
  return search;
}
