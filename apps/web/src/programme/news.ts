import { useEffect, useState } from 'react';
import type { Change, Programme } from '@siccam/contract';
import { serverNow } from '../wire';
import { useReleases } from './releases';

const place = 'siccam.looked';
type Looked = { release: number; at: number };

function read(): Looked | null {
  try {
    const kept = JSON.parse(localStorage.getItem(place) ?? 'null') as Partial<Looked> | null;
    return typeof kept?.release === 'number' && typeof kept.at === 'number' ? { release: kept.release, at: kept.at } : null;
  } catch {
    return null;
  }
}

function write(looked: Looked): void {
  try {
    localStorage.setItem(place, JSON.stringify(looked));
  } catch {
    // Without a memory nothing is said to have changed.
  }
}

/** What changed since this reader last looked, the last word on each session and thing; `seen` says that they know. */
export type News = { changes: Change[]; seen: () => void };

/**
 * What releases have changed since this browser last looked at the programme. They are asked for only where the last one is another.
 * What lies more than a fair back is no news.
 */
export function useReleaseNews({ release }: Pick<Programme, 'release'>): News {
  const [looked, setLooked] = useState<Looked>(() => read() ?? { release, at: serverNow() });
  useEffect(() => write(looked), [looked]);
  const { data } = useReleases(release, release !== looked.release);
  const since = (data?.releases ?? []).filter(({ at }) => Date.parse(at) > looked.at);
  const told = ({ kind }: Change) => kind !== 'other' && kind !== 'text';
  return { changes: lastOfEach(since.flatMap(({ changes }) => changes).filter(told)), seen: () => setLooked({ release, at: serverNow() }) };
}

/** Of several changes of one kind the newest end with the oldest beginning, and none where both are the same. They come newest first. */
export function lastOfEach(changes: readonly Change[]): Change[] {
  const last = new Map<string, Change>();
  for (const change of changes) {
    const key = `${change.session} ${change.kind}`;
    const newer = last.get(key);
    last.set(key, newer ? { ...newer, before: change.before } : change);
  }
  return [...last.values()].filter(({ before, after }) => (before === null && after === null) || JSON.stringify(before) !== JSON.stringify(after));
}
