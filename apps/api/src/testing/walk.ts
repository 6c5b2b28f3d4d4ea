import { type Ask, type Route, questionHeader } from '@siccam/contract';
import type { Who } from '../wire/doors.expected';
import type { Stage, Walker } from './cast';
import { type TestHouse, asks } from './house';
import { until } from './until';

/** A door, asked. */
export type Door = Route | Ask;
/** What a door said: `open`, or the refusal that closed it; a fault or a malformed question is said as such. `wrote`: a cookie was given. */
export type Heard = { refusal: string; status: number };

/** Refusals that say "not you"; any other answer of a door means that its right was passed. */
const closing = ['wire.forbidden', 'people.secondFactorNeeded', 'people.confirmNeeded', 'people.banned', 'people.signedOut', 'stage.forgedWebhook', 'wire.foreignOrigin', 'no socket'];
/** Answers that say that the question was wrong, or the server. */
const broken = ['wire.malformed', 'wire.unknown', 'fault', 'no answer'];

/** `open`, or why not. */
export const classOf = ({ name, refusals }: Door, { refusal }: Heard): string => {
  // A door of the demonstration says of whom it does not know that it is not there.
  const own = name.startsWith('demo.') && (refusals as readonly string[]).includes(refusal);
  return closing.includes(refusal) || (broken.includes(refusal) && !own) ? refusal : 'open';
};

const token = 'A'.repeat(43);
const filter = { actor: null, deed: null, object: null, from: null, to: null };

type Question = (at: Stage, me: Walker) => Record<string, unknown>;
const nothing: Question = () => ({});
const ofTarget: Question = (_at, { target }) => ({ person: target });
const ofSession: Question = ({ session }) => ({ session });
const inFrench: Question = () => ({ language: 'fr' });
const topic: Question = ({ sessionId }) => ({ topic: `session:${sessionId}` });

/** A question that fits each door, so that only the right decides; what a path holds stands among it. */
export const questions: Readonly<Record<string, Question>> = {
  'health.read': nothing,
  'metrics.read': nothing,
  'openapi.read': nothing,
  'health.report': () => ({ id: '7F3K-92QD', message: 'x is not a function', page: '/ar', build: '' }),
  'page.root': nothing,
  'page.now': inFrench,
  'page.programme': inFrench,
  'page.session': ({ session }) => ({ language: 'fr', session }),
  'page.privacy': inFrench,
  'page.enter': inFrench,
  'page.enterStep': () => ({ language: 'fr', step: 'link' }),
  'page.account': inFrench,
  'page.help': inFrench,
  'page.desk': () => ({ language: 'fr', desk: 'people' }),
  'page.speaker': inFrench,
  'page.parts': inFrench,
  'page.lost': nothing,
  'programme.read': nothing,
  'export.json': nothing,
  'export.xml': nothing,
  'export.csv': nothing,
  'search.ask': () => ({ text: 'panel' }),
  'programme.print': inFrench,
  'people.me': nothing,
  'people.name': () => ({ name: { latin: 'Salma B.' }, language: 'fr' }),

  'stage.read': ofSession,
  'stage.ticket': ({ session }) => ({ session, tab: 'tab-1' }),
  'stage.speakerTicket': ({ session }, { target }) => ({ session, person: target }),
  'stage.move': ({ session }) => ({ session, to: 'paused' }),
  'stage.air': ({ session }, { target }) => ({ session, person: target, on: true }),
  'stage.webhook': nothing,
  'feed.enter': topic,
  'feed.leave': topic,
  'feed.sync': ({ sessionId }) => ({ topic: `session:${sessionId}`, after: 0 }),

  'enter.signUp': (_at, { target }) => ({ name: { latin: 'Salma B.' }, mail: `${target}@new.test`, password: 'short', language: 'fr', consents: [] }),
  'enter.password': (_at, { target }) => ({ mail: `${target}@nobody.test`, password: 'not the right one' }),
  'enter.askLink': (_at, { target }) => ({ mail: `${target}@nobody.test`, language: 'fr' }),
  'enter.peek': () => ({ token }),
  'enter.open': () => ({ token, language: 'fr', consents: [] }),
  'enter.mailCode': (_at, { target }) => ({ mail: `${target}@nobody.test`, code: '000000', consents: [] }),
  'demo.enter': () => ({ as: 'organiser' }),
  'demo.code': nothing,
  'enter.second': () => ({ code: '000000' }),
  'enter.confirm': () => ({ password: 'not the right one' }),
  'enter.out': nothing,

  'account.read': nothing,
  'account.save': () => ({ name: { latin: 'Salma B.' }, language: 'ar', zone: null }),
  'account.password': () => ({ password: 'short' }),
  'account.mail': (_at, { target }) => ({ mail: `${target}@new.test` }),
  'account.factor': nothing,
  'account.factorProve': () => ({ code: '000000' }),
  'account.recovery': nothing,
  'account.factorDrop': nothing,
  'account.endSignIn': (_at, { secondSignIn }) => ({ signIn: secondSignIn }),
  'account.endOthers': nothing,
  'account.device': nothing,
  'account.consent': () => ({ what: 'news', version: 1, language: 'fr' }),
  'account.withdraw': () => ({ what: 'news' }),
  'account.data': nothing,
  'account.delete': nothing,

  'draft.read': nothing,
  'draft.items': (_at, { target }) => ({ ids: [target] }),
  'draft.look': () => ({ item: null }),
  'draft.save': (_at, { target }) => ({ items: [{ id: target, revision: 1, content: null }] }),
  'release.preview': nothing,
  'release.make': () => ({ number: 1000, revisions: 'none', note: {}, reason: null }),
  'release.back': () => ({ to: 1000, number: 1000 }),
  'release.previewBack': () => ({ to: 1000 }),
  'release.list': nothing,
  'day.change': (_at, { target }) => ({ change: { what: 'cancel', session: target } }),
  'exchange.preview': () => ({ bytes: Buffer.from('title\nA talk') }),
  'exchange.apply': () => ({ bytes: Buffer.from('title\nA talk'), plan: 'another', without: false }),
  'exchange.export': () => ({ format: 'csv', language: 'fr' }),
  'draftLink.list': nothing,
  'draftLink.make': () => ({ name: 'DG' }),
  'draftLink.revoke': (_at, { target }) => ({ link: target }),
  'draftLink.read': () => ({ token }),

  // What it is not, so that nothing is written: what is written for a photo is another test's matter.
  'file.bring': () => ({ bytes: Buffer.from('no photo'), name: 'salma.jpg', use: 'photo' }),
  'file.about': (_at, { target }) => ({ files: [target] }),
  'file.read': (_at, { target }) => ({ file: target }),
  'file.drop': (_at, { target }) => ({ file: target }),

  'plan.read': nothing,
  'plan.keep': ({ sessionId }) => ({ session: sessionId, keep: true }),
  'plan.seat': ({ sessionId }) => ({ session: sessionId }),
  'plan.leave': ({ sessionId }) => ({ session: sessionId }),
  'plan.accept': ({ sessionId }) => ({ session: sessionId }),
  'plan.remind': () => ({ on: true, version: 1, language: 'fr' }),
  'plan.calendar': () => ({ on: true }),
  'calendar.all': inFrench,
  'calendar.session': ({ session }) => ({ language: 'fr', session }),
  'calendar.plan': () => ({ language: 'fr', token }),
  'calendar.mine': inFrench,

  'speaker.mine': nothing,
  'speaker.answer': ({ sessionId }, { target }) => ({ speaker: target, session: sessionId, starts: '2026-11-27T10:45', answer: 'confirmed' }),
  'speaker.save': (_at, { target }) => ({ speaker: target, revision: 1, profile: { name: {}, title: {}, about: {}, languages: [], available: [], photo: null } }),
  'speaker.checkTicket': nothing,
  'speaker.checkEnd': () => ({ speaker: null, found: null }),
  'speaker.list': nothing,
  'speaker.join': (_at, { target }) => ({ speaker: target, person: null }),
  'speaker.mail': (_at, { target }) => ({ message: target, to: [target], subject: { fr: 'Bonjour' }, text: { fr: 'Bonjour' } }),

  'official.mine': nothing,
  'official.confirm': () => ({ version: 1 }),
  'official.read': ({ official }) => ({ person: official }),
  'official.save': ({ official }) => ({ person: official, version: 1, name: {}, title: {}, capacity: {} }),

  'people.find': () => ({ search: 'Salma', filter: 'all', page: 0 }),
  'people.read': ofTarget,
  'people.invite': () => ({ name: { latin: 'Salma B.' }, mail: null, language: 'fr', roles: [] }),
  'people.resend': ofTarget,
  'people.revoke': ofTarget,
  'people.roles': (_at, { target }) => ({ person: target, version: 1, give: [], take: [] }),
  'people.ban': ofTarget,
  'people.unban': ofTarget,
  'people.letBack': ofTarget,
  'people.import': () => ({ csv: 'name_ar,name_latin,mail,language,role,session\n', apply: false }),
  'audit.read': () => ({ ...filter, before: null }),
  'audit.export': () => filter,
  'outbox.read': () => ({ state: null, page: 0 }),
  'outbox.copy': (_at, { mail }) => ({ mail }),
  'outbox.resend': (_at, { mail }) => ({ mail }),
};

/** The address and the body of a question over HTTP; bytes stand beside it. */
export function askedOver(door: Route, question: Record<string, unknown>): { path: string; body: Record<string, unknown> } {
  const body = { ...question };
  if (door.body === 'bytes') Reflect.deleteProperty(body, 'bytes');
  const path = door.path
    .replace(/:(\w+)/g, (_whole, name: string) => {
      const value = String(body[name]);
      Reflect.deleteProperty(body, name);
      return encodeURIComponent(value);
    })
    .replace('*', 'nowhere/at/all');
  return { path, body };
}

/** Asks one door as one of the walkers. `instead`: another body than the fitting one, as it is sent. */
export async function knock(house: TestHouse, door: Door, stage: Stage, me: Walker, instead?: { raw?: string; headers?: Record<string, string>; question?: Record<string, unknown> }): Promise<Heard> {
  const question = instead?.question ?? questions[door.name]?.(stage, me);
  if (!question) throw new Error(`no question for ${door.name}`);
  const headers = { ...me.headers, ...instead?.headers };
  if (door.kind === 'ask') {
    const socket = await house.socket(headers).catch(() => null);
    if (!socket) return { refusal: 'no socket', status: 0 };
    const said = await asks(socket, door.name, instead?.raw === undefined ? question : (JSON.parse(instead.raw) as unknown));
    socket.disconnect();
    return { refusal: refusalIn(said), status: 200 };
  }
  const { path, body } = askedOver(door, question);
  if (door.body === 'bytes') {
    const sent = brought({ ...body, bytes: question['bytes'] }, instead?.raw);
    return heardOf(await house.call(door.method, path, { raw: sent.raw, headers: { ...sent.headers, ...headers } }));
  }
  const said = await house.call(door.method, path, door.method === 'POST' ? { headers: { 'content-type': 'application/json', ...headers }, raw: instead?.raw ?? JSON.stringify(body) } : { headers });
  return heardOf(said);
}

function heardOf({ json, status }: { json: unknown; status: number }): Heard {
  const refusal = refusalIn(json);
  return { refusal: refusal || (status >= 500 ? 'fault' : ''), status };
}

/** A question whose body are bytes, as it is sent. `said`: another text than the fitting one beside them. */
export function brought({ bytes, ...rest }: Record<string, unknown>, said = JSON.stringify(rest)): { raw: Uint8Array; headers: Record<string, string> } {
  return { raw: bytes instanceof Uint8Array ? bytes : new Uint8Array(), headers: { 'content-type': 'application/octet-stream', [questionHeader]: encodeURIComponent(said) } };
}

const refusalIn = (said: unknown): string => (typeof said === 'object' && said !== null && 'refusal' in said ? String(said.refusal) : '');

/** What every row of every table is at this moment, without reading any: each write leaves another transaction's number. */
export async function writings({ owner }: TestHouse): Promise<Record<string, string>> {
  // What an earlier call left to be done is no writing of the next.
  await until(async () => (await owner.query(`select 1 from job where done is null and after <= now() + interval '1 second'`)).rowCount, (left) => left === 0);
  const { rows: tables } = await owner.query<{ name: string }>(`select relname as name from pg_stat_user_tables where schemaname = 'public' order by 1`);
  const { rows } = await owner.query<{ name: string; state: string }>(tables.map(({ name }) => `select '${name}' as name, count(*) || ' rows, ' || coalesce(sum(xmin::text::bigint), 0) as state from "${name}"`).join(' union all '));
  return Object.fromEntries(rows.map(({ name, state }) => [name, state]));
}

/** Someone who heard something else than they should. */
export type Difference = { who: string; heard: string; expected: string; status: number };

/** Lets walkers try a door, and says who heard something else than the row says. `first`: one is enough. */
export async function differences(house: TestHouse, stage: Stage, door: Door, walkers: readonly Walker[], row: (who: Who) => string, { first = false } = {}): Promise<Difference[]> {
  const found: Difference[] = [];
  await each(walkers, async (me) => {
    if (first && found.length > 0) return;
    const heard = await knock(house, door, stage, me);
    // Whoever is banned does not even get a socket.
    const right = door.kind === 'ask' && me.who.banned ? 'no socket' : row(me.who);
    const got = classOf(door, heard);
    if (got !== right) found.push({ who: me.who.name, heard: got, expected: right, status: heard.status });
  });
  return found;
}

/** Does something for each, a few at a time. */
export async function each<T>(all: readonly T[], work: (one: T) => Promise<void>, hands = 8): Promise<void> {
  const queue = [...all];
  await Promise.all(Array.from({ length: hands }, async () => {
    for (let one = queue.shift(); one !== undefined; one = queue.shift()) await work(one);
  }));
}
