import { applyImport, previewImport, type DraftItem, type ExchangePlan, type Fact, questionHeader, type ReleaseHead } from '@siccam/contract';
import type { EntityManager } from 'typeorm';
import { oneTalk } from '../exchange/made.test-files';
import { writeFacts } from '../feed';
import { openAsOwner } from '../prepare';
import { account, fairOf } from '../testing/acting';
import { aDraft, aSpeaker, atDesk, fresh } from '../testing/drafts';
import { asks, openHouse, type TestHouse } from '../testing/house';
import { moveDraft } from './adopt';

let house: TestHouse;
let fair: string;
let desk: Awaited<ReturnType<typeof atDesk>>;
beforeAll(async () => {
  house = await openHouse();
  fair = await fairOf(house);
  desk = await atDesk(house);
});
afterAll(() => house.close());

type Shown = { items: Map<string, DraftItem>; release: ReleaseHead | null };
const whole = async (): Promise<Shown & { head: number }> => {
  const { head, items, release } = await desk.draft();
  return { head, items: new Map(items.map((item) => [item.id, item])), release };
};
const byId = ({ items, release }: Shown) => ({ release, items: [...items.values()].toSorted((one, other) => (one.id < other.id ? -1 : 1)) });

/** Does something to the programme at another desk, and expects that one which read the draft before knows all of it from what its topic told. */
async function isTold(does: () => Promise<unknown>): Promise<string[]> {
  const shown = await whole();
  await does();
  const now = await whole();
  expect(byId(now)).not.toEqual(byId(shown));
  const socket = await house.socket(desk.headers);
  await asks(socket, 'feed.enter', { topic: `draft:${fair}` });
  const { answer: { facts, head } } = (await asks(socket, 'feed.sync', { topic: `draft:${fair}`, after: shown.head })) as { answer: { facts: Fact[]; head: number } };
  expect(head).toBe(now.head);
  for (const fact of facts) {
    if (fact.name === 'release.made') shown.release = fact.body;
    if (fact.name !== 'draft.saved') continue;
    for (const { id } of fact.body.items) {
      const item = await desk.item(id);
      if (item?.content) shown.items.set(id, item);
      else shown.items.delete(id);
    }
  }
  expect(byId(shown)).toEqual(byId(now));
  return [...new Set(facts.map(({ name }) => name))].sort();
}

const publish = async () => {
  const { number, revisions } = await desk.get<{ number: number; revisions: string }>('/api/desk/programme/release');
  await desk.ask('/api/desk/programme/release', { number, revisions, note: {}, reason: 'test' });
};

describe('whoever has the draft open knows by what its topic tells', () => {
  const [speaker, session] = [fresh(aSpeaker()), fresh(aDraft({ starts: '2026-11-28T16:00', is: 'hiring', slug: 'told' }))];

  it('what is added, changed and taken out', async () => {
    const gone = fresh(aDraft());
    await isTold(() => desk.save(speaker, session, gone));
    await isTold(() => desk.save({ id: session.id, revision: 1, content: aDraft({ starts: '2026-11-28T16:30', is: 'hiring', slug: 'told' }) }));
    await isTold(() => desk.save({ id: gone.id, revision: 1, content: null }));
  });

  it('that it was published, and that an older release was published again', async () => {
    expect(await isTold(publish)).toEqual(['release.made']);
    expect(await isTold(() => desk.ask('/api/desk/programme/release/back', { to: 1, number: 3 }))).toEqual(['release.made']);
  });

  it('a change on the day, which is both', async () => {
    const { id } = await house.session('panel-2');
    expect(await isTold(() => desk.ask('/api/desk/programme/day', { change: { what: 'delay', session: id, minutes: 20, follow: true } }))).toEqual(['draft.saved', 'release.made']);
  });

  it('an import', async () => {
    const bring = (path: string, question: object) => house.call('POST', path, { raw: oneTalk(), headers: { 'content-type': 'application/octet-stream', [questionHeader]: encodeURIComponent(JSON.stringify(question)), ...desk.headers } });
    const { plan } = (await bring(previewImport.path, {})).json as ExchangePlan;
    expect(await isTold(() => bring(applyImport.path, { plan, without: false }))).toEqual(['draft.saved']);
  });

  it('whose account a speaker has, and what that one writes of themselves', async () => {
    const person = await account(house, { factor: false });
    await isTold(() => desk.ask(`/api/desk/speakers/${speaker.id}/join`, { person: person.id }));
    await isTold(() => person.asks(`/api/speaker/${speaker.id}`, { revision: 2, profile: { name: { fr: 'Claire M.' }, title: {}, about: {}, languages: [], available: [], photo: null } }));
  });

  it('a demonstration whose days are moved', async () => {
    const source = await openAsOwner(house.ownerUrl);
    const move = async (sql: EntityManager) => {
      const tx = { sql, facts: [] };
      await moveDraft(tx, fair, 7, new Date());
      await writeFacts(tx);
    };
    try {
      await isTold(() => source.transaction(move));
    } finally {
      await source.destroy();
    }
  });
});
