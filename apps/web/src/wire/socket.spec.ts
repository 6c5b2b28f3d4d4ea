/** @jest-environment jsdom */
import { EventEmitter } from 'node:events';
import { told } from '@siccam/contract';
import { io } from 'socket.io-client';
import { lineIsBack, returnWhenClosed } from './socket';
import { onLost } from './standing';

let connects = 0;
const opened = () => {
  connects = 0;
  const socket = Object.assign(new EventEmitter(), { connect: () => (connects += 1) });
  returnWhenClosed(socket as unknown as Parameters<typeof returnWhenClosed>[0]);
  return socket;
};
const look = (visibility: 'visible' | 'hidden') => {
  jest.spyOn(document, 'visibilityState', 'get').mockReturnValue(visibility);
  document.dispatchEvent(new Event('visibilitychange'));
};

beforeEach(() => jest.useFakeTimers());
afterEach(() => {
  jest.useRealTimers();
  jest.restoreAllMocks();
});

test('a page that gave way to newer ones of the same person sleeps until it is looked at', () => {
  const socket = opened();
  socket.emit(told.closed, { ok: false, refusal: 'wire.tooMany' });
  socket.emit('disconnect', 'io server disconnect');
  look('hidden');
  jest.runAllTimers();
  expect(connects).toBe(0);
  look('visible');
  expect(connects).toBe(1);
  window.dispatchEvent(new Event('focus'));
  expect(connects).toBe(1);
});

test('a page that the server let go for another reason comes back by itself, and only then', () => {
  const socket = opened();
  socket.emit('disconnect', 'transport close');
  jest.runAllTimers();
  expect(connects).toBe(0);
  socket.emit('disconnect', 'io server disconnect');
  jest.runAllTimers();
  expect(connects).toBe(1);
});

test('whoever is not admitted stays away, also when they look at the page; whose sign-in has ended comes back', () => {
  const heard: string[] = [];
  const stop = onLost((lost) => heard.push(lost));
  const socket = opened();
  socket.emit(told.closed, { ok: false, refusal: 'people.banned' });
  socket.emit('disconnect', 'io server disconnect');
  look('visible');
  jest.runAllTimers();
  expect(connects).toBe(0);
  const other = opened();
  other.emit(told.closed, { ok: false, refusal: 'people.signedOut' });
  other.emit('disconnect', 'io server disconnect');
  jest.runAllTimers();
  expect(connects).toBe(1);
  expect(heard).toEqual(['people.banned', 'people.signedOut']);
  stop();
});

test('once the network is back a try that hangs is left for a new one, and a line that nobody knows to be gone is cut', () => {
  const socket = io('http://127.0.0.1:9', { transports: ['websocket'], forceNew: true });
  const hangs = socket.io.engine;
  socket.connect();
  expect(socket.io.engine).toBe(hangs);
  lineIsBack(socket);
  expect(socket.io.engine).not.toBe(hangs);
  socket.disconnect();
  const close = jest.fn();
  lineIsBack({ connected: true, io: { engine: { close } } } as unknown as Parameters<typeof lineIsBack>[0]);
  expect(close).toHaveBeenCalledTimes(1);
});
