import type { Socket } from 'socket.io-client';
import { enterTopic, leaveTopic, syncTopic, told, type AnswerOf, type Ask, type ComeBack, type Fact, type Frame, type QuestionOf, type RefusalBody } from '@siccam/contract';
import { follow, nowhere, type Heard, type Place } from './topic';

/** The Socket.IO client that a topic is followed on: a browser's or a program's. */
export type Wire = Pick<Socket, 'connected' | 'on' | 'off' | 'timeout' | 'connect' | 'disconnect'>;

/** The server said no to a question: the refusal's code, and after how many seconds asking again may help. */
export class Said extends Error {
  constructor(readonly no: RefusalBody) {
    super(no.refusal);
  }
}

/** Nobody answered a question in time. */
export class NoAnswer extends Error {}

const patience = 8000;

/** Asks one socket door of the contract; throws `Said` for a "no" and `NoAnswer` for silence. */
export async function askDoor<D extends Ask>(wire: Wire, door: D, question: QuestionOf<D>): Promise<AnswerOf<D>> {
  let said: unknown;
  try {
    said = (await wire.timeout(patience).emitWithAck(door.name, question)) as unknown;
  } catch (cause) {
    throw new NoAnswer(door.name, { cause });
  }
  const answer = said as { ok: true; answer: AnswerOf<D> } | RefusalBody;
  if (!answer.ok) throw new Said(answer);
  return answer.answer;
}

/** Who follows a topic. `begin`: it was entered for the first time, or anew, at fact number `head`: what was read before may be old. `fact`: the next fact, each once, in order. */
export type Listener = { begin(head: number): void; fact(fact: Fact, number: number): void };

/**
 * Follows a topic by one path for cold start, lost frames, reconnects, being left behind and restarts of the server.
 * The answer ends it, without leaving the topic: that is `leave`'s, because another listener on the same wire may stay.
 */
export function followTopic(wire: Wire, topic: string, on: Listener): { end(): void; leave(): void } {
  let place: Place = nowhere;
  let gone = false;
  let asking: object | undefined;
  /** Taken out of the topic while a question was open. */
  let left = false;
  let failures = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const hear = (heard: Heard, idle = false): void => {
    if (gone) return;
    const step = follow(place, heard);
    let number = place.at ?? 0;
    if (heard.kind !== 'frame' && ((place.at === null && heard.kind === 'entered') || step.restart)) {
      number = heard.head;
      on.begin(number);
    }
    place = step.place;
    for (const fact of step.apply) on.fact(fact, ++number);
    if (step.sync && idle) later(undefined, sync);
    else if (step.sync) void sync();
  };

  const sync = async (): Promise<void> => {
    if (place.at === null) return;
    const asked = place.at;
    await asks(sync, async () => {
      const { from, facts, head } = await askDoor(wire, syncTopic, { topic, after: asked });
      return { kind: 'synced', from, facts: facts as Fact[], head, asked };
    });
  };

  const enter = async (): Promise<void> => {
    const asked = place.at;
    await asks(enter, async () => ({ kind: 'entered', head: (await askDoor(wire, enterTopic, { topic })).head, asked }));
  };

  /** One question at a time; an answer to a question of a wire that was lost meanwhile is not heard. */
  const asks = async (step: () => Promise<void>, question: () => Promise<Heard>): Promise<void> => {
    if (asking || gone) return;
    const mine = (asking = {});
    const before = place.at;
    const answer = await question().catch((error: unknown) => ({ error }));
    if (asking !== mine) return;
    asking = undefined;
    if (left) {
      left = false;
      void enter();
    }
    if ('error' in answer) return later(answer.error, step);
    // A page that brings nothing, though something is missing, is not asked for again at once.
    const idle = answer.kind === 'synced' && answer.facts.length === 0 && before === place.at;
    if (!idle) failures = 0;
    hear(answer, idle);
  };

  /** Asks again where that may help: not while the wire is lost (its return enters anew), and not for a topic that does not exist. */
  const later = (error: unknown, step: () => Promise<void>): void => {
    if (gone || !wire.connected) return;
    if (error instanceof Said && error.no.retryAfter === undefined && error.no.refusal !== 'fault') return;
    const seconds = error instanceof Said && error.no.retryAfter !== undefined ? error.no.retryAfter : Math.min(2 ** failures, 8);
    failures += 1;
    clearTimeout(timer);
    timer = setTimeout(() => wire.connected && void step(), seconds * (1 + Math.random() / 2) * 1000);
  };

  const onConnect = (): void => {
    asking = undefined;
    left = false;
    failures = 0;
    clearTimeout(timer);
    void enter();
  };
  const onFrame = (frame: Frame): void => {
    if (frame.topic === topic) hear({ kind: 'frame', frame });
  };
  const onHeads = (heads: Record<string, number>): void => {
    const head = heads[topic];
    if (head !== undefined) hear({ kind: 'head', head });
  };
  const onBehind = (topics: string[]): void => {
    if (!topics.includes(topic)) return;
    if (asking) left = true;
    else void enter();
  };

  wire.on('connect', onConnect);
  wire.on(told.frame, onFrame);
  wire.on(told.heads, onHeads);
  wire.on(told.behind, onBehind);
  if (wire.connected) void enter();

  const end = (): void => {
    gone = true;
    clearTimeout(timer);
    wire.off('connect', onConnect);
    wire.off(told.frame, onFrame);
    wire.off(told.heads, onHeads);
    wire.off(told.behind, onBehind);
  };
  return {
    end,
    leave() {
      end();
      if (wire.connected) void askDoor(wire, leaveTopic, { topic }).catch(() => undefined);
    },
  };
}

/** A server that closes tells each of its sockets how long to stay away, so that its successor is not met by all of them at once. */
export function comeBackWhenTold(wire: Wire): void {
  wire.on(told.comeBack, ({ after }: ComeBack) => {
    wire.disconnect();
    setTimeout(() => wire.connect(), after);
  });
}
