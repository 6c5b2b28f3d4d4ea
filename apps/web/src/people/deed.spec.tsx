/** @jest-environment jsdom */
import { act, renderHook } from '@testing-library/react';
import { NotConfirmed } from './confirmed';
import { useDeed } from './deed';

jest.mock('./confirmed', () => ({ NotConfirmed: class extends Error {} }));

test('a deed runs, and says what went wrong until the next one or until it is forgotten', async () => {
  const { result } = renderHook(() => useDeed());
  let end: () => void = () => undefined;
  let done: Promise<boolean> | undefined;
  await act(async () => void (done = result.current.run(() => new Promise((resolve) => (end = resolve)))));
  expect(result.current).toMatchObject({ busy: true, trouble: null });
  await act(async () => (end(), void (await done)));
  expect([await done, result.current.busy]).toEqual([true, false]);
  const no = new Error('no');
  const failing = () => act(async () => expect(await result.current.run(() => Promise.reject(no))).toBe(false));
  await failing();
  expect(result.current).toMatchObject({ busy: false, trouble: no });
  await act(async () => void (await result.current.run(async () => undefined)));
  expect(result.current.trouble).toBeNull();
  await failing();
  act(() => result.current.forget());
  expect(result.current.trouble).toBeNull();
});

test('whoever does not confirm has done nothing wrong, and nothing was done', async () => {
  const { result } = renderHook(() => useDeed());
  await act(async () => expect(await result.current.run(() => Promise.reject(new NotConfirmed()))).toBe(false));
  expect(result.current).toMatchObject({ busy: false, trouble: null });
});
