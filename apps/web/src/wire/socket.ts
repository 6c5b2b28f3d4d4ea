import type { Socket } from 'socket.io-client';
import type { AnswerOf, Ask, QuestionOf } from '@siccam/contract';
import { askDoor, comeBackWhenTold, Said } from '@siccam/follow';
import { Refused, Unreachable } from './call';

let socket: Promise<Socket> | undefined;

/** The page's one socket, opened when first needed; it comes back by itself, a little later each time and never all browsers at once. */
export function theSocket(): Promise<Socket> {
  return (socket ??= import('socket.io-client').then(({ io }) => {
    const opened = io({ transports: ['websocket'], reconnectionDelay: 500, reconnectionDelayMax: 5000, randomizationFactor: 0.7 });
    comeBackWhenTold(opened);
    return opened;
  }));
}

/** Asks one socket door of the contract. */
export async function ask<D extends Ask>(door: D, question: QuestionOf<D>): Promise<AnswerOf<D>> {
  const wire = await theSocket();
  try {
    return await askDoor(wire, door, question);
  } catch (thrown) {
    if (thrown instanceof Said) throw new Refused(thrown.no.refusal, thrown.no.id, thrown.no.retryAfter);
    throw new Unreachable(door.name, { cause: thrown });
  }
}
