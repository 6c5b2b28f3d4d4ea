import type { Socket } from 'socket.io-client';
import { told, type AnswerOf, type Ask, type QuestionOf, type RefusalBody } from '@siccam/contract';
import { askDoor, comeBackWhenTold, Said } from '@siccam/follow';
import { Refused, Unreachable } from './call';
import { heardRefusal, onLost } from './standing';

let socket: Promise<Socket> | undefined;

/** The page's one socket, opened when first needed; it comes back by itself, a little later each time and never all browsers at once. */
export function theSocket(): Promise<Socket> {
  return (socket ??= import('socket.io-client').then(({ io }) => {
    const opened = io({ transports: ['websocket'], reconnectionDelay: 500, reconnectionDelayMax: 5000, randomizationFactor: 0.7 });
    comeBackWhenTold(opened);
    returnWhenClosed(opened);
    // Whoever is not admitted would be turned away at every try.
    onLost((lost) => lost === 'people.banned' && opened.disconnect());
    return opened;
  }));
}

/**
 * A socket that the server closed does not come back by itself. Where the same person has too many pages open, this one sleeps until
 * it is looked at again; whoever is not admitted stays away; whose sign-in has ended comes back as a guest.
 */
export function returnWhenClosed(opened: Pick<Socket, 'on' | 'connect'>): void {
  let tooMany = false;
  let shut = false;
  const wake = () => {
    if (document.visibilityState !== 'visible' || !tooMany) return;
    tooMany = false;
    opened.connect();
  };
  document.addEventListener('visibilitychange', wake);
  window.addEventListener('focus', wake);
  opened
    .on(told.closed, ({ refusal }: RefusalBody) => {
      tooMany = refusal === 'wire.tooMany';
      shut = refusal === 'people.banned';
      heardRefusal(refusal);
    })
    .on('connect', () => (shut = false))
    .on('disconnect', (reason) => {
      if (reason === 'io server disconnect' && !tooMany && !shut) window.setTimeout(() => opened.connect(), (1 + Math.random() * 4) * 1000);
    });
}

/**
 * The browser's network is back. A socket that has not noticed that its line is gone gets a new one and catches up; one that waits to
 * try, or hangs in a try begun while there was no line, begins anew at once.
 */
export function lineIsBack(opened: Pick<Socket, 'connected' | 'connect' | 'disconnect'> & { io: { engine: { close(): void } } }): void {
  if (opened.connected) opened.io.engine.close();
  // Only after `disconnect` does `connect` leave the try that is under way: before, it does nothing.
  else opened.disconnect().connect();
}

/** The cookie says someone else than when the socket was opened: opens it anew, so that the server knows whom it tells. */
export function renewSocket(): void {
  void socket?.then((opened) => opened.disconnect().connect());
}

const probeMs = 30_000;
let probed = 0;
/** Calls `probe` when a socket is not let in: a ban that fell while the line was cut is told to nobody. At most twice a minute, spread over some seconds. Gives back how to stop. */
export function onShutOut(probe: () => void): () => void {
  let failures = 0;
  const came = () => void (failures = 0);
  const failed = () => {
    failures += 1;
    if (failures < 2 || !navigator.onLine || Date.now() - probed < probeMs) return;
    probed = Date.now();
    window.setTimeout(probe, Math.random() * 5000);
  };
  void theSocket().then((opened) => opened.on('connect', came).on('connect_error', failed));
  return () => void theSocket().then((opened) => opened.off('connect', came).off('connect_error', failed));
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
