/** @jest-environment jsdom */
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
