import type { Config } from '../platform';

/** A name as a header says it (RFC 6266): once in plain letters, once in full. */
export function disposition({ name, inline }: { name: string; inline: boolean }): string {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').replace(/[^\w.() -]/g, '_');
  const full = encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  return `${inline ? 'inline' : 'attachment'}; filename="${plain}"; filename*=UTF-8''${full}`;
}

/** Headers of whatever people brought: it runs nothing, and is taken for nothing but what it is. */
export function fileHeaders({ FILES_URL, tls }: Config): Record<string, string> {
  return {
    'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
    'cross-origin-resource-policy': FILES_URL ? 'cross-origin' : 'same-origin',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    ...(tls ? { 'strict-transport-security': 'max-age=31536000' } : {}),
  };
}

/** Headers of every page, so strict that nothing but our own files and LiveKit can be reached from it. */
export function pageHeaders(config: Config): Record<string, string> {
  const own = new URL(config.PUBLIC_URL);
  const media = new URL(config.LIVEKIT_PUBLIC_URL);
  // livekit-client asks over HTTP why a socket was refused, at the same address.
  const livekit = `${media.origin === 'null' ? `${media.protocol}//${media.host}` : media.origin} ${media.protocol.replace('ws', 'http')}//${media.host}`;
  const csp = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `img-src 'self'${config.FILES_URL ? ` ${config.FILES_URL}` : ''}`,
    "font-src 'self'",
    "media-src 'self' blob: mediastream:",
    `connect-src 'self' ${own.protocol.replace('http', 'ws')}//${own.host} ${livekit}`,
    "manifest-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
  return {
    'content-security-policy': csp,
    'cross-origin-opener-policy': 'same-origin',
    'permissions-policy': 'camera=(self), microphone=(self), geolocation=(), payment=()',
    'referrer-policy': 'strict-origin-when-cross-origin',
    'x-content-type-options': 'nosniff',
    ...(config.tls ? { 'strict-transport-security': 'max-age=31536000' } : {}),
  };
}
