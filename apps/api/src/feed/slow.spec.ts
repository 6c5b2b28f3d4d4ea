import { told } from '@siccam/contract';
import { followTopic } from '@siccam/follow';
import type { Server } from 'socket.io';
import type { Socket } from 'socket.io-client';
import { Database } from '../platform';
import { type TestHouse, asks, openHouse } from '../testing/house';
import { append } from './append';
import { FeedGateway } from './feed.gateway';
import { SlowSockets } from './slow';

let house: TestHouse;
let io: Server;
beforeAll(async () => {
  house = await openHouse();
  io = Reflect.get(house.app.get(FeedGateway), 'io') as Server;
});
afterAll(() => house.close());

/** The line under a client, to stop and resume its reading as a phone in a tunnel would. */
const lineOf = (socket: Socket) => (socket.io.engine.transport as unknown as { ws: { pause(): void; resume(): void } }).ws;
/** What the server keeps for a socket: in Engine.IO, and in the stream that did not take it yet. */
function kept(id: string): { packets: number; bytes: number } {
  const conn = io.of('/').sockets.get(id)?.conn;
  if (!conn) return { packets: 0, bytes: 0 };
  const queue = Reflect.get(conn, 'writeBuffer') as { data?: string }[];
  return { packets: queue.length, bytes: queue.reduce((sum, { data }) => sum + (data?.length ?? 0), 0) + conn.request.socket.writableLength };
}
/** Follows a topic and keeps what is heard, with a wait for a number. */
function follower(socket: Socket, topic: string) {
  const facts: number[] = [];
  const begun: number[] = [];
  let waiting: { number: number; done: () => void } | undefined;
  let entered: () => void = () => undefined;
  const ready = new Promise<void>((done) => (entered = done));
  followTopic(socket, topic, {
    begin: (head) => (begun.push(head), entered()),
    fact: (_fact, number) => {
      facts.push(number);
      if (waiting && number >= waiting.number) waiting.done();
    },
  });
  const reaches = (number: number) => new Promise<void>((done) => ((facts.at(-1) ?? 0) >= number ? done() : (waiting = { number, done })));
  return { facts, begun, ready, reaches };
}
// About 40 kB a fact: a kernel takes some megabytes for someone who reads nothing.
const onAir = Array.from({ length: 1000 }, () => crypto.randomUUID());
const speakLong = (topic: string, times: number) =>
  house.app.get(Database).decide(async (tx) => {
    for (let turn = 0; turn < times; turn++) append(tx, topic, 'stage.aired', { onAir });
  });

it('who stops reading is taken out of their topics, costs no memory, delays nobody, and ends equal to the database when they read again', async () => {
  const topic = `session:${(await house.session('panel-2')).id}`;
  const [slow, quick] = [await house.socket(), await house.socket()];
  const [ofSlow, ofQuick] = [follower(slow, topic), follower(quick, topic)];
  await Promise.all([ofSlow.ready, ofQuick.ready]);
  const behind: string[][] = [];
  slow.on(told.behind, (topics: string[]) => behind.push(topics));
  const id = slow.id ?? '';
  const listens = () => io.of('/').adapter.rooms.get(topic)?.has(id) ?? false;

  lineOf(slow).pause();
  let written = 0;
  let most = 0;
  let slowest = 0;
  while (listens()) {
    const began = performance.now();
    await speakLong(topic, 5);
    written += 5;
    await ofQuick.reaches(written);
    slowest = Math.max(slowest, performance.now() - began);
    most = Math.max(most, kept(id).bytes);
    if (written > 1000) throw new Error('never taken out');
  }
  const atLeaving = kept(id).bytes;
  for (let turn = 0; turn < 20; turn++) {
    await speakLong(topic, 5);
    written += 5;
    await ofQuick.reaches(written);
  }
  // Four more megabytes were told, and none of them waits for the one who does not read.
  expect(kept(id).bytes).toBeLessThanOrEqual(atLeaving);
  expect(most).toBeLessThan(8 * 1024 * 1024);
  expect(slowest).toBeLessThan(3000);
  expect(behind).toEqual([]);

  lineOf(slow).resume();
  await ofSlow.reaches(written);
  expect(behind).toEqual([[topic]]);
  expect(listens()).toBe(true);
  // One path for all: not begun anew, nothing twice, nothing left out.
  expect(ofSlow.begun).toEqual([0]);
  expect(ofSlow.facts).toEqual(Array.from({ length: written }, (_unused, place) => place + 1));
  expect(ofQuick.facts).toEqual(ofSlow.facts);
});

it('who takes nothing for half a minute is cut off', async () => {
  const topic = `session:${(await house.session('panel-3')).id}`;
  const [dead, alive] = [await house.socket(), await house.socket()];
  for (const socket of [dead, alive]) await asks(socket, 'feed.enter', { topic });
  const id = dead.id ?? '';
  lineOf(dead).pause();
  // The half minute is not waited for: a watch with a clock of ours takes the place of the gateway's.
  for (const timer of Reflect.get(house.app.get(FeedGateway), 'timers') as NodeJS.Timeout[]) clearInterval(timer);
  let now = 0;
  const watch = new SlowSockets(() => now);
  const listens = () => io.of('/').adapter.rooms.get(topic)?.has(id) ?? false;
  while (listens()) {
    await speakLong(topic, 20);
    watch.look(io);
  }
  now = 29_000;
  watch.look(io);
  expect(io.of('/').sockets.has(id)).toBe(true);
  const gone = new Promise((done) => io.of('/').sockets.get(id)?.once('disconnect', done));
  now = 31_000;
  watch.look(io);
  await gone;
  expect(alive.connected).toBe(true);
});
