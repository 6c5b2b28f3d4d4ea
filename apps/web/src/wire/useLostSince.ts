import { useSyncExternalStore } from 'react';
import { theSocket } from './socket';

let connected = true;
const watchers = new Set<() => void>();
let watched = false;

function watch(tell: () => void): () => void {
  watchers.add(tell);
  if (!watched) {
    watched = true;
    const set = (now: boolean) => {
      connected = now;
      watchers.forEach((watcher) => watcher());
    };
    void theSocket().then((socket) => socket.on('connect', () => set(true)).on('disconnect', () => set(false)));
  }
  return () => watchers.delete(tell);
}

/** False while the page's socket is lost. */
export const useConnected = (): boolean => useSyncExternalStore(watch, () => connected);
