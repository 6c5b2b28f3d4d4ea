import { resolve } from 'node:path';
import { z } from 'zod';

const secret = z.string().min(32, 'must have at least 32 characters');
const address = (...schemes: string[]) =>
  z.url({ protocol: new RegExp(`^(${schemes.join('|')})$`), error: `must be an address that begins with ${schemes.join(':// or ')}://` });

/** Secrets that stand in examples: good enough for nobody's real fair. */
const samples = /^(devkey|secret|change-?me|sample|example|password|test|a secret of)/i;

const Variables = z.object({
  /** `production` refuses sample secrets and an address without TLS. */
  NODE_ENV: z.enum(['development', 'production', 'test']).default('development'),
  /** The address the server listens on. */
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  /** The origin people open in their browser; behind a proxy it differs from HOST and PORT. */
  PUBLIC_URL: address('http', 'https').optional(),
  /** Further origins that may call, separated by commas. */
  ALLOWED_ORIGINS: z.string().default(''),
  /** How many proxies stand in front, so that an address in X-Forwarded-For can be believed. */
  TRUST_PROXY: z.coerce.number().int().min(0).default(0),
  /** Sockets that may be open from one address; a university or a mobile carrier is one. What an address may ask in a minute follows from it. */
  SOCKETS_PER_ADDRESS: z.coerce.number().int().min(10).max(100_000).default(5000),
  /** PostgreSQL under the application's role, which cannot change the schema. */
  DATABASE_URL: address('postgres', 'postgresql'),
  DATABASE_POOL: z.coerce.number().int().min(1).max(100).default(10),
  /** LiveKit as this server reaches it. */
  LIVEKIT_URL: address('ws', 'wss'),
  /** LiveKit as browsers reach it. */
  LIVEKIT_PUBLIC_URL: address('ws', 'wss').optional(),
  LIVEKIT_API_KEY: z.string().min(3),
  LIVEKIT_API_SECRET: secret,
  /** Signs the guests' cookies. */
  COOKIE_SECRET: secret,
  /** Keeps what the database must not tell by itself: secrets of second factors, links that wait to be sent. Losing it, people set up their second factor anew. */
  VAULT_KEY: secret,
  /** The mail server; left out, mails are held and the organiser hands links over. */
  SMTP_URL: address('smtp', 'smtps').optional(),
  /** Who mails come from, `SICCAM <salon@example.org>`. */
  MAIL_FROM: z.string().max(200).default('SICCAM <noreply@localhost>'),
  /** Where what people bring is kept, in its folder `files`. */
  DATA_DIR: z.string().default(resolve('.data')),
  /** Another origin of this server, from which alone files are given out, so that nothing in them is ever of the fair's own origin. */
  FILES_URL: address('http', 'https').optional(),
  /** Megabytes that one person's files may take, and all files of a fair. */
  FILES_PER_PERSON_MB: z.coerce.number().int().min(1).default(200),
  FILES_PER_FAIR_MB: z.coerce.number().int().min(1).default(20_000),
  /** A ClamAV that looks at each file, `tcp://clamav:3310`; left out, files are marked as not looked at. */
  CLAMAV_URL: address('tcp').optional(),
  /** Opens the doors to the demonstration's bots; left out, there are none. */
  BOT_KEY: secret.optional(),
  /** Folder of the built web application. */
  WEB_DIR: z.string().default(resolve(import.meta.dirname, '../../web/dist')),
  /** `off` removes the service worker from every browser that comes back: then nothing opens without a network. */
  SERVICE_WORKER: z.enum(['on', 'off']).default('on'),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
});

/** Names of all variables the server knows, for the check of docker/compose.yml. */
export const variableNames = Object.keys(Variables.shape);

/** The settings, parsed once. */
export type Config = Omit<z.infer<typeof Variables>, 'PUBLIC_URL' | 'LIVEKIT_PUBLIC_URL'> & {
  PUBLIC_URL: string;
  LIVEKIT_PUBLIC_URL: string;
  /** True when people reach the fair over TLS. */
  tls: boolean;
  /** Every origin whose pages may call this server. */
  origins: ReadonlySet<string>;
};

/** Thrown when the environment cannot be used; the message names every bad variable at once. */
export class BadConfig extends Error {}

/** Parses the environment, or says everything that is wrong with it. */
export function readConfig(environment: Record<string, string | undefined>): Config {
  // An empty variable is one that compose.yml passed on without a value.
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = Variables.safeParse(given);
  const wrong = parsed.success ? [] : parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  if (given['NODE_ENV'] === 'production') wrong.push(...unfitForProduction(given));
  if (!parsed.success || wrong.length > 0) {
    throw new BadConfig(`These variables cannot be used:\n${[...new Set(wrong)].map((line) => `  ${line}`).join('\n')}`);
  }
  const values = parsed.data;
  const PUBLIC_URL = new URL(values.PUBLIC_URL ?? `http://localhost:${values.PORT}`).origin;
  const FILES_URL = values.FILES_URL && new URL(values.FILES_URL).origin;
  if (FILES_URL === PUBLIC_URL) throw new BadConfig('These variables cannot be used:\n  FILES_URL: must be another origin than PUBLIC_URL');
  return {
    ...values,
    PUBLIC_URL,
    FILES_URL,
    LIVEKIT_PUBLIC_URL: values.LIVEKIT_PUBLIC_URL ?? values.LIVEKIT_URL,
    tls: PUBLIC_URL.startsWith('https:'),
    origins: originsOf(PUBLIC_URL, values.ALLOWED_ORIGINS),
  };
}

function unfitForProduction(given: Record<string, string | undefined>): string[] {
  const wrong: string[] = [];
  for (const name of ['COOKIE_SECRET', 'VAULT_KEY', 'BOT_KEY', 'LIVEKIT_API_KEY', 'LIVEKIT_API_SECRET']) {
    const value = given[name];
    if (value && samples.test(value)) wrong.push(`${name}: is a sample value, which production refuses`);
  }
  if (!given['PUBLIC_URL']?.startsWith('https://')) wrong.push('PUBLIC_URL: must begin with https:// in production');
  const password = /^postgres(?:ql)?:\/\/[^:]+:([^@]*)@/.exec(given['DATABASE_URL'] ?? '')?.[1];
  if (password !== undefined && (samples.test(password) || password === 'siccam')) {
    wrong.push('DATABASE_URL: its password is a sample value, which production refuses');
  }
  return wrong;
}

function originsOf(publicUrl: string, more: string): Set<string> {
  const origins = new Set([publicUrl, ...more.split(',').map((one) => one.trim()).filter(Boolean)]);
  const { protocol, hostname, port } = new URL(publicUrl);
  // On one's own machine people write either name of it.
  if (hostname === 'localhost' || hostname === '127.0.0.1') {
    for (const name of ['localhost', '127.0.0.1']) origins.add(`${protocol}//${name}${port ? `:${port}` : ''}`);
  }
  return origins;
}
