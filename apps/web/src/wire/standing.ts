import type { RefusalCode } from '@siccam/contract';

/** What the server says of this browser as a whole, whatever it asked for: it is not admitted, or its sign-in has ended. */
export type Lost = 'people.banned' | 'people.signedOut';

const listeners = new Set<(lost: Lost) => void>();

/** Tells whoever listens, if a refusal is about the browser itself and not about what was asked. */
export function heardRefusal(refusal: RefusalCode | 'fault'): void {
  if (refusal === 'people.banned' || refusal === 'people.signedOut') listeners.forEach((tell) => tell(refusal));
}

/** Listens for the loss of one's standing, by an answer or by the socket. Gives back how to stop. */
export function onLost(listener: (lost: Lost) => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
