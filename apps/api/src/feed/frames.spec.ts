import { type Frame, told } from '@siccam/contract';
import type { Server } from 'socket.io';
import { Database } from '../platform';
import { type TestHouse, asks, hears, openHouse } from '../testing/house';
import { append } from './append';
import { FeedGateway } from './feed.gateway';
import { Tail } from './tail';

let house: TestHouse;
let database: Database;
let tail: Tail;
beforeAll(async () => {
  house = await openHouse();
  database = house.app.get(Database);
  tail = house.app.get(Tail);
});
afterAll(() => house.close());

const speak = (...topics: string[]) => database.decide(async (tx) => topics.forEach((topic) => append(tx, topic, 'stage.aired', { onAir: [] })));
const topicNamed = (begin: string) => `session:${begin}${crypto.randomUUID().slice(1)}`;
/** The frames told from now on, and a wait for the one that fits. */
function listen() {
  const frames: Frame[] = [];
  const waiting: { fits: (frame: Frame) => boolean; done: () => void }[] = [];
  tail.onFrame((frame) => {
    frames.push(frame);
    waiting.forEach(({ fits, done }) => fits(frame) && done());
  });
  return { frames, heard: (fits: (frame: Frame) => boolean) => new Promise<void>((done) => waiting.push({ fits, done })) };
}

describe('a topic', () => {
  it('that is quiet speaks at once, while a busy one gathers', async () => {
    // The busy one comes first in every order, so it is not the order that lets the quiet one pass.
    const [busy, quiet] = [topicNamed('0'), topicNamed('f')];
    await Promise.all([tail.follow(busy), tail.follow(quiet)]);
    const { frames, heard } = listen();
    // The tail's clock stands still, so that the busy topic's rest cannot be over because this machine is slow.
    let clock = performance.now();
    const stopped = jest.spyOn(performance, 'now').mockImplementation(() => clock);
    try {
      const first = heard(({ topic }) => topic === busy);
      await speak(busy);
      await first;
      const passes = heard(({ topic }) => topic === quiet);
      const second = heard(({ topic, from }) => topic === busy && from === 2);
      await speak(busy, quiet);
      await passes;
      clock += 50;
      await second;
    } finally {
      stopped.mockRestore();
    }
    expect(frames.filter(({ topic }) => [busy, quiet].includes(topic)).map(({ topic, from }) => [topic, from])).toEqual([
      [busy, 1],
      [quiet, 1],
      [busy, 2],
    ]);
  });

  it('that is hot tells in frames: few, in order, nothing twice, nothing left out', async () => {
    const topic = topicNamed('0');
    await tail.follow(topic);
    const { frames, heard } = listen();
    const last = heard((frame) => frame.topic === topic && frame.from + frame.facts.length - 1 === 300);
    const began = performance.now();
    for (let written = 0; written < 300; written += 10) await Promise.all(Array.from({ length: 10 }, () => speak(topic)));
    await last;
    const took = performance.now() - began;
    const mine = frames.filter((frame) => frame.topic === topic);
    expect(mine.flatMap(({ from, facts }) => facts.map((_fact, place) => from + place))).toEqual(Array.from({ length: 300 }, (_unused, place) => place + 1));
    expect(mine.length).toBeLessThanOrEqual(took / 50 + 2);
  });

  it('that has more to tell than fits a frame tells the rest at once', async () => {
    const topic = topicNamed('0');
    await tail.follow(topic);
    const { frames, heard } = listen();
    const last = heard((frame) => frame.topic === topic && frame.from + frame.facts.length - 1 === 450);
    await speak(...Array<string>(450).fill(topic));
    await last;
    expect(frames.filter((frame) => frame.topic === topic).map(({ facts }) => facts.length)).toEqual([200, 200, 50]);
  });
});

it('a frame is encoded once, however many listen', async () => {
  const { id } = await house.session('panel-2');
  const topic = `session:${id}`;
  const crowd = await Promise.all(Array.from({ length: 20 }, () => house.socket()));
  await Promise.all(crowd.map((socket) => asks(socket, 'feed.enter', { topic })));
  const io = Reflect.get(house.app.get(FeedGateway), 'io') as Server;
  const encoded: unknown[] = [];
  io.engine.on('flush', (_conn: unknown, packets: { data?: unknown; options: { wsPreEncodedFrame?: unknown } }[]) => {
    for (const { data, options } of packets) if (String(data).includes(told.frame)) encoded.push(options.wsPreEncodedFrame);
  });
  const all = Promise.all(crowd.map((socket) => hears<Frame>(socket, told.frame)));
  await speak(topic);
  await all;
  expect(encoded).toHaveLength(20);
  expect(encoded[0]).toBeDefined();
  expect(new Set(encoded).size).toBe(1);
});

it('a fact that commits while a listener is let in is heard, because the topic is joined before its head is read', async () => {
  const { id } = await house.session('panel-3');
  const topic = `session:${id}`;
  // Someone is there already, so that the fact is told whether or not the newcomer listens.
  await asks(await house.socket(), 'feed.enter', { topic });
  const follow = tail.follow.bind(tail);
  const late = jest.spyOn(tail, 'follow').mockImplementation(async (asked) => {
    const head = await follow(asked);
    const { heard } = listen();
    const toldToAll = heard((frame) => frame.topic === topic);
    await speak(topic);
    await toldToAll;
    return head;
  });
  try {
    const socket = await house.socket();
    const frame = hears<Frame>(socket, told.frame);
    const entered = (await asks(socket, 'feed.enter', { topic })) as { answer: { head: number } };
    expect((await frame).from).toBe(entered.answer.head + 1);
  } finally {
    late.mockRestore();
  }
});

it('a thousand who enter a topic at the same moment cost few reads', async () => {
  const { id } = await house.session('panel-4');
  const read = jest.spyOn(database, 'rows');
  const enter = () => tail.follow(`session:${id}`);
  expect(new Set(await Promise.all(Array.from({ length: 1000 }, enter))).size).toBe(1);
  expect(read.mock.calls.filter(([sql]) => sql.startsWith('select head')).length).toBeLessThanOrEqual(2);
  read.mockRestore();
});

it('whoever caught up further than a topic has told is not answered less when they come back', async () => {
  const topic = topicNamed('0');
  await tail.follow(topic);
  // The tail's clock stands still: the topic rests after its first frame, and the second fact is read before it is told.
  const now = performance.now();
  const stopped = jest.spyOn(performance, 'now').mockImplementation(() => now);
  try {
    const { heard } = listen();
    const first = heard((frame) => frame.topic === topic);
    await speak(topic);
    await first;
    await speak(topic);
    expect((await tail.after(topic, 1, 10)).head).toBe(2);
    expect(await tail.follow(topic)).toBe(2);
  } finally {
    stopped.mockRestore();
  }
});

it('a topic that is silent says the number of its last fact, and one that speaks need not', async () => {
  const topic = topicNamed('0');
  await tail.follow(topic);
  const { heard } = listen();
  const first = heard((frame) => frame.topic === topic);
  await speak(topic);
  await first;
  const mine = (heads: Iterable<[string, number]>) => [...heads].filter(([name]) => name === topic);
  expect(mine(tail.silentFor(60_000))).toEqual([]);
  expect(mine(tail.silentFor(0))).toEqual([[topic, 1]]);
  expect(mine(tail.silentFor(60_000))).toEqual([]);
});
