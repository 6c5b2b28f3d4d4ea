import { useEffect, useState } from 'react';
import type { Programme } from '@siccam/contract';
import { serverNow } from '../wire';

/** The programme as it was last read, with the moment by the server's clock. */
export type Known = { at: number; programme: Programme };

const box = 'siccam-known';
const place = '/known/programme';

/** Keeps the programme in this browser for a day without a network. */
export async function keepProgramme(programme: Programme): Promise<void> {
  if (!('caches' in window)) return;
  try {
    const known: Known = { at: serverNow(), programme };
    await (await caches.open(box)).put(place, new Response(JSON.stringify(known)));
  } catch {
    // A full or forbidden store only means that nothing is known without a network.
  }
}

async function readKnown(): Promise<Known | null> {
  if (!('caches' in window)) return null;
  try {
    const kept = await (await caches.open(box)).match(place);
    return kept ? asKnown((await kept.json()) as Known) : null;
  } catch {
    return null;
  }
}

/** What a kept programme may still say: times and people. Whether something runs at this moment, nobody knows from it. */
export function asKnown({ at, programme }: Known): Known {
  const open: readonly string[] = ['doors', 'live', 'paused'];
  return { at, programme: { ...programme, announcements: [], sessions: programme.sessions.map((session) => (open.includes(session.state) ? { ...session, state: 'released' as const } : session)) } };
}

/** The kept programme while there is no other; null while there is none, or none is needed. */
export function useKnownProgramme(needed: boolean): Known | null {
  const [known, setKnown] = useState<Known | null>(null);
  useEffect(() => {
    if (needed) void readKnown().then(setKnown);
  }, [needed]);
  return needed ? known : null;
}
