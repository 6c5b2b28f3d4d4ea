import { randomBytes, randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RefusalBody, type Session, readProgramme } from '@siccam/contract';
import { Client } from 'pg';
import { type Socket, io } from 'socket.io-client';
import type { z } from 'zod';
import { openLog, readConfig } from '../platform';
import { type Running, startServer } from '../server';
import { Storm } from '../wire';

const livekit = () => JSON.parse(process.env['TEST_LIVEKIT'] ?? '{}') as { url: string; key: string; secret: string };

/** An answer of the server, with its body read. */
export type Said = { status: number; headers: Headers; text: string; json: unknown };

/** A whole server on a database of its own, and the ways to call it. */
export type TestHouse = Awaited<ReturnType<typeof openHouse>>;

/** Opens a server with a copy of the prepared demonstration; `settings` replace the usual ones, and `heard` hears each line of its log. */
export async function openHouse(settings: Record<string, string> = {}, heard?: (line: string) => void) {
  const admin = new Client({ connectionString: process.env['TEST_POSTGRES_URL'] });
  await admin.connect();
  const name = `house_${randomBytes(6).toString('hex')}`;
  await admin.query(`create database ${name} template template_fair strategy file_copy`);
  const ownerUrl = new URL(process.env['TEST_POSTGRES_URL'] ?? '');
  ownerUrl.pathname = `/${name}`;
  const appUrl = new URL(ownerUrl);
  appUrl.username = 'siccam_app';
  appUrl.password = 'for-tests-only';
  const owner = new Client({ connectionString: ownerUrl.href });
  await owner.connect();
  const botKey = randomBytes(24).toString('hex');
  const config = readConfig({
    NODE_ENV: 'test',
    PORT: '0',
    PUBLIC_URL: 'http://fair.test',
    DATABASE_URL: appUrl.href,
    LIVEKIT_URL: livekit().url,
    LIVEKIT_API_KEY: livekit().key,
    LIVEKIT_API_SECRET: livekit().secret,
    COOKIE_SECRET: randomBytes(24).toString('hex'),
    VAULT_KEY: randomBytes(24).toString('hex'),
    BOT_KEY: botKey,
    LOG_LEVEL: 'silent',
    WEB_DIR: join(__dirname, 'web'),
    DATA_DIR: join(tmpdir(), `siccam-${name}`),
    ...settings,
  });
  // By a clock that stands still nobody waits outside, however slow the machine: `storm.spec` holds that rule.
  const running: Running = await startServer(config, openLog(config.LOG_LEVEL, heard && { write: heard }), new Storm(() => 0));
  const sockets: Socket[] = [];

  async function call(method: string, path: string, options: { body?: unknown; raw?: string | Uint8Array; headers?: Record<string, string> } = {}): Promise<Said> {
    const body = options.raw ?? (options.body === undefined ? undefined : JSON.stringify(options.body));
    const answer = await fetch(`${running.url}${path}`, {
      method,
      redirect: 'manual',
      headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...options.headers },
      ...(body === undefined ? {} : { body }),
    });
    const text = await answer.text();
    const isJson = answer.headers.get('content-type')?.startsWith('application/json') ?? false;
    return { status: answer.status, headers: answer.headers, text, json: isJson && text ? (JSON.parse(text) as unknown) : undefined };
  }

  const bot = (role: 'stage-manager' | 'speaker', key = botKey) => ({ authorization: `Bot ${key}:${role}` });

  return {
    config,
    owner,
    ownerUrl: ownerUrl.href,
    url: running.url,
    app: running.app,
    /** Closes the server alone, as a new version taking its place would. */
    stop: () => running.close(),
    livekit: livekit(),
    call,
    bot,
    /** A door called as the stage manager; refusals are answers here. */
    manage: (path: string, body: unknown) => call('POST', path, { body, headers: bot('stage-manager') }),
    /** The cookie of a new guest. */
    async guest(): Promise<{ cookie: string; id: string }> {
      const said = await call('GET', '/api/me');
      return { cookie: said.headers.get('set-cookie')?.split(';')[0] ?? '', id: (said.json as { id: string }).id };
    },
    async programme(): Promise<z.infer<typeof readProgramme.answer>> {
      return readProgramme.answer.parse((await call('GET', '/api/programme')).json);
    },
    async session(slug: string): Promise<Session> {
      const found = (await this.programme()).sessions.find((session) => session.slug === slug);
      if (!found) throw new Error(`no session ${slug}`);
      return found;
    },
    /** A connected socket; rejects when the handshake is refused. */
    async socket(headers: Record<string, string> = {}): Promise<Socket> {
      const socket = io(running.url, { transports: ['websocket'], reconnection: false, forceNew: true, extraHeaders: headers });
      sockets.push(socket);
      await new Promise<void>((resolve, reject) => {
        socket.once('connect', resolve);
        socket.once('connect_error', reject);
      });
      return socket;
    },
    async close(): Promise<void> {
      for (const socket of sockets) socket.disconnect();
      await running.close();
      await rm(config.DATA_DIR, { recursive: true, force: true });
      await owner.end();
      await admin.query(`drop database ${name} with (force)`);
      await admin.end();
    },
  };
}

/** The code of a refused answer. */
export const refusalOf = (said: Said): string => (said.json as RefusalBody).refusal;

/** Asks a socket door and waits for its acknowledgement. */
export const asks = (socket: Socket, name: string, question: unknown): Promise<unknown> => socket.timeout(5000).emitWithAck(name, question);

/** The next thing told under a name that fits. */
export function hears<T>(socket: Socket, name: string, fits: (told: T) => boolean = () => true): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`nothing fitting was told as ${name}`)), 10_000);
    socket.on(name, function listen(told: T) {
      if (!fits(told)) return;
      clearTimeout(timer);
      socket.off(name, listen);
      resolve(told);
    });
  });
}

/** An id that nothing has. */
export const nobody = (): string => randomUUID();
