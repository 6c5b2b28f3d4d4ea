import { useSyncExternalStore } from 'react';

const place = 'siccam.dismissed';
// Older ones are over long since.
const kept = 50;
const watchers = new Set<() => void>();
/** For a browser that keeps nothing: what was closed in this tab. */
let here = '';

const read = (): string => {
  try {
    return window.localStorage.getItem(place) ?? here;
  } catch {
    return here;
  }
};

function watch(tell: () => void): () => void {
  watchers.add(tell);
  // Closed in one tab is closed in all.
  window.addEventListener('storage', tell);
  return () => {
    watchers.delete(tell);
    window.removeEventListener('storage', tell);
  };
}

/** The announcements that this browser's reader has closed, and how to close one more. */
export function useDismissed(): [ids: readonly string[], dismiss: (id: string) => void] {
  const ids = useSyncExternalStore(watch, read).split(' ');
  return [
    ids,
    (id) => {
      here = [...ids, id].slice(-kept).join(' ');
      try {
        window.localStorage.setItem(place, here);
      } catch {
        // Closed for this tab, then.
      }
      watchers.forEach((tell) => tell());
    },
  ];
}
