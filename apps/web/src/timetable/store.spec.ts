/** @jest-environment jsdom */
import { readDraft, readDraftItems, saveDraft, type DraftItem, type DraftStage, type RefusalBody } from '@siccam/contract';
import { DraftStore } from './store';

/** A server whose draft holds this fact, and how often it was asked for it. */
function serverAt(head: number) {
  const fetched = jest.fn(() => Promise.resolve({ status: 200, ok: true, headers: new Headers(), json: () => Promise.resolve({ head, zone: 'Africa/Casablanca', clock: [], items: [], release: null }) } as Response));
  window.fetch = fetched;
  return fetched;
}

test('the draft is read once where its topic is entered while it is read, and again only for what it did not hold', async () => {
  const asked = serverAt(5);
  const store = new DraftStore('fair', 'me');
  await Promise.all([store.read(), store.readUpTo(5)]);
  expect(asked).toHaveBeenCalledTimes(1);
  await store.readUpTo(4);
  expect(asked).toHaveBeenCalledTimes(1);
  await store.readUpTo(6);
  expect(asked).toHaveBeenCalledTimes(2);
});

test('a draft that could not be read is read when its topic is entered', async () => {
  const store = new DraftStore('fair', 'me');
  window.fetch = () => Promise.reject(new TypeError('no network'));
  const first = store.read();
  const entered = store.readUpTo(0).catch(() => 'not yet');
  await expect(first).rejects.toThrow();
  expect(await entered).toBe('not yet');
  const asked = serverAt(0);
  await store.readUpTo(0);
  expect(asked).toHaveBeenCalledTimes(1);
  expect(store.shown.ready).toBe(true);
});

test('a release that was heard while the draft was read stands over the one before it', async () => {
  serverAt(5);
  const store = new DraftStore('fair', 'me');
  const reading = store.read();
  store.released({ number: 3, at: '2026-11-20T09:00:00.000Z' });
  await reading;
  expect(store.shown.release?.number).toBe(3);
});

const stage = (position: number, fr: string): DraftStage => ({ kind: 'stage', position, name: { fr }, note: null });
const item = (id: string, revision: number, content: DraftStage): DraftItem => ({ id, revision, content, by: null, changed: '2026-11-20T09:00:00.000Z' });
type Sent = { items: { id: string; revision: number; content: DraftStage }[] };

/** A server that holds these items, and answers a save as `save` says; gives back what it was sent. */
function serverWith(held: Map<string, DraftItem>, save: (sent: Sent, tries: number) => { items: DraftItem[] } | RefusalBody | 'nobody') {
  const sent: Sent[] = [];
  window.fetch = (path, init) => {
    const body = JSON.parse(typeof init?.body === 'string' ? init.body : '{}') as Sent & { ids: string[] };
    if (path === saveDraft.path) sent.push(body);
    const answer =
      path === readDraft.path
        ? { head: 1, zone: 'Africa/Casablanca', clock: [], items: [...held.values()], release: null }
        : path === readDraftItems.path
          ? { items: body.ids.flatMap((id) => held.get(id) ?? []) }
          : save(body, sent.length);
    if (answer === 'nobody') return Promise.reject(new TypeError('no network'));
    return Promise.resolve({ status: 200, ok: true, headers: new Headers(), json: () => Promise.resolve(answer) } as Response);
  };
  return sent;
}

describe('what is changed on this device', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  test('is brought together with what moved meanwhile, however often it could not be sent', async () => {
    const held = new Map([['main', item('main', 1, stage(0, 'Scène'))]]);
    const sent = serverWith(held, ({ items: [one] }, tries) => {
      if (tries <= 8) return 'nobody';
      if (one?.revision !== held.get('main')?.revision) return { ok: false, refusal: 'timetable.movedMeanwhile' };
      held.set('main', item('main', 3, one?.content ?? stage(0, '')));
      return { items: [...held.values()] };
    });
    const store = new DraftStore('fair', 'me-1');
    await store.read();
    store.change({ what: 'written', on: 'main' }, [['main', stage(0, 'Grande scène')]]);
    held.set('main', item('main', 2, stage(4, 'Scène')));
    await jest.advanceTimersByTimeAsync(120_000);
    expect(sent.at(-1)?.items[0]).toMatchObject({ revision: 2, content: stage(4, 'Grande scène') });
    expect(store.shown.contents.get('main')).toEqual(stage(4, 'Grande scène'));
    expect([store.shown.refused, store.shown.lost]).toEqual([null, []]);
  });

  test('is taken back, with the reason, where a server keeps saying that it moved and shows nothing newer', async () => {
    const held = new Map([['main', item('main', 1, stage(0, 'Scène'))]]);
    const sent = serverWith(held, () => ({ ok: false, refusal: 'timetable.movedMeanwhile' }));
    const store = new DraftStore('fair', 'me-2');
    await store.read();
    store.change({ what: 'written', on: 'main' }, [['main', stage(0, 'Grande scène')]]);
    await jest.advanceTimersByTimeAsync(120_000);
    expect(sent.length).toBeLessThan(10);
    expect(store.shown.contents.get('main')).toEqual(stage(0, 'Scène'));
    expect(store.shown.refused).toMatchObject({ refusal: 'timetable.movedMeanwhile' });
  });

  test('is taken back alone where it is refused: what was sent with it is saved', async () => {
    const held = new Map(['a', 'b', 'c'].map((id, at) => [id, item(id, 1, stage(at, id))]));
    serverWith(held, ({ items }) => {
      if (items.some(({ id }) => id === 'b')) return { ok: false, refusal: 'timetable.inUse' };
      for (const { id, revision, content } of items) held.set(id, item(id, revision + 1, content));
      return { items: items.flatMap(({ id }) => held.get(id) ?? []) };
    });
    const store = new DraftStore('fair', 'me-3');
    await store.read();
    store.change({ what: 'changed', on: 'a' }, ['a', 'b', 'c'].map((id, at) => [id, stage(at, `${id} 2`)] as const));
    await jest.advanceTimersByTimeAsync(5000);
    expect(['a', 'b', 'c'].map((id) => (held.get(id)?.content as DraftStage).name.fr)).toEqual(['a 2', 'b', 'c 2']);
    expect((store.shown.contents.get('b') as DraftStage).name.fr).toBe('b');
    expect(store.shown.refused).toMatchObject({ refusal: 'timetable.inUse' });
  });
});
