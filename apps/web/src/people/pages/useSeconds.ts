import { useCallback, useSyncExternalStore } from 'react';
import { serverNow } from '../../wire';

const each = (tell: () => void) => {
  const timer = window.setInterval(tell, 500);
  return () => window.clearInterval(timer);
};

/** Whole seconds until a moment of the server's clock (milliseconds), down to zero; null stays null. */
export function useSecondsUntil(moment: number | null): number | null {
  const left = useCallback(() => (moment === null ? null : Math.max(0, Math.ceil((moment - serverNow()) / 1000))), [moment]);
  return useSyncExternalStore(each, left);
}
