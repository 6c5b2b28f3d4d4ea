import { request } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { doors } from '@siccam/contract';
import { atDesk } from '../testing/drafts';
import { openHouse, type TestHouse } from '../testing/house';

let house: TestHouse;
beforeAll(async () => (house = await openHouse()));
afterAll(() => house.close());

type Answer = { encoding: string | undefined; vary: string | undefined; bytes: Buffer };
/** What travels, as it travels: `fetch` would unpack it. */
const travelling = (path: string, headers: Record<string, string>) =>
  new Promise<Answer>((resolve, reject) => {
    request(`${house.url}${path}`, { headers }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part)).on('end', () => resolve({ encoding: answer.headers['content-encoding'], vary: answer.headers.vary, bytes: Buffer.concat(parts) }));
    })
      .on('error', reject)
      .end();
  });

describe('an answer that is made for one reader', () => {
  it.each(['/api/desk/programme', '/api/desk/programme/release', '/fr/programme'])('travels as its reader takes it, and says the same: %s', async (path) => {
    const { headers } = await atDesk(house);
    const [plain, br, gzip] = await Promise.all(['identity', 'gzip, deflate, br', 'gzip'].map((encoding) => travelling(path, { ...headers, 'accept-encoding': encoding })));
    if (!plain || !br || !gzip) throw new Error('nothing came');
    expect([plain.encoding, br.encoding, gzip.encoding]).toEqual([undefined, 'br', 'gzip']);
    expect(new Set([plain.vary, br.vary, gzip.vary])).toEqual(new Set(['accept-encoding']));
    expect(brotliDecompressSync(br.bytes).equals(plain.bytes)).toBe(true);
    expect(gunzipSync(gzip.bytes).equals(plain.bytes)).toBe(true);
    expect(br.bytes.length).toBeLessThan(plain.bytes.length / 2);
  });

  it('goes as it is where it is short, or where its length could tell of a secret', async () => {
    const { headers } = await atDesk(house);
    for (const path of ['/api/me', '/api/account', '/api/desk/programme/links']) expect([path, (await travelling(path, { ...headers, 'accept-encoding': 'br' })).encoding]).toEqual([path, undefined]);
    // Whoever adds a door here has made sure that no token and no code stands in its answer.
    expect(doors.flatMap((door) => (door.kind === 'route' && door.body === 'packed' ? [door.name] : []))).toEqual(['draft.read', 'draft.items', 'release.preview', 'draftLink.read']);
  });
});
