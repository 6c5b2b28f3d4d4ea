/** Asks every door of a started server what its OpenAPI says it takes, and what it says it does not take: no fault, nothing invalid accepted, every answer as promised. */
import { createRequire } from 'node:module';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020';
import fc from 'fast-check';
import { io } from 'socket.io-client';
import { type House, openHouse } from '../bench/parts/house';
import { after, finish, quick, tell } from '../bench/parts/measure';
import { type Somebody, cookieSecret, signIn, someGuest } from '../bench/parts/signedIn';
import { type Known, type Schema, fitting, spoilt } from './make';

type Content = Record<string, { schema: Schema }>;
type Parameter = { name: string; in: 'path'; schema: Schema } | { name: string; in: 'header'; content: Content };
type Operation = { operationId: string; parameters?: Parameter[]; requestBody?: { content: Content }; responses: Record<string, { content?: Content }> };
type Whole = { paths: Record<string, Record<string, Operation>>; 'x-asks': Record<string, { question: Schema; answer: Schema }> };
type As = 'guest' | 'account' | 'organiser';

// A CommonJS package that is its own default.
const formats = createRequire(import.meta.url)('ajv-formats') as (ajv: Ajv2020) => void;

const seed = Number(after('--seed') ?? 7);
/** Questions to each door in each name; half of them fit. */
const each = Number(after('--each') ?? (quick ? 8 : 150));
const hands = 8;
/** What one person may ask without being told to wait. */
const perPerson = 60;
const names: As[] = ['guest', 'account', 'organiser'];

type Asked = { door: string; as: As; question: unknown; fits: boolean };
const seen = { asked: 0, fitting: 0, faults: 0, accepted: 0, unfit: 0, waits: 0, statuses: {} as Record<string, number> };
const examples: string[] = [];
const wrong = (kind: 'faults' | 'accepted' | 'unfit', { door, as, question }: Asked, why: string) => {
  seen[kind] += 1;
  if (examples.length < 20) examples.push(`${kind}: ${door} as ${as}: ${why}; asked ${JSON.stringify(question)?.slice(0, 150)}`);
};

async function main(): Promise<void> {
  const secret = cookieSecret();
  const house = await openHouse(async () => undefined, { pinned: false, settings: { COOKIE_SECRET: secret, LOG_LEVEL: 'error' } });
  try {
    const whole = (await (await fetch(`${house.address}/api/openapi.json`)).json()) as Whole;
    const ajv = new Ajv2020({ strict: false, allErrors: false });
    formats(ajv);
    ajv.addSchema({ $id: 'whole', ...whole });
    const compile = (schema: Schema): ValidateFunction => ajv.compile(JSON.parse(JSON.stringify(schema).replaceAll('#/components', 'whole#/components')) as Schema);
    const known = await knownAt(house);
    const people = crowd(house, secret);
    for (const [path, methods] of Object.entries(whole.paths)) {
      for (const [method, operation] of Object.entries(methods)) await askRoute(house, path, method, operation, compile, known, people);
    }
    for (const [name, one] of Object.entries(whole['x-asks'])) await askEvent(house, name, one, compile, known, people);
    const well = await fetch(`${house.address}/api/health`).then(({ ok }) => ok, () => false);
    for (const example of examples) tell(example);
    tell(`${seen.asked} questions with seed ${seed}, ${seen.fitting} of them fit; answers ${JSON.stringify(seen.statuses)}`);
    await house.close();
    const none = (name: string, ours: number) => ({ case: name, ours, beside: null, ratio: null, target: '0', unit: `of ${seen.asked}` });
    finish('fuzz', [none('faults', seen.faults), none('invalid questions accepted', seen.accepted), none('answers that are not as promised', seen.unfit), { case: 'the server is well at the end', ours: well ? 1 : 0, beside: null, ratio: null, target: '1', unit: '' }]);
  } finally {
    await house.close();
  }
}

async function knownAt({ superuser }: House): Promise<Known> {
  const ids = await superuser.query<{ id: string }>('select id from session_person union all select id from session union all select id from person union all select id from fair limit 60');
  const slugs = await superuser.query<{ slug: string }>(`select slug from session where state <> 'draft'`);
  return { ids: ids.rows.map(({ id }) => id), slugs: slugs.rows.map(({ slug }) => slug), texts: ['fr', 'ar', 'en', 'Africa/Casablanca', 'Salma B.', 'سلمى', 'salma@fair.test', '123456', 'name_latin,mail\nA,a@b.ma\n'] };
}

/** People without end: whoever has asked much, or may have left by what they asked, is followed by another. */
function crowd({ superuser }: House, secret: string) {
  const waiting: Record<As, Somebody[]> = { guest: [], account: [], organiser: [] };
  return async (as: As, count: number): Promise<Somebody[]> => {
    if (as === 'guest') return Array.from({ length: count }, () => someGuest(secret));
    const here = waiting[as];
    if (here.length < count) here.push(...(await signIn(superuser, secret, Math.max(count, 20), as === 'organiser' ? 'organiser' : undefined)));
    return here.splice(0, count);
  };
}

/** Questions for a schema: half fit, half are spoilt in one place. Whether they fit, the schema says. */
function questionsFor(schema: Schema, known: Known, place: number): unknown[] {
  const of = (made: fc.Arbitrary<unknown>, more: number) => fc.sample(made, { seed: seed * 1000 + place + more, numRuns: Math.ceil(each / 2) });
  return [...of(fitting(schema, known), 0), ...of(spoilt(schema, known), 1)];
}

let place = 0;

async function askRoute(house: House, path: string, method: string, operation: Operation, compile: (schema: Schema) => ValidateFunction, known: Known, people: ReturnType<typeof crowd>): Promise<void> {
  const all = operation.parameters ?? [];
  // Where bytes are brought, the question is in a header.
  const header = all.find((one) => one.in === 'header');
  const body = (operation.requestBody?.content ?? {})['application/json']?.schema ?? header?.content['application/json']?.schema;
  const parameters = all.filter((one) => one.in === 'path');
  const schema: Schema = { type: 'object', required: ['path', ...(body ? ['body'] : [])], properties: { path: { type: 'object', required: parameters.map(({ name }) => name), properties: Object.fromEntries(parameters.map(({ name, schema: one }) => [name, one])) }, ...(body ? { body } : {}) } };
  const [fitsPath, fitsBody] = [compile((schema['properties'] as Record<string, Schema>)['path'] ?? {}), body ? compile(body) : null];
  const answers = new Map(Object.entries(operation.responses).map(([status, { content }]) => [status, content?.['application/json'] ? compile(content['application/json'].schema) : null]));
  for (const as of names) {
    const inPath = questionsFor({ type: 'object', ...((schema['properties'] as Record<string, Schema>)['path'] ?? {}) }, known, ++place).map((one) => one as Record<string, unknown>);
    const inBody = body ? questionsFor(body, known, ++place) : [];
    const count = parameters.length > 0 || body ? each : 2;
    const asked = await people(as, Math.ceil(count / perPerson) + 1);
    await parallel(Array.from({ length: count }, (_none, at) => at), async (at) => {
      // One part is spoilt at a time: the other one fits, so that what is wrong is what is looked at.
      const half = Math.ceil(each / 2);
      const rawPath = (body && at >= half ? inPath[at - half] : inPath[at]) ?? {};
      const values = Object.fromEntries(parameters.map(({ name }) => [name, asText(typeof rawPath === 'object' ? Reflect.get(rawPath, name) : rawPath)]));
      const question = body ? inBody[at] : undefined;
      const address = path.replace(/\{(\w+)\}/g, (_whole, name: string) => encodeURIComponent(values[name] ?? '')).replace('*', 'nowhere');
      const text = body ? JSON.stringify(question) : undefined;
      const one: Asked = { door: operation.operationId, as, question: { values, question }, fits: fitsPath(values) && (!fitsBody || (text !== undefined && fitsBody(JSON.parse(text)))) };
      // An empty part is another address.
      if (Object.values(values).some((value) => value === '' || value === '.' || value === '..')) return;
      seen.asked += 1;
      if (one.fits) seen.fitting += 1;
      const said = await fetch(house.address + address, { method: method.toUpperCase(), redirect: 'manual', headers: { cookie: asked[Math.floor(at / perPerson)]?.cookie ?? '', ...carried(text, header?.name) }, ...(text === undefined ? {} : { body: header ? 'no file of any kind' : text }) });
      await judge(one, said, answers);
    });
  }
}

const carried = (text: string | undefined, header: string | undefined): Record<string, string> => {
  if (text === undefined) return {};
  return header === undefined ? { 'content-type': 'application/json' } : { 'content-type': 'application/octet-stream', [header]: encodeURIComponent(text) };
};

async function judge(one: Asked, said: Response, answers: ReadonlyMap<string, ValidateFunction | null>): Promise<void> {
  const text = await said.text();
  seen.statuses[said.status] = (seen.statuses[said.status] ?? 0) + 1;
  if (said.status === 500) return wrong('faults', one, text.slice(0, 120));
  if (said.status === 429) seen.waits += 1;
  if (answers.has('default')) return;
  if (said.ok && !one.fits) wrong('accepted', one, text.slice(0, 120));
  const promised = answers.get(String(said.status));
  // An address that does not fit may be none of ours.
  if (said.status === 404 && !one.fits) return;
  if (promised === undefined) return wrong('unfit', one, `${said.status} is not among the answers: ${text.slice(0, 120)}`);
  if (promised === null) return;
  if (!promised(asJson(text))) wrong('unfit', one, `${said.status}: ${JSON.stringify(promised.errors?.[0])?.slice(0, 200)} in ${text.slice(0, 200)}`);
}

async function askEvent(house: House, name: string, { question, answer }: { question: Schema; answer: Schema }, compile: (schema: Schema) => ValidateFunction, known: Known, people: ReturnType<typeof crowd>): Promise<void> {
  const [fits, promised] = [compile(question), compile(answer)];
  for (const as of names) {
    const all = questionsFor(question, known, ++place);
    const asked = await people(as, Math.ceil(all.length / perPerson));
    for (let from = 0; from < all.length; from += perPerson) {
      const socket = io(house.address, { transports: ['websocket'], forceNew: true, extraHeaders: { cookie: asked[from / perPerson]?.cookie ?? '' } });
      for (const value of all.slice(from, from + perPerson)) {
        const plain: unknown = value === undefined ? null : JSON.parse(JSON.stringify(value));
        const one: Asked = { door: name, as, question: plain, fits: fits(plain) };
        seen.asked += 1;
        if (one.fits) seen.fitting += 1;
        const said = (await socket.timeout(5000).emitWithAck(name, plain).catch(() => ({ ok: false, refusal: 'no answer' }))) as { ok: boolean; answer?: unknown; refusal?: string };
        seen.statuses[said.refusal ?? 'ok'] = (seen.statuses[said.refusal ?? 'ok'] ?? 0) + 1;
        if (said.refusal === 'fault' || said.refusal === 'no answer') wrong('faults', one, said.refusal);
        if (said.ok && !one.fits) wrong('accepted', one, JSON.stringify(said));
        if (said.ok && !promised(said.answer)) wrong('unfit', one, JSON.stringify(promised.errors?.[0]));
      }
      socket.disconnect();
    }
  }
}

/** What stands in an address: no half characters, and no longer than Node takes a head. */
const asText = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? 'undefined')).replace(/\p{Cs}/gu, '?').slice(0, 1000);
const asJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

async function parallel<T>(all: T[], work: (one: T) => Promise<void>): Promise<void> {
  const queue = [...all];
  await Promise.all(Array.from({ length: hands }, async () => {
    for (let one = queue.shift(); one !== undefined; one = queue.shift()) await work(one);
  }));
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
});
