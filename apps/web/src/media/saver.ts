import { useSyncExternalStore } from 'react';

const place = 'siccam.saver';
const watchers = new Set<() => void>();

type Network = { type?: string; saveData?: boolean };

/** Where data is paid by the megabyte, sound alone comes first; a phone that does not tell its network is taken for one. */
function atFirst(): boolean {
  const network = (navigator as Navigator & { connection?: Network }).connection;
  if (network?.saveData) return true;
  if (network?.type) return network.type === 'cellular';
  return network === undefined && window.matchMedia('(pointer: coarse) and (max-width: 600px)').matches;
}

const read = (): boolean => {
  try {
    const kept = window.localStorage.getItem(place);
    return kept === null ? atFirst() : kept === 'on';
  } catch {
    return atFirst();
  }
};

/** The reader's wish to receive sound alone unless they ask for the picture, kept in this browser. */
export function useSaver(): [boolean, (on: boolean) => void] {
  const on = useSyncExternalStore((tell) => {
    watchers.add(tell);
    return () => watchers.delete(tell);
  }, read);
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
