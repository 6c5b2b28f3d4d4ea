import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Prepared } from './doors';

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);

/** Shorter, it goes in one packet as it is. Bytes. */
const oncePacket = 1000;

/** The best encoding that a reader takes. */
export function encodingFor(headers: IncomingHttpHeaders): 'br' | 'gzip' | 'identity' {
  const accepted = String(headers['accept-encoding'] ?? '');
  return accepted.includes('br') ? 'br' : accepted.includes('gzip') ? 'gzip' : 'identity';
}

/** Bytes for everyone, packed each way once, beside the event loop. `quality`: of brotli, the dearer the more often they are read. */
export async function prepare(type: string, text: string, quality: number): Promise<Prepared> {
  const identity = Buffer.from(text);
  const [br, gz] = await Promise.all([brotli(identity, { params: inBrotli(quality, identity) }), zip(identity)]);
  const etag = `W/"${createHash('sha256').update(identity).digest('base64url').slice(0, 22)}"`;
  const unchanged = ['etag', etag, 'cache-control', 'public, max-age=5, stale-while-revalidate=60', 'vary', 'accept-encoding'];
  const whole = (body: Buffer, ...more: string[]) => ({ head: [...unchanged, 'content-type', type, 'content-length', String(body.length), 'x-content-type-options', 'nosniff', ...more], body });
  return { etag, unchanged, identity: whole(identity), br: whole(br, 'content-encoding', 'br'), gzip: whole(gz, 'content-encoding', 'gzip') };
}

const inBrotli = (quality: number, body: Buffer) => ({ [constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_SIZE_HINT]: body.length });

/** An answer that is made for one reader, packed as they take it, beside the event loop. */
export async function packed(headers: IncomingHttpHeaders, text: string): Promise<{ body: Buffer; headers: Record<string, string> }> {
  const body = Buffer.from(text);
  const encoding = body.length < oncePacket ? 'identity' : encodingFor(headers);
  if (encoding === 'identity') return { body, headers: { vary: 'accept-encoding' } };
  return { body: await (encoding === 'br' ? brotli(body, { params: inBrotli(4, body) }) : zip(body)), headers: { vary: 'accept-encoding', 'content-encoding': encoding } };
}
