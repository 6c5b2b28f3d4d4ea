import { useSyncExternalStore } from 'react';

const place = 'siccam.saver';
const watchers = new Set<() => void>();

type Network = { type?: string; saveData?: boolean } & Partial<Pick<EventTarget, 'addEventListener' | 'removeEventListener'>>;

const network = (): Network | undefined => (navigator as Navigator & { connection?: Network }).connection;

/** Where data is paid by the megabyte, sound alone comes first; a phone that does not tell its network is taken for one. */
function atFirst(): boolean {
  const told = network();
  if (told?.saveData) return true;
  if (told?.type) return told.type === 'cellular';
  return told === undefined && window.matchMedia('(pointer: coarse) and (max-width: 600px)').matches;
}

const read = (): boolean => {
  try {
    const kept = window.localStorage.getItem(place);
    return kept === null ? atFirst() : kept === 'on';
  } catch {
    return atFirst();
  }
};

function watch(tell: () => void): () => void {
  watchers.add(tell);
  // Whoever leaves the house pays by the megabyte from the door on.
  const connection = network();
  connection?.addEventListener?.('change', tell);
  return () => {
    watchers.delete(tell);
    connection?.removeEventListener?.('change', tell);
  };
}

/** The reader's wish to receive sound alone unless they ask for the picture, kept in this browser. */
export function useSaver(): [boolean, (on: boolean) => void] {
  const on = useSyncExternalStore(watch, read);
  return [
    on,
    (wish) => {
      try {
        window.localStorage.setItem(place, wish ? 'on' : 'off');
      } catch {
        // A browser that keeps nothing still plays.
      }
      watchers.forEach((tell) => tell());
    },
  ];
}
