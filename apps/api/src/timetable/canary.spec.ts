import { randomUUID } from 'node:crypto';
import { type AnswerOf, type Ask, doors, type Frame, languages, type previewRelease, type Route, told } from '@siccam/contract';
import { FairService } from '../fair';
import { printed } from '../programme/printed.service';
import { account, fairOf } from '../testing/acting';
import { type Stage, openStage, type Walker } from '../testing/cast';
import { aDraft, aSpeaker, aStage, atDesk, fresh } from '../testing/drafts';
import { asks, hears, openHouse, type TestHouse } from '../testing/house';
import { until } from '../testing/until';
import { askedOver, questions } from '../testing/walk';

/** A canary in every field of a draft that holds one, looked for in whatever anybody without a right can hear. */

let house: TestHouse;
let stage: Stage;
let desk: Awaited<ReturnType<typeof atDesk>>;
const log: string[] = [];
beforeAll(async () => {
  house = await openHouse({ LOG_LEVEL: 'debug' }, (line) => log.push(line));
  stage = await openStage(house);
  desk = await atDesk(house);
});
afterAll(() => house.close());

const found = (text: string) => [...new Set(text.match(/.{0,60}(canary|2031-03-0).{0,60}/gi) ?? [])];
const words = (name: string) => ({ ar: `CANARY ${name} ar`, fr: `CANARY ${name} fr`, en: `CANARY ${name} en` });

const room = fresh(aStage({ name: words('stage'), note: words('note') }));
const speaker = fresh(aSpeaker({ name: words('name'), title: words('function'), short: words('short'), initials: { fr: 'canary' }, about: words('about'), available: [{ from: '2031-03-07T07:07', to: '2031-03-07T08:08' }] }));
const alone = fresh(aSpeaker({ name: words('alone') }));
const session = fresh(
  aDraft({
    slug: 'canary-slug',
    title: words('title'),
    summary: words('summary'),
    stage: room.id,
    starts: '2031-03-07T07:07',
    people: [{ id: randomUUID(), speaker: speaker.id, role: 'speaker', replaces: words('replaces') }],
    accepted: [{ key: 'canary-key', at: '2031-03-01T00:00:00.000Z' }],
    source: 'canary source',
    extra: { 'canary field': 'canary value' },
  }),
);
const unplaced = fresh(aDraft({ slug: 'canary-unplaced', title: words('unplaced') }));

const pictures = (page: string) => [...page.matchAll(/<meta property="og:image" content="([^"]+)"/g)].map(([, address]) => address ?? '');

/** Everything that a visitor who is signed in may ask over HTTP, with a question that fits. */
async function heardByVisitors(): Promise<string[]> {
  const me = await account(house);
  const walker: Walker = { who: { name: 'visitor', is: 'account', on: 'here', two: false, fresh: true, banned: false }, headers: me.headers, target: session.id, mail: randomUUID(), secondSignIn: randomUUID(), person: me.id, signIn: me.signIn };
  const all: readonly (Route | Ask)[] = doors;
  const texts: string[] = [];
  for (const door of all.filter((one): one is Route => one.kind === 'route' && one.method === 'GET' && ['anyone', 'guest', 'account'].includes(one.needs))) {
    for (const language of languages) {
      const { path } = askedOver(door, { ...questions[door.name]?.(stage, walker), ...('language' in (questions[door.name]?.(stage, walker) ?? {}) ? { language } : {}) });
      texts.push((await house.call('GET', path, { headers: me.headers })).text);
    }
  }
  // A sheet of paper is read before it is set: its text is packed. The picture under which a page is sent around is one for all sessions.
  for (const language of languages) texts.push(JSON.stringify(printed(await house.programme(), language)).replace(/[\u2068\u2069]/g, ''));
  texts.push(...pictures((await house.call('GET', '/fr/s/panel-1')).text));
  for (const path of ['/ar/s/canary-slug', `/fr/s/${session.id}`, `/fr/s/draft%20${session.id}`, '/en/s/canary-unplaced', '/api/search?q=canary', '/api/draft']) texts.push((await house.call('GET', path, { headers: me.headers })).text);
  for (const [path, body] of [['/api/draft', { token: session.id }], ['/api/search', { text: 'canary' }], ['/api/desk/programme/items', { ids: [session.id] }], ['/api/sessions/canary-slug/ticket', { tab: 'tab-1' }]] as const) texts.push((await house.call('POST', path, { body, headers: me.headers })).text);
  return texts;
}

/** A socket of someone without a right, in every topic that is open to them, and all that it was ever told. */
async function listening(headers: Record<string, string>): Promise<{ socket: Awaited<ReturnType<TestHouse['socket']>>; said: string[] }> {
  const socket = await house.socket(headers);
  const said: string[] = [];
  socket.onAny((...all: unknown[]) => said.push(JSON.stringify(all)));
  const fair = await fairOf(house);
  for (const topic of [`fair:${fair}`, `draft:${fair}`, `session:${session.id}`, ...(await house.programme()).sessions.slice(0, 10).map(({ id }) => `session:${id}`)]) said.push(JSON.stringify(await asks(socket, 'feed.enter', { topic })));
  for (const topic of [`draft:${fair}`, `session:${session.id}`]) said.push(JSON.stringify(await asks(socket, 'feed.sync', { topic, after: 0 })));
  return { socket, said };
}

it('is looked for wherever anybody reads the programme: as data, on paper, in files, in calendars, in what is found, under what is sent around', async () => {
  const all: readonly (Route | Ask)[] = doors;
  const open = new Map(all.map((door) => [door.name, door.needs]));
  for (const name of ['programme.read', 'release.list', 'programme.print', 'export.json', 'export.xml', 'export.csv', 'calendar.all', 'calendar.session', 'openapi.read', 'search.ask']) expect([name, ['anyone', 'guest'].includes(open.get(name) ?? '')]).toEqual([name, true]);
  expect(pictures((await house.call('GET', '/fr/s/panel-1')).text)).toEqual([`${house.config.PUBLIC_URL}/preview.fr.png`]);
});

it('nothing of a draft ever leaks', async () => {
  const ears = [await listening({}), await listening({ cookie: (await house.guest()).cookie }), await listening((await account(house)).headers), await listening((await account(house, { roles: ['organiser'], factor: false })).headers)];
  await desk.save(room, speaker, alone, session, unplaced);
  await desk.save({ ...session, revision: 1, content: { ...aDraft(), ...(session.content?.kind === 'session' ? session.content : {}), minutes: 46 } });
  const theirs = await house.socket(desk.headers);
  await asks(theirs, 'feed.enter', { topic: `draft:${await fairOf(house)}` });
  await asks(theirs, 'draft.look', { item: session.id });
  expect(found(JSON.stringify(await desk.draft())).length).toBeGreaterThan(10);
  await desk.get<object>('/api/desk/programme/release');

  // What anybody hears after this was told after the draft was saved.
  const heard = ears.map(({ socket }) => hears<Frame>(socket, told.frame, ({ facts }) => facts.some(({ name }) => name === 'programme.changed')));
  const version = await house.app.get(FairService).touchProgramme();
  await Promise.all(heard);
  await until(() => house.programme(), (programme) => programme.version === version);

  expect(found((await heardByVisitors()).join('\n'))).toEqual([]);
  for (const { said } of ears) {
    expect(found(said.join('\n'))).toEqual([]);
    expect(said.join('\n')).not.toContain(session.id);
  }
  expect(found(log.join('\n'))).toEqual([]);
  // Nor where others look: what is public is read from these.
  const { rows } = await house.owner.query<{ text: string }>(`select string_agg(t::text, ' ') as text from (select row_to_json(s) as t from session s union all select row_to_json(p) from session_person p union all select row_to_json(g) from stage g union all select row_to_json(e) from search_entry e union all select row_to_json(r) from release r) all_rows`);
  expect(found(rows[0]?.text ?? '')).toEqual([]);
});

it('once it is released, what visitors are shown of it is there, and what is the organiser’s is not', async () => {
  const seen = await desk.get<AnswerOf<typeof previewRelease>>('/api/desk/programme/release');
  await desk.ask('/api/desk/programme/release', { number: seen.number, revisions: seen.revisions, note: {}, reason: 'canary reason' });
  await until(() => house.programme(), ({ sessions }) => sessions.some(({ slug }) => slug === 'canary-slug'));
  const texts = (await heardByVisitors()).join('\n');
  for (const shown of ['CANARY title', 'CANARY summary', 'CANARY stage', 'CANARY name', 'CANARY replaces', 'CANARY function', 'canary-slug', '2031-03-07T07:07']) expect([shown, texts.includes(shown)]).toEqual([shown, true]);
  for (const kept of ['canary-key', 'canary source', 'canary field', 'canary value', 'CANARY alone', 'CANARY unplaced', 'canary reason', '2031-03-07T08:08']) expect([kept, texts.includes(kept)]).toEqual([kept, false]);
});
