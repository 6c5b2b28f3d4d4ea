import { useSyncExternalStore } from 'react';
import { serverNow } from './serverTime';
import { lineIsBack, theSocket } from './socket';

let socketUp = true;
let since: number | null = null;
const watchers = new Set<() => void>();
let watched = false;

function look(): void {
  const lost = !socketUp || !navigator.onLine;
  if (lost === (since !== null)) return;
  since = lost ? serverNow() : null;
  watchers.forEach((tell) => tell());
}

function watch(tell: () => void): () => void {
  watchers.add(tell);
  if (!watched) {
    watched = true;
    const socketIs = (up: boolean) => {
      socketUp = up;
      look();
    };
    window.addEventListener('offline', look);
    window.addEventListener('online', () => {
      look();
      void theSocket().then(lineIsBack);
    });
    void theSocket().then(
      (socket) => socket.on('connect', () => socketIs(true)).on('disconnect', () => socketIs(false)).on('connect_error', () => socketIs(false)),
      () => socketIs(false),
    );
    look();
  }
  return () => watchers.delete(tell);
}

/** When the connection was lost, by the server's clock: the page's socket, or the whole network as the browser sees it. Null while there is one. */
export const useLostSince = (): number | null => useSyncExternalStore(watch, () => since);
