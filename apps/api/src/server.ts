import 'reflect-metadata';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { type IncomingMessage, createServer } from 'node:http';
import { join } from 'node:path';
import type { AddressInfo } from 'node:net';
import fastifyStatic from '@fastify/static';
import { doors } from '@siccam/contract';
import { type INestApplicationContext } from '@nestjs/common';
import { DiscoveryService, NestFactory } from '@nestjs/core';
import { type FastifyInstance, fastify } from 'fastify';
import { AppModule } from './app.module';
import { entities } from './entities';
import { FeedGateway, Tail } from './feed';
import { type Config, type Log, Metrics, countingLogger, dataSourceOptions, forNest, openDatabase } from './platform';
import { Admission, type Bound, Gate, type House, Limits, type OpenAsks, PreparedAnswers, Storm, bindAsks, bindRoutes, doorsOf, isRoute } from './wire';

// How long a question may take to arrive; what people bring may take longer, as long as something comes. Milliseconds.
const mostToAsk = 30_000;
const mostToBring = 15 * 60_000;
// How long answers over HTTP may take once the server closes. Milliseconds.
const lastAnswers = 1000;

/** A running server. */
export type Running = { url: string; app: INestApplicationContext; close(): Promise<void> };

/** Builds the house, binds every door of the contract, and opens it; newcomers wait outside while `storm` is high. */
export async function startServer(config: Config, log: Log, storm = new Storm()): Promise<Running> {
  const metrics = new Metrics();
  const options = { ...dataSourceOptions(config.DATABASE_URL, config.DATABASE_POOL), entities, logger: countingLogger(metrics), poolErrorHandler: () => undefined };
  const database = await openDatabase(options, log, 30_000);
  const app = await NestFactory.createApplicationContext(AppModule.of({ config, log, database, metrics }), { logger: forNest(log), abortOnError: false });
  const { server, asks } = await bind(app, { config, log, metrics, gate: app.get(Gate), limits: new Limits(config), storm });
  await server.listen({ host: config.HOST, port: config.PORT });
  app.get(Tail).start();
  const { port } = server.server.address() as AddressInfo;
  let closing: Promise<void> | undefined;
  return {
    url: `http://${config.HOST === '0.0.0.0' ? '127.0.0.1' : config.HOST}:${port}`,
    app,
    close: () => (closing ??= close()),
  };

  async function close(): Promise<void> {
    // Nobody new; then the answers under way; then everyone is told when to come back, behind the answers on the same line.
    const closed = new Promise((done) => server.server.close(done));
    storm.stop();
    await asks.close();
    await app.get(FeedGateway).sendAway();
    await app.close();
    await Promise.race([closed, new Promise((done) => setTimeout(done, lastAnswers).unref())]);
    server.server.closeAllConnections();
    await server.close();
    await database.source.destroy();
  }
}

async function bind(app: INestApplicationContext, house: House): Promise<{ server: FastifyInstance; asks: OpenAsks }> {
  const bounds = boundDoors(app);
  const prepared = new PreparedAnswers(bounds);
  const isElsewhere = atFilesAddress(house.config);
  const bringing = new Set(bounds.flatMap(({ door }) => (isRoute(door) && door.body === 'bytes' ? [door.path] : [])));
  const server = fastify({
    logger: false,
    bodyLimit: 64 * 1024,
    trustProxy: (_address: string, hop: number) => hop < house.config.TRUST_PROXY,
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: true },
    serverFactory: (handler) =>
      createServer({ headersTimeout: 5000, requestTimeout: mostToBring, connectionsCheckingInterval: 1000 }, (request, response) => {
        if (isElsewhere(request)) return void response.writeHead(404).end();
        if (!bringing.has(request.url ?? '')) mustArrive(request);
        // Prepared answers are the bulk of all requests, and need nothing that Fastify does for a request.
        if (!prepared.answers(request, response)) handler(request, response);
      }),
  });
  if (existsSync(house.config.WEB_DIR)) await serveFiles(server, house.config);
  bindRoutes(server, bounds.filter(({ door }) => isRoute(door)), house);
  const io = app.get(FeedGateway).open(server.server, new Admission(house));
  const asks = bindAsks(io, bounds.filter(({ door }) => !isRoute(door)), house);
  return { server, asks };
}

/** At the address of files there is nothing but files: no page, no door, no socket. */
function atFilesAddress({ FILES_URL }: Config): (request: IncomingMessage) => boolean {
  if (FILES_URL === undefined) return () => false;
  const { host } = new URL(FILES_URL);
  return ({ headers, method, url }) => headers.host === host && (method !== 'GET' || !url?.startsWith('/api/files/'));
}

/** Hangs up on whoever sends a question too slowly. */
function mustArrive(request: IncomingMessage): void {
  if (request.headers['transfer-encoding'] === undefined && Number(request.headers['content-length'] ?? 0) === 0) return;
  const late = setTimeout(() => request.destroy(), mostToAsk).unref();
  request.once('end', () => clearTimeout(late)).once('close', () => clearTimeout(late));
}

const worker = 'sw.js';

/** The files of the built web application. Those in `assets` are looked up as they are asked for, so that a new build needs no restart. */
async function serveFiles(server: FastifyInstance, { WEB_DIR: folder, SERVICE_WORKER }: Config): Promise<void> {
  const shared = { index: false, preCompressed: true, decorateReply: false } as const;
  const headers = (lifetime: string) => (reply: { header(name: string, value: string): unknown }) => {
    reply.header('x-content-type-options', 'nosniff');
    reply.header('cache-control', `public, ${lifetime}`);
  };
  await server.register(fastifyStatic, {
    ...shared,
    root: join(folder, 'assets'),
    prefix: '/assets/',
    // Built files carry their hash in the name.
    setHeaders: headers('max-age=31536000, immutable'),
  });
  await server.register(fastifyStatic, {
    ...shared,
    root: folder,
    wildcard: false,
    globIgnore: ['assets/**', '**/*.br', '**/*.gz', 'index.html', worker],
    setHeaders: headers('max-age=3600'),
  });
  // Looked up as it is asked for, like the assets it names. Switched off, every browser gets one that removes itself.
  const [from, removing] = [join(folder, worker), join(folder, 'sw-off.js')];
  server.get(`/${worker}`, async (_request, reply) => {
    const script = await readFile(SERVICE_WORKER === 'on' ? from : removing).catch(() => null);
    if (!script) return reply.callNotFound();
    return reply.headers({ 'content-type': 'text/javascript; charset=utf-8', 'cache-control': 'no-cache', 'x-content-type-options': 'nosniff' }).send(script);
  });
}

/** Each door of the contract with who serves it; one that is served by nobody, by two, or is not in the list stops the start. */
function boundDoors(app: INestApplicationContext): Bound[] {
  const discovery = app.get(DiscoveryService);
  const instances = [...discovery.getControllers(), ...discovery.getProviders()].map(({ instance }) => instance as unknown);
  const objects = new Set(instances.filter((one): one is object => typeof one === 'object' && one !== null));
  const bounds = [...objects].flatMap(doorsOf);
  const names = bounds.map(({ door }) => door.name);
  const wrong = [
    ...doors.filter(({ name }) => names.filter((one) => one === name).length !== 1).map(({ name }) => name),
    ...bounds.filter(({ door }) => !doors.some((one) => one === door)).map(({ door }) => door.name),
  ];
  if (wrong.length > 0) throw new Error(`these doors are not served exactly once: ${wrong.join(', ')}`);
  return bounds;
}
