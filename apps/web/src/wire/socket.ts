import type { Socket } from 'socket.io-client';
import type { AnswerOf, Ask, QuestionOf, RefusalBody } from '@siccam/contract';
import { Refused, Unreachable } from './call';

let socket: Promise<Socket> | undefined;

/** The page's one socket, opened when first needed; it comes back by itself, a little later each time and never all browsers at once. */
export function theSocket(): Promise<Socket> {
  return (socket ??= import('socket.io-client').then(({ io }) =>
    io({ transports: ['websocket'], reconnectionDelay: 500, reconnectionDelayMax: 5000, randomizationFactor: 0.7 }),
  ));
}

/** Asks one socket door of the contract. */
export async function ask<D extends Ask>(door: D, question: QuestionOf<D>): Promise<AnswerOf<D>> {
  const wire = await theSocket();
  let answer: unknown;
  try {
    answer = await wire.timeout(8000).emitWithAck(door.name, question);
  } catch (cause) {
    throw new Unreachable(door.name, { cause });
  }
  const said = answer as { ok: true; answer: AnswerOf<D> } | RefusalBody;
  if (!said.ok) throw new Refused(said.refusal, said.id, said.retryAfter);
  return said.answer;
}
