import { lazy, Suspense, useEffect, useEffectEvent, useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { onLost, onShutOut, useFeed } from '../wire';
import { useWaiting } from './confirmed';
import { askAgain, mayBeSignedIn, meKey, onOtherPage, useMe } from './me';

const Confirm = lazy(() => import('./pages/Confirm'));
const SignedOut = lazy(() => import('./pages/SignedOut'));

let leaving = false;
/** The person leaves here by their own wish: this page need not be told so. */
export function leavesNow(): void {
  leaving = true;
  window.setTimeout(() => (leaving = false), 10_000);
}

let banned = false;
/** True once the server has said that this browser is not admitted. */
export function useBanned(): boolean {
  const [is, set] = useState(banned);
  useEffect(() => onLost((lost) => lost === 'people.banned' && set((banned = true))), []);
  return is;
}

/**
 * Keeps who I am true on every page: what the person's own topic tells, what another page of this browser did, what the server no
 * longer admits. Holds the question for a confirmation.
 */
export function Standing() {
  const queries = useQueryClient();
  const [idle, setIdle] = useState(false);
  const [ended, setEnded] = useState(false);
  const waiting = useWaiting();
  const { data: me } = useMe(idle && mayBeSignedIn());
  useEffect(() => {
    const timer = window.setTimeout(() => setIdle(true), 1500);
    return () => window.clearTimeout(timer);
  }, []);
  useEffect(() => onOtherPage(() => void askAgain(queries)), [queries]);
  useEffect(() => onShutOut(() => void askAgain(queries)), [queries]);
  const lose = useEffectEvent((lost: string) => {
    if (lost !== 'people.signedOut') return;
    if (me?.kind === 'person' && !leaving) setEnded(true);
    void askAgain(queries);
  });
  useEffect(() => onLost((lost) => lose(lost)), []);
  useFeed(me?.kind === 'person' ? `person:${me.id}` : null, { begin: () => void askAgain(queries), fact: ({ name }) => name === 'person.changed' && void askAgain(queries) });
  return (
    <Suspense>
      {waiting && <Confirm waiting={waiting} />}
      {ended && queries.getQueryData(meKey) !== undefined && <SignedOut onClose={() => setEnded(false)} />}
    </Suspense>
  );
}
