import { consentTexts, type Me } from '@siccam/contract';
import { Vault } from '../platform';
import type { Said, TestHouse } from './house';

/** A browser that keeps the cookie it is given, at an address of its own. */
export type Browser = { cookie: string; asks(path: string, body?: object): Promise<Said>; me(): Promise<Me>; id(): Promise<string> };

/** Opens one that nobody knows yet. `address`: where it says to come from; it counts where the server trusts one proxy. */
export function browser({ call }: TestHouse, address = '203.0.113.7'): Browser {
  const headers = () => ({ 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'x-forwarded-for': address, ...(self.cookie ? { cookie: self.cookie } : {}) });
  const keep = (said: Said): Said => {
    self.cookie = said.headers.get('set-cookie')?.split(';')[0] ?? self.cookie;
    return said;
  };
  const self: Browser = {
    cookie: '',
    asks: async (path, body = {}) => keep(await call('POST', path, { body, headers: headers() })),
    me: async () => keep(await call('GET', '/api/me', { headers: headers() })).json as Me,
    id: async () => (await self.me()).id,
  };
  return self;
}

/** That somebody agrees to the terms, as a door hears it. */
export const terms = [{ what: 'terms', version: consentTexts.terms.version, language: 'fr' }] as const;

/** What was put into the newest mail of a kind to an address, as its reader sees it. */
export async function mailed({ owner, app }: TestHouse, to: string, kind: string): Promise<{ token: string; code: string; language: string }> {
  const { rows } = await owner.query<{ secret: Buffer; key: string; language: string }>('select secret, key, language from mail where to_address = $1 and kind = $2 order by created desc limit 1', [to, kind]);
  const [row] = rows;
  if (!row) throw new Error(`no ${kind} to ${to}`);
  const { token, code } = JSON.parse(app.get(Vault).open(row.secret, `mail:${row.key}`)) as { token: string; code?: string };
  return { token, code: code ?? '', language: row.language };
}
