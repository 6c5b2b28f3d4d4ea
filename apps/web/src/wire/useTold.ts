import { useEffect, useEffectEvent } from 'react';
import type { told } from '@siccam/contract';
import { theSocket } from './socket';

/** Hears what the server tells under a name without being asked, while the page shows whoever listens. */
export function useTold<Body>(name: (typeof told)[keyof typeof told] | null, on: (body: Body) => void): void {
  const hear = useEffectEvent(on);
  useEffect(() => {
    if (!name) return;
    const onTold = (body: Body) => hear(body);
    let gone = false;
    void theSocket().then((wire) => gone || wire.on(name, onTold as never));
    return () => {
      gone = true;
      void theSocket().then((wire) => wire.off(name, onTold as never));
    };
  }, [name]);
}
