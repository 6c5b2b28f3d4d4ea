import type { Config } from '../platform';

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
    "img-src 'self'",
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
