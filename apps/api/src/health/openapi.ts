import { type Ask, RefusalBody, type RefusalCode, type Route, doors, questionHeader, refusalStatus } from '@siccam/contract';
import { z } from 'zod';

type Schema = Record<string, unknown>;
type Operation = Record<string, unknown>;

const codes = Object.keys(refusalStatus) as RefusalCode[];
const named = (schema: string) => ({ $ref: `#/components/schemas/${schema}` });

/** The doors as OpenAPI 3.1, printed from the contract, so that it cannot say anything else than the server does. Socket doors stand under `x-asks`. */
export function openapi(all: readonly (Route | Ask)[] = doors): Schema {
  const paths: Record<string, Record<string, Operation>> = {};
  for (const door of all) {
    if (door.kind !== 'route') continue;
    (paths[pathOf(door)] ??= {})[door.method.toLowerCase()] = operationOf(door);
  }
  return {
    openapi: '3.1.1',
    info: { title: 'SICCAM Remote', version: '0.1.0', description: 'Every door of the server. A refusal is a body with a code; the words for people live in the browser.', license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    paths,
    components: {
      schemas: { Refusal: schemaOf(RefusalBody, 'output') },
      securitySchemes: {
        cookie: { type: 'apiKey', in: 'cookie', name: 'siccam', description: 'Who a browser is. Over TLS its name is __Host-siccam.' },
        livekit: { type: 'http', scheme: 'bearer', description: 'The signature of LiveKit over the bytes of the body.' },
      },
    },
    'x-asks': Object.fromEntries(all.flatMap((door) => (door.kind === 'ask' ? [[door.name, { 'x-needs': door.needs, question: schemaOf(door.question, 'input'), answer: schemaOf(door.answer, 'output'), refusals: refusalsOf(door) }]] : []))),
  };
}

/** The address as OpenAPI writes it. */
export const pathOf = ({ path }: Pick<Route, 'path'>): string => path.replace(/:(\w+)/g, '{$1}');

function operationOf(door: Route): Operation {
  const question = schemaOf(door.question, 'input');
  const properties = (question['properties'] ?? {}) as Record<string, Schema>;
  const inPath = [...door.path.matchAll(/:(\w+)/g)].map(([, name]) => name ?? '');
  const parameters: Schema[] = inPath.map((name) => ({ name, in: 'path', required: true, schema: properties[name] ?? { type: 'string' } }));
  // Percent-encoded, as a parameter in a header is.
  if (door.body === 'bytes') parameters.push({ name: questionHeader, in: 'header', required: true, description: 'What the question says besides its bytes, percent-encoded.', content: { 'application/json': { schema: without(question, [...inPath, 'bytes']) } } });
  return {
    operationId: door.name,
    tags: [door.name.split('.')[0]],
    'x-needs': door.needs,
    ...(door.on ? { 'x-on': door.on } : {}),
    ...(door.needs === 'anyone' || door.needs === 'machine' ? { security: [] } : { security: [door.needs === 'livekit' ? { livekit: [] } : { cookie: [] }] }),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(door.method === 'POST' ? { requestBody: door.body === 'raw' ? raw : door.body === 'bytes' ? bytes : json(without(question, inPath)) } : {}),
    responses: { ...answers(door), ...Object.fromEntries(byStatus(refusalsOf(door))) },
  };
}

const raw = { required: true, content: { 'application/webhook+json': { schema: { type: 'string' } } } };
const bytes = { required: true, content: { 'application/octet-stream': {} } };
const json = (schema: Schema) => ({ required: true, content: { 'application/json': { schema } } });

function without(question: Schema, fields: readonly string[]): Schema {
  const kept = (names: unknown) => (names as string[] | undefined)?.filter((name) => !fields.includes(name)) ?? [];
  const properties = Object.fromEntries(Object.entries((question['properties'] ?? {}) as Schema).filter(([name]) => !fields.includes(name)));
  // What stands in the address may not stand in the body too.
  return { ...question, properties, required: kept(question['required']) };
}

function answers(door: Route): Schema {
  // A page's address may not exist, move, or be broken: each is a page too.
  if (door.body === 'text') return { default: { description: 'A text, whatever its status.', content: { '*/*': { schema: { type: 'string' } } } } };
  if (door.body === 'file') return { 200: { description: 'The bytes of the file.', content: { '*/*': {} } }, 302: { description: 'They are given out elsewhere.' }, 304: { description: 'The reader has these bytes already.' } };
  const schema = schemaOf(door.answer, 'output');
  const ok = { 200: { description: 'The answer.', content: { [textOf(schema['contentMediaType']) ?? 'application/json']: { schema } } } };
  // The question of a door of bytes stands in the head of the request, and Node reads heads of 16 kB.
  if (door.body === 'bytes') return { ...ok, 431: { description: 'The head of the question is too large.' } };
  return door.body === 'public' ? { ...ok, 304: { description: 'The reader has this version already.' } } : ok;
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** What a door may refuse by itself, and what stands before every door. */
function refusalsOf({ refusals, needs, ...door }: Route | Ask): RefusalCode[] {
  const wire: RefusalCode[] = ['wire.malformed', 'wire.tooMany', 'wire.unavailable'];
  if (door.kind === 'route' && door.method === 'POST') wire.push('wire.tooLarge', 'wire.foreignOrigin');
  if (needs === 'machine') wire.push('wire.unknown');
  else if (needs !== 'anyone' && needs !== 'livekit') wire.push('people.banned', 'people.signedOut');
  if (needs !== 'anyone' && needs !== 'guest' && needs !== 'machine' && needs !== 'livekit') wire.push('wire.forbidden', 'people.confirmNeeded', 'people.secondFactorNeeded');
  return codes.filter((code) => refusals.includes(code) || wire.includes(code));
}

function byStatus(refusals: readonly RefusalCode[]): [string, Schema][] {
  const statuses = [...new Set(refusals.map((code) => refusalStatus[code]))].sort((a, b) => a - b);
  return [
    ...statuses.map((status): [string, Schema] => {
      const here = refusals.filter((code) => refusalStatus[code] === status);
      return [String(status), refused(here.join(', '), { properties: { refusal: { enum: here } } })];
    }),
    ['500', refused('A fault of ours, with the id it has in the log.', { properties: { refusal: { const: 'fault' } } })],
  ];
}

const refused = (description: string, narrowed: Schema) => ({ description, content: { 'application/json': { schema: { allOf: [named('Refusal'), narrowed] } } } });

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Schema {
  const { $schema: _dialect, ...printed } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return printed;
}
