import type { Socket } from 'socket.io-client';
import { told, type AnswerOf, type Ask, type QuestionOf } from '@siccam/contract';
import { askDoor, comeBackWhenTold, Said } from '@siccam/follow';
import { Refused, Unreachable } from './call';

let socket: Promise<Socket> | undefined;

/** The page's one socket, opened when first needed; it comes back by itself, a little later each time and never all browsers at once. */
export function theSocket(): Promise<Socket> {
  return (socket ??= import('socket.io-client').then(({ io }) => {
    const opened = io({ transports: ['websocket'], reconnectionDelay: 500, reconnectionDelayMax: 5000, randomizationFactor: 0.7 });
    comeBackWhenTold(opened);
    returnWhenClosed(opened);
    return opened;
  }));
}

/** A socket that the server closed does not come back by itself. Where the same person has too many pages open, this one sleeps until it is looked at again. */
export function returnWhenClosed(opened: Pick<Socket, 'on' | 'connect'>): void {
  let tooMany = false;
  const wake = () => {
    if (document.visibilityState !== 'visible' || !tooMany) return;
    tooMany = false;
    opened.connect();
  };
  document.addEventListener('visibilitychange', wake);
  window.addEventListener('focus', wake);
  opened
    .on(told.closed, () => (tooMany = true))
    .on('disconnect', (reason) => {
      if (reason === 'io server disconnect' && !tooMany) window.setTimeout(() => opened.connect(), (1 + Math.random() * 4) * 1000);
    });
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
