import 'reflect-metadata';
import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LiveKit, type Postgres, findLiveKit, freePort, freeUdpPort, howToGetLiveKit, startLiveKit, startPostgres } from '@siccam/embedded';
import { Client } from 'pg';
import { openAsOwner, prepare } from '../prepare';

/** What the tests of one run share: real servers, thrown away afterwards. */
export type Shared = { folder: string; postgres: Postgres; livekit: LiveKit };

declare global {
  var sharedByTests: Shared | undefined;
}

/** Brings up a real PostgreSQL with a prepared template database, and a real LiveKit. */
export default async function setup(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'siccam-api-'));
  // PostgreSQL runs as another account when the tests run as root.
  await chmod(folder, 0o755);
  const postgres = await startPostgres({ dataDir: join(folder, 'postgres'), password: 'for-tests-only', settings: { fsync: 'off', max_connections: '200' } });
  const admin = new Client({ connectionString: postgres.url });
  await admin.connect();
  await admin.query("create role siccam_app login password 'for-tests-only'");
  await admin.query('create database template_fair');
  await admin.end();
  const template = new URL(postgres.url);
  template.pathname = '/template_fair';
  const source = await openAsOwner(template.href);
  // Before the first session, so that a test opens what it needs.
  await prepare(source, 'siccam_app', 'demo', { day: 0, time: '08:00' });
  await source.destroy();

  const server = await findLiveKit();
  if (!server) throw new Error(howToGetLiveKit);
  const [key, secret] = ['APItests', randomBytes(24).toString('hex')];
  const [port, rtcTcpPort, rtcUdpPort] = [await freePort(), await freePort(), await freeUdpPort()];
  const livekit = await startLiveKit({
    server,
    dir: join(folder, 'livekit'),
    port,
    rtcTcpPort,
    rtcUdpPort,
    keys: { [key]: secret },
    // Nobody listens there: tests sign their own webhooks.
    webhookUrl: 'http://127.0.0.1:9/',
    nodeIp: '127.0.0.1',
  });
  globalThis.sharedByTests = { folder, postgres, livekit };
  process.env['TEST_POSTGRES_URL'] = postgres.url;
  process.env['TEST_LIVEKIT'] = JSON.stringify({ url: livekit.url.replace(/^http/, 'ws'), key, secret });
}
