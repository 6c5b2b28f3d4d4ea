import { lazy, Suspense } from 'react';
import { useOpenLine } from '../media';

const Player = lazy(() => import('./Player'));

/** Keeps what plays in reach on every other page; pages where nothing plays do not even load it. */
export function SmallPlayer() {
  const line = useOpenLine();
  return line ? (
    <Suspense fallback={null}>
      <Player key={line.slug} line={line} />
    </Suspense>
  ) : null;
}
