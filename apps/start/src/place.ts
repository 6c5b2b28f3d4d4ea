import { asFailure, EmbeddedFailure } from '@siccam/embedded';
import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { join, resolve } from 'node:path';

/** The checkout. */
export const root = resolve(import.meta.dirname, '../../..');

/** Where the fair keeps everything: as root a folder of the system, which the database's account can enter too. */
export function dataDir(): string {
  const told = process.env['DATA_DIR'];
  if (told) return resolve(told);
  if (process.getuid?.() !== 0) return join(root, '.data');
  return `/var/lib/siccam-${createHash('sha256').update(root).digest('hex').slice(0, 12)}`;
}

/** Makes the data folder; what the system refuses becomes a sentence. */
export function makeDataDir(): string {
  const folder = dataDir();
  try {
    for (const part of ['logs', 'run', 'lock']) mkdirSync(join(folder, part), { recursive: true });
    writeFileSync(join(folder, 'run/.writable'), '');
  } catch (error) {
    throw asFailure(error, folder);
  }
  return folder;
}

const names = ['superuser', 'owner', 'application', 'cookie', 'vault', 'bot', 'livekit'] as const;

/** The secrets of one data folder: made once, the same at each start. */
export type Keys = Record<(typeof names)[number], string>;

/** Reads the secrets, and makes those that are not there yet. */
export function keysIn(folder: string): Keys {
  const file = join(folder, 'keys.json');
  let found: Partial<Keys> = {};
  try {
    found = JSON.parse(readFileSync(file, 'utf8')) as Partial<Keys>;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) {
      throw new EmbeddedFailure('broken', `The secrets in ${file} cannot be read: put the file back, or move ${folder} away to begin anew.`);
    }
  }
  const keys = Object.fromEntries(names.map((name) => [name, found[name] ?? randomBytes(32).toString('base64url')])) as Keys;
  if (names.some((name) => !found[name])) {
    writeFileSync(`${file}.new`, `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600, flush: true });
    renameSync(`${file}.new`, file);
  }
  return keys;
}

/** What a person may say on the command line of `npm start`. */
export type Wish = { fair: 'demo' | 'empty'; at: string | undefined; lan: boolean; port: number };

/** Where the fair is reached. */
export type Address = {
  host: string;
  port: number;
  /** The origin people open. */
  publicUrl: string;
  /** Where the parts on this machine reach the server. */
  localUrl: string;
  /** The address media is sent to. */
  mediaIp: string;
};

/** Works out the addresses from the wish and the environment. */
export function addressOf({ lan, port }: Wish): Address {
  const mediaIp = lan ? lanAddress() : '127.0.0.1';
  const host = process.env['HOST'] || (lan ? '0.0.0.0' : '127.0.0.1');
  return {
    host,
    port,
    mediaIp,
    publicUrl: (process.env['PUBLIC_URL'] || `http://${lan ? mediaIp : 'localhost'}:${port}`).replace(/\/+$/, ''),
    localUrl: `http://${['0.0.0.0', '::', 'localhost'].includes(host) ? '127.0.0.1' : host}:${port}`,
  };
}

function lanAddress(): string {
  const own = Object.values(networkInterfaces())
    .flatMap((some) => some ?? [])
    .filter(({ family, internal, address }) => family === 'IPv4' && !internal && !address.startsWith('169.254.'));
  const home = own.find(({ address }) => /^(192\.168\.|10\.|172\.(1[6-9]|2\d|3[01])\.)/.test(address)) ?? own[0];
  if (!home) throw new EmbeddedFailure('absent', '--lan needs a network and this machine is connected to none.');
  return home.address;
}
