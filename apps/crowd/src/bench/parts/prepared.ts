import { writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { join } from 'node:path';
import { readProgramme } from '@siccam/contract';
import { type House, childWithLine } from './house';
import { nodeOn } from './measure';

/** An answer of our server in brotli, with the headers that a floor must send as well. */
export type Compressed = { headers: Record<string, string>; body: Buffer };

/** The programme as the server has it ready, in brotli. */
export const programmeOf = (address: string): Promise<Compressed> =>
  new Promise((resolve, reject) => {
    get(address + readProgramme.path, { headers: { 'accept-encoding': 'br' } }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      const same = ['content-type', 'content-length', 'content-encoding', 'cache-control', 'vary', 'etag', 'x-content-type-options'];
      response.on('end', () => resolve({ headers: Object.fromEntries(same.map((name) => [name, String(response.headers[name])])), body: Buffer.concat(parts) }));
    }).on('error', reject);
  });

/** The floor: a bare node server on the first core that answers the same bytes under the same headers. */
export async function bareServer(house: House & { closing: (() => unknown)[] }, { headers, body }: Compressed): Promise<{ port: number; pid: number }> {
  const file = join(house.folder, 'programme.br');
  writeFileSync(file, body);
  const { child, line } = await childWithLine(nodeOn(0), ['--import', 'tsx', join(import.meta.dirname, 'raw-schedule.ts'), file, JSON.stringify(headers)], house.closing);
  return { port: Number(line), pid: child.pid ?? 0 };
}
