import { useState } from 'react';
import { NotConfirmed } from './confirmed';

/** One act at a time: whether it runs, and what went wrong with the last. Whoever does not confirm has done nothing wrong. */
export function useDeed(): { busy: boolean; trouble: unknown; run: (deed: () => Promise<void>) => Promise<boolean>; forget: () => void } {
  const [state, setState] = useState<{ busy: boolean; trouble: unknown }>({ busy: false, trouble: null });
  return {
    ...state,
    run: async (deed) => {
      setState({ busy: true, trouble: null });
      try {
        await deed();
        setState({ busy: false, trouble: null });
        return true;
      } catch (trouble) {
        setState({ busy: false, trouble: trouble instanceof NotConfirmed ? null : trouble });
        return false;
      }
    },
    forget: () => setState({ busy: false, trouble: null }),
  };
}
