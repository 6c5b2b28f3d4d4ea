import { fairNow } from '@siccam/contract';
import { forgetServerTime, noteServerTime, serverNow } from './serverTime';

const real = Date.parse('2026-11-24T10:00:00.400Z');
const answer = (age?: number) => new Headers({ date: new Date(real).toUTCString(), ...(age === undefined ? {} : { age: String(age) }) });

beforeEach(() => {
  forgetServerTime();
  jest.useFakeTimers();
});
afterEach(() => jest.useRealTimers());

test('a visitor whose clock is a day late sees the fair at the right time', () => {
  const wrong = real - 86_400_000;
  jest.setSystemTime(wrong + 120);
  noteServerTime(answer(), wrong, wrong + 120);
  expect(Math.abs(serverNow() - (real + 120))).toBeLessThan(1000);
  const clock = { fairAt: '2026-11-27T10:05:00.000Z', machineAt: '2026-11-24T10:00:00.000Z' };
  expect(Math.abs(fairNow(clock, serverNow()) - Date.parse('2026-11-27T10:05:00.520Z'))).toBeLessThan(1000);
});

test('a clock that may be right is left alone', () => {
  jest.setSystemTime(real + 100);
  noteServerTime(answer(), real, real + 100);
  expect(serverNow()).toBe(real + 100);
});

test('an answer from a cache counts its age', () => {
  jest.setSystemTime(real + 30_000);
  noteServerTime(answer(30), real + 29_900, real + 30_000);
  expect(serverNow()).toBe(real + 30_000);
});

test('a clock set anew meanwhile is believed', () => {
  noteServerTime(answer(), real, real + 100);
  jest.setSystemTime(real - 3_600_000);
  noteServerTime(answer(), real - 3_600_000, real - 3_600_000);
  expect(Math.abs(serverNow() - real)).toBeLessThan(1000);
});
