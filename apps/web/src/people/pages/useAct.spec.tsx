/** @jest-environment jsdom */
import { act, renderHook } from '@testing-library/react';
import { NotConfirmed } from '../confirmed';
import { Refused, Unreachable } from '../../wire';
import { againAfter, useAct } from './useAct';

jest.mock('../confirmed', () => ({ NotConfirmed: class extends Error {} }));

test('a full house is tried again after the time it named, spread so that not all come back at once', () => {
  for (const code of ['wire.unavailable', 'wire.tooMany', 'enter.busy'] as const) {
    expect(againAfter(new Refused(code, undefined, 10), () => 0)).toBe(10_000);
    expect(againAfter(new Refused(code, undefined, 10), () => 1)).toBe(16_000);
  }
});

test('what waiting does not mend, or only much later, is not tried again by itself', () => {
  expect(againAfter(new Refused('enter.wrong', undefined, 5))).toBeNull();
  expect(againAfter(new Refused('wire.tooMany'))).toBeNull();
  expect(againAfter(new Refused('wire.tooMany', undefined, 900))).toBeNull();
  expect(againAfter(new Unreachable('x'))).toBeNull();
});

describe('an act', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  test('in a storm waits its turn, says until when, and then is done', async () => {
    const { result } = renderHook(() => useAct());
    let asked = 0;
    const door = () => (++asked === 1 ? Promise.reject(new Refused('wire.unavailable', undefined, 4)) : Promise.resolve('inside'));
    let done: Promise<string | undefined> | undefined;
    await act(async () => void (done = result.current.run(door)));
    expect(result.current.waiting).toBeGreaterThan(Date.now());
    expect(result.current).toMatchObject({ busy: true, error: null });
    await act(() => jest.advanceTimersByTimeAsync(8000));
    expect(await done).toBe('inside');
    expect(asked).toBe(2);
    expect(result.current).toMatchObject({ busy: false, waiting: null, error: null });
  });

  test('that was refused says why, and one that its person gave up says nothing', async () => {
    const { result } = renderHook(() => useAct());
    const no = new Refused('enter.wrong');
    await act(async () => void (await result.current.run(() => Promise.reject(no))));
    expect(result.current.error).toBe(no);
    await act(async () => void (await result.current.run(() => Promise.reject(new NotConfirmed()))));
    expect(result.current.error).toBeNull();
  });

  test('whose page was left asks nothing more', async () => {
    const { result, unmount } = renderHook(() => useAct());
    let asked = 0;
    await act(async () => void result.current.run(() => (asked++, Promise.reject(new Refused('enter.busy', undefined, 1)))));
    unmount();
    await jest.advanceTimersByTimeAsync(10_000);
    expect(asked).toBe(1);
  });
});
