import type { IncomingHttpHeaders } from 'node:http';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);

/** Shorter, it goes in one packet as it is. Bytes. */
const oncePacket = 1000;

/** The best encoding that a reader takes. */
export function encodingFor(headers: IncomingHttpHeaders): 'br' | 'gzip' | 'identity' {
  const accepted = String(headers['accept-encoding'] ?? '');
  return accepted.includes('br') ? 'br' : accepted.includes('gzip') ? 'gzip' : 'identity';
}

/** An answer that is made for one reader, packed as they take it, beside the event loop. */
export async function packed(headers: IncomingHttpHeaders, text: string): Promise<{ body: Buffer; headers: Record<string, string> }> {
  const body = Buffer.from(text);
  const encoding = body.length < oncePacket ? 'identity' : encodingFor(headers);
  if (encoding === 'identity') return { body, headers: { vary: 'accept-encoding' } };
  const params = { [constants.BROTLI_PARAM_QUALITY]: 4, [constants.BROTLI_PARAM_SIZE_HINT]: body.length };
  return { body: await (encoding === 'br' ? brotli(body, { params }) : zip(body)), headers: { vary: 'accept-encoding', 'content-encoding': encoding } };
}
