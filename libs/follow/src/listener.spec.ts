import { EventEmitter } from 'node:events';
import { told, type Fact, type RefusalBody } from '@siccam/contract';
import { comeBackWhenTold, followTopic, type Wire } from './listener';

const topic = 'session:0b0e7a34-5f57-4a4e-9d6e-0d5c3f6a2b11';
const fact = (version: number): Fact => ({ name: 'programme.changed', body: { version } });
const facts = (from: number, to: number) => Array.from({ length: Math.max(0, to - from + 1) }, (_unused, at) => fact(from + at));
const ok = (answer: object) => ({ ok: true as const, answer });

type Question = { event: string; question: { topic: string; after?: number }; answer: (said: ReturnType<typeof ok> | RefusalBody) => Promise<void>; lose: () => Promise<void> };

/** A Socket.IO client whose questions the test answers itself. */
class HandWire extends EventEmitter {
  connected = true;
  questions: Question[] = [];
  timeout = () => ({
    emitWithAck: (event: string, question: Question['question']) =>
      new Promise((resolve, reject) => {
        this.questions.push({
          event,
          question,
          answer: async (said) => (resolve(said), await settled()),
          lose: async () => (reject(new Error('socket has been disconnected')), await settled()),
        });
      }),
  });
  connect = () => void ((this.connected = true), this.emit('connect'));
  disconnect = () => void (this.connected = false);
  asked(): Question {
    const next = this.questions.shift();
    if (!next) throw new Error('nothing was asked');
    return next;
  }
}
const settled = async () => {
  for (let turn = 0; turn < 10; turn++) await Promise.resolve();
};

function listening() {
  const wire = new HandWire();
  const begun: number[] = [];
  const heard: number[] = [];
  const line = followTopic(wire as unknown as Wire, topic, { begin: (head) => begun.push(head), fact: (_fact, number) => heard.push(number) });
  return { wire, begun, heard, line };
}

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

test('a reconnect asks for what was missed, page after page, by the path of a cold start', async () => {
  const { wire, begun, heard } = listening();
  await wire.asked().answer(ok({ head: 3 }));
  wire.emit(told.frame, { topic, from: 4, facts: facts(4, 5) });
  wire.disconnect();
  wire.connect();
  await wire.asked().answer(ok({ head: 900 }));
  const page = wire.asked();
  expect(page).toMatchObject({ event: 'feed.sync', question: { after: 5 } });
  await page.answer(ok({ from: 6, facts: facts(6, 505), head: 900 }));
  await wire.asked().answer(ok({ from: 506, facts: facts(506, 900), head: 900 }));
  expect(begun).toEqual([3]);
  expect(heard).toEqual(Array.from({ length: 897 }, (_unused, at) => 4 + at));
  expect(wire.questions).toEqual([]);
});

test('an answer to a question of the lost wire is not heard', async () => {
  const { wire, begun } = listening();
  const old = wire.asked();
  wire.disconnect();
  wire.connect();
  await wire.asked().answer(ok({ head: 8 }));
  await old.answer(ok({ head: 2 }));
  expect(begun).toEqual([8]);
});

test('whoever was left behind enters again, also while a question is open', async () => {
  const { wire, heard } = listening();
  await wire.asked().answer(ok({ head: 1 }));
  wire.emit(told.behind, [topic]);
  await wire.asked().answer(ok({ head: 2 }));
  const sync = wire.asked();
  wire.emit(told.behind, [topic]);
  await sync.answer({ ok: false, refusal: 'feed.unknownTopic' });
  await wire.asked().answer(ok({ head: 3 }));
  await wire.asked().answer(ok({ from: 2, facts: facts(2, 3), head: 3 }));
  expect(heard).toEqual([2, 3]);
});

test('a refusal that names a time is asked again after it, a topic that does not exist is not', async () => {
  const { wire, begun } = listening();
  await wire.asked().answer({ ok: false, refusal: 'wire.tooMany', retryAfter: 5 });
  expect(jest.getTimerCount()).toBe(1);
  jest.advanceTimersByTime(7500);
  await wire.asked().answer(ok({ head: 1 }));
  expect(begun).toEqual([1]);
  const other = listening().wire;
  await other.asked().answer({ ok: false, refusal: 'feed.unknownTopic' });
  expect(jest.getTimerCount()).toBe(0);
});

test('silence is asked again, later each time, and a lost wire waits for its return', async () => {
  const { wire } = listening();
  await wire.asked().lose();
  jest.advanceTimersByTime(2000);
  await wire.asked().lose();
  jest.advanceTimersByTime(3000);
  wire.disconnect();
  await wire.asked().lose();
  expect(jest.getTimerCount()).toBe(0);
});

test('a page that brings nothing is not asked for again at once', async () => {
  const { wire } = listening();
  await wire.asked().answer(ok({ head: 1 }));
  wire.emit(told.frame, { topic, from: 3, facts: facts(3, 3) });
  await wire.asked().answer(ok({ from: 2, facts: [], head: 1 }));
  expect(wire.questions).toEqual([]);
  jest.advanceTimersByTime(3000);
  await wire.asked().answer(ok({ from: 2, facts: facts(2, 3), head: 3 }));
  expect(wire.questions).toEqual([]);
});

test('an ended line hears nothing more, and leaving says so to the server', async () => {
  const { wire, heard, line } = listening();
  await wire.asked().answer(ok({ head: 0 }));
  line.leave();
  wire.emit(told.frame, { topic, from: 1, facts: facts(1, 1) });
  expect(heard).toEqual([]);
  expect(wire.asked()).toMatchObject({ event: 'feed.leave', question: { topic } });
  expect(wire.eventNames()).toEqual([]);
});

test('a server that closes is left at once and met again after the time it named', () => {
  const wire = new HandWire();
  comeBackWhenTold(wire as unknown as Wire);
  wire.emit(told.comeBack, { after: 4000 });
  expect(wire.connected).toBe(false);
  jest.advanceTimersByTime(3999);
  expect(wire.connected).toBe(false);
  jest.advanceTimersByTime(1);
  expect(wire.connected).toBe(true);
});
