import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { type Ask, Page, type Route, SentFile, questionHeader } from '@siccam/contract';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Config, Log, Metrics } from '../platform';
import { passThrough, run, told } from './answer';
import { Bringing } from './bringing';
import type { Bound, Call, Prepared } from './doors';
import type { Gate } from './gate';
import { disposition, fileHeaders, pageHeaders } from './headers';
import type { Limits } from './limits';
import { networkOf } from './network';
import { encodingFor, packed } from './packed';
import { Refusal } from './refusal';
import { sorryPage } from './sorry';
import type { Storm } from './storm';

/** What binding HTTP doors needs. */
export type House = { config: Config; log: Log; metrics: Metrics; gate: Gate; limits: Limits; storm: Storm };

// Sixty thousand characters in the longest way to write them as JSON, and what stands around them.
const longest = 512 * 1024;
const jsonHeaders = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };

/** Binds every HTTP door to Fastify. */
export function bindRoutes(server: FastifyInstance, bounds: readonly Bound[], house: House): void {
  const page = pageHeaders(house.config);
  const bringing = new Bringing();
  const pages = new Set(bounds.flatMap(({ door }) => (isText(door) ? [door.path] : [])));
  // A webhook's signature is over its bytes.
  server.addContentTypeParser('application/webhook+json', { parseAs: 'string' }, (_request, body, done) => done(null, body));
  // Left unread until the right of whoever brings it is known.
  server.addContentTypeParser('application/octet-stream', (_request, stream, done) => done(null, stream));
  server.setErrorHandler((error, request, reply) => {
    const { status, body } = told(asRefusal(error), request.routeOptions.url ?? 'unknown', house.log, house.metrics);
    if (body.retryAfter !== undefined) void reply.header('retry-after', body.retryAfter);
    if (pages.has(request.routeOptions.url ?? '')) void reply.code(status).headers(page).header('cache-control', 'no-store').type('text/html; charset=utf-8').send(sorryPage(status, body));
    else void reply.code(status).headers(jsonHeaders).send(body);
  });
  // Behind /api nobody reads pages.
  server.all('/api/*', (_request, reply) => reply.callNotFound());
  server.setNotFoundHandler((_request, reply) => {
    void reply.code(404).headers(jsonHeaders).send({ ok: false, refusal: 'wire.unknown' });
  });
  for (const bound of bounds) {
    const door = bound.door as Route;
    if (door.body === 'public') bindPublic(server, door, bound);
    else bindRoute(server, door, bound, house, { page, bringing });
  }
}

/** The doors whose answer is prepared: no cookie, no log line, no validation of an empty question, answered ahead of all else. */
export class PreparedAnswers {
  private readonly doors: ReadonlyMap<string, Bound>;

  constructor(bounds: readonly Bound[]) {
    this.doors = new Map(bounds.flatMap((bound) => (isPrepared(bound.door) ? [[bound.door.path, bound] as const] : [])));
  }

  /** Answers if this is one of them and its bytes are ready; a refusal, and whoever waits for bytes that are being made, takes the common way. */
  answers(request: IncomingMessage, response: ServerResponse): boolean {
    const bound = this.doors.get(request.url ?? '');
    if (!bound || (request.method !== 'GET' && request.method !== 'HEAD')) return false;
    let prepared: Prepared | Promise<Prepared>;
    try {
      prepared = run(bound, {}, noCall) as Prepared | Promise<Prepared>;
    } catch {
      return false;
    }
    if (prepared instanceof Promise) return false;
    sendPrepared(request, response, prepared);
    return true;
  }
}

const isText = (door: Route | Ask): door is Route => door.kind === 'route' && door.body === 'text' && door.needs === 'anyone';
const noCall: Call = { caller: null, headers: {}, address: '', keep: () => undefined };
const isPrepared = (door: Route | Ask): door is Route => door.kind === 'route' && door.body === 'public';

/** The same answer for whoever asks with a query or another spelling of the address. */
function bindPublic(server: FastifyInstance, door: Route, bound: Bound): void {
  server.route({
    method: 'GET',
    url: door.path,
    handler: async (request, reply) => {
      const prepared = (await run(bound, {}, noCall)) as Prepared;
      reply.hijack();
      sendPrepared(request.raw, reply.raw, prepared);
    },
  });
}

/** Sends the bytes that fit the request: 304 where the reader has them, else the best encoding it accepts. */
function sendPrepared(request: IncomingMessage, response: ServerResponse, prepared: Prepared): void {
  if (request.headers['if-none-match'] === prepared.etag) {
    response.writeHead(304, prepared.unchanged).end();
    return;
  }
  const { head, body } = prepared[encodingFor(request.headers)];
  response.writeHead(200, head).end(request.method === 'HEAD' ? undefined : body);
}

function bindRoute(server: FastifyInstance, door: Route, bound: Bound, house: House, { page, bringing }: { page: Record<string, string>; bringing: Bringing }): void {
  const { gate, config } = house;
  const ofFiles = fileHeaders(config);
  server.route({
    method: door.method,
    url: door.path,
    exposeHeadRoute: door.body === 'text',
    ...(door.body === 'long' ? { bodyLimit: longest } : {}),
    handler: async (request: FastifyRequest, reply: FastifyReply) => {
      if (door.method === 'POST' && door.needs !== 'livekit') refuseForeign(request, config);
      let caller = gate.caller(request.headers);
      let kept: string | undefined;
      if (!caller && door.needs === 'guest') {
        house.storm.mayArrive();
        const welcome = await gate.welcome(networkOf(request.ip));
        caller = welcome.caller;
        kept = welcome.cookie;
      }
      const call: Call = { caller, headers: request.headers, address: networkOf(request.ip), keep: (cookie) => (kept = cookie) };
      let over: () => void = () => undefined;
      const until = new Promise<void>((done) => (over = done));
      const bytes = door.body === 'bytes' ? () => bringing.read(request.raw, { most: door.most ?? longest, by: caller?.id ?? call.address, until }) : undefined;
      const answer = await passThrough(bound, questionOf(door, request), call, house, bytes).finally(() => {
        over();
        // With a refusal too: who is signed out is told so, and is a guest from then on.
        if (kept !== undefined) void reply.header('set-cookie', kept);
      });
      if (door.body === 'file') return sendFile(request, reply, SentFile.parse(answer), ofFiles);
      if (door.body === 'packed') {
        const { body, headers } = await packed(request.headers, JSON.stringify(answer));
        return reply.headers(jsonHeaders).headers({ ...headers, 'content-type': 'application/json; charset=utf-8' }).send(body);
      }
      if (door.body !== 'text') return reply.headers(jsonHeaders).send(answer);
      const { status, type, body: text, location } = Page.parse(answer);
      if (location) void reply.header('location', location);
      const { body, headers } = await packed(request.headers, text);
      return reply.code(status).headers(page).headers({ ...headers, 'content-type': type, 'cache-control': 'no-cache' }).send(body);
    },
  });
}

/** Sends a file, or says that the reader has these bytes, or where else to ask. */
function sendFile({ headers }: FastifyRequest, reply: FastifyReply, file: SentFile, ofFiles: Record<string, string>): FastifyReply {
  // Whether somebody may still read it is asked again each time, but for what everyone may.
  void reply.headers(ofFiles).header('cache-control', file.everyone ? 'public, max-age=300, stale-while-revalidate=3600' : 'private, no-cache');
  if ('location' in file) return reply.redirect(file.location, 302);
  const etag = `"${file.hash}"`;
  void reply.header('etag', etag);
  if (headers['if-none-match'] === etag) return reply.code(304).send();
  void reply.headers({ 'content-type': file.type, 'content-length': file.size, 'content-disposition': disposition(file) });
  const bytes = file.opens();
  return reply.send(bytes instanceof Uint8Array ? bytes : Readable.from(bytes));
}

/** Path, query and body in one question; where two say different things the path wins, so no body can redirect a right. */
function questionOf(door: Route, request: FastifyRequest): unknown {
  if (door.body === 'raw') return { body: typeof request.body === 'string' ? request.body : '', authorization: request.headers.authorization };
  const path = request.params as Record<string, unknown>;
  if (door.method === 'GET') return { ...path };
  const body = door.body === 'bytes' ? headerOf(request) : request.body;
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new Refusal('wire.malformed');
  if (Object.keys(body).some((key) => key in path)) throw new Refusal('wire.malformed');
  return { ...body, ...path, ...(door.body === 'bytes' ? { bytes: nothing } : {}) };
}

const nothing = new Uint8Array();

/** What a question says besides its bytes. */
function headerOf({ headers, body }: FastifyRequest): unknown {
  const header = headers[questionHeader];
  if (!(body instanceof Readable) || typeof header !== 'string') return null;
  try {
    const said: unknown = JSON.parse(decodeURIComponent(header));
    return typeof said === 'object' && said !== null && 'bytes' in said ? null : said;
  } catch {
    return null;
  }
}

/** Refuses a write from another site's page. A caller without Origin is no browser and carries nobody's cookie by accident. */
function refuseForeign(request: FastifyRequest, { origins }: Config): void {
  const { origin } = request.headers;
  if (origin !== undefined && !origins.has(origin)) throw new Refusal('wire.foreignOrigin');
}

/** Fastify's own complaints about a request, as refusals. */
function asRefusal(error: unknown): unknown {
  const status = typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : undefined;
  if (status === 413) return new Refusal('wire.tooLarge');
  if (status === 404) return new Refusal('wire.unknown');
  if (typeof status === 'number' && status >= 400 && status < 500) return new Refusal('wire.malformed');
  return error;
}
