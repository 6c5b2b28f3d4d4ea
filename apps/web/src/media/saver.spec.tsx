/** @jest-environment jsdom */
import { act, renderHook } from '@testing-library/react';
import { useSaver } from './saver';

type Told = { type?: string; saveData?: boolean };

/** A browser that tells this of its network (nothing at all where `undefined`), on a phone or a desk. */
function browser(told: Told | undefined, phone: boolean): EventTarget & Told {
  const connection = Object.assign(new EventTarget(), told);
  Object.defineProperty(navigator, 'connection', { configurable: true, value: told && connection });
  window.matchMedia = (query) => ({ matches: phone, media: query }) as MediaQueryList;
  return connection;
}
const saves = () => renderHook(() => useSaver()).result.current[0];

beforeEach(() => window.localStorage.clear());

test('mobile data, and whoever told the browser to save, begin with sound alone; Wi-Fi and cable do not', () => {
  browser({ type: 'cellular' }, true);
  expect(saves()).toBe(true);
  browser({ type: 'wifi' }, true);
  expect(saves()).toBe(false);
  browser({ type: 'wifi', saveData: true }, true);
  expect(saves()).toBe(true);
  browser({}, false);
  expect(saves()).toBe(false);
});

test('a phone that does not tell its network is taken for one on mobile data, a desk is not', () => {
  browser(undefined, true);
  expect(saves()).toBe(true);
  browser(undefined, false);
  expect(saves()).toBe(false);
});

test('whoever leaves the Wi-Fi saves from then on, unless they chose', () => {
  const connection = browser({ type: 'wifi' }, true);
  const { result } = renderHook(() => useSaver());
  expect(result.current[0]).toBe(false);
  act(() => {
    connection.type = 'cellular';
    connection.dispatchEvent(new Event('change'));
  });
  expect(result.current[0]).toBe(true);
  act(() => result.current[1](false));
  expect(result.current[0]).toBe(false);
});

test('the choice is kept, whatever the network says next time', () => {
  browser({ type: 'cellular' }, true);
  const { result, unmount } = renderHook(() => useSaver());
  act(() => result.current[1](false));
  unmount();
  expect(saves()).toBe(false);
  browser({ type: 'wifi' }, true);
  const again = renderHook(() => useSaver());
  act(() => again.result.current[1](true));
  expect(saves()).toBe(true);
});

test('a browser that keeps nothing still begins as its network says', () => {
  browser({ type: 'cellular' }, true);
  const kept = jest.spyOn(Storage.prototype, 'getItem').mockImplementation(() => {
    throw new Error('no storage');
  });
  expect(saves()).toBe(true);
  kept.mockRestore();
});
