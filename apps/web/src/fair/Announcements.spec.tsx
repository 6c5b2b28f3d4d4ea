/** @jest-environment jsdom */
import { act, render, screen } from '@testing-library/react';
import type { Announcement } from '@siccam/contract';
import { FairTheme } from '@siccam/ui';
import { I18n } from '../i18n';
import { Announcements } from './Announcements';

const start = Date.parse('2026-11-27T10:00:00Z');
const at = (minutes: number) => new Date(start + minutes * 60_000).toISOString();
const announcement = (id: string, made: number, until: number): Announcement => ({ id, text: { fr: `Annonce ${id}` }, made: at(made), until: at(until) });
const fair = { clock: { fairAt: at(0), machineAt: at(0) }, offset: 60 } as Parameters<typeof Announcements>[0]['programme']['fair'];

const page = (announcements: Announcement[], giveWay = false) => (
  <FairTheme>
    <I18n language="en">
      <Announcements programme={{ fair, announcements }} giveWay={giveWay} />
    </I18n>
  </FairTheme>
);
const banner = () => document.querySelector('[data-announcement]')?.textContent ?? null;
const spoken = () => screen.getByRole('status').textContent;

beforeEach(() => {
  jest.useFakeTimers({ now: start });
  window.localStorage.clear();
});
afterEach(() => jest.useRealTimers());

test('the newest stands alone, in the language it has, until its end; then the one before it', () => {
  render(page([announcement('new', -1, 2), announcement('old', -5, 10)]));
  expect(banner()).toBe('Annonce new in French From the organiser, until \u206811:02\u2069');
  act(() => jest.advanceTimersByTime(2 * 60_000 + 50));
  expect(banner()).toContain('Annonce old');
  act(() => jest.advanceTimersByTime(8 * 60_000));
  expect(banner()).toBeNull();
});

test('one that is over when the page opens is not shown', () => {
  render(page([announcement('past', -9, -1)]));
  expect(banner()).toBeNull();
});

test('it is spoken once, on whatever pages it stands and whatever takes its place meanwhile', () => {
  const { rerender, unmount } = render(page([]));
  expect(spoken()).toBe('');
  const one = announcement('once', 0, 9);
  rerender(page([one]));
  act(() => jest.advanceTimersByTime(200));
  expect(spoken()).toContain('Annonce once');
  act(() => jest.advanceTimersByTime(10_000));
  expect(spoken()).toBe('');
  rerender(page([one], true));
  expect(banner()).toBeNull();
  rerender(page([one]));
  act(() => jest.advanceTimersByTime(200));
  expect([banner()?.includes('once'), spoken()]).toEqual([true, '']);
  unmount();
  render(page([one]));
  act(() => jest.advanceTimersByTime(200));
  expect([banner()?.includes('once'), spoken()]).toEqual([true, '']);
});

test('closed, it stays closed in this browser; the one before it shows', () => {
  const both = [announcement('before', -5, 9), announcement('closed', 0, 9)];
  const { unmount } = render(page(both));
  act(() => screen.getByRole('button', { name: 'Close the announcement' }).click());
  expect(banner()).toContain('before');
  unmount();
  render(page(both));
  expect(banner()).toContain('before');
  act(() => screen.getByRole('button', { name: 'Close the announcement' }).click());
  expect(banner()).toBeNull();
});
