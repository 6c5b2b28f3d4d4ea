import { useCallback, useEffect, useRef, useState } from 'react';
import { NotConfirmed } from '../confirmed';
import { Refused, serverNow } from '../../wire';

/** What an act of the person's came to so far. `waiting`: the server is full, it is tried again at this moment (the server's clock, milliseconds). */
type State = { busy: boolean; waiting: number | null; error: unknown };
/** One act at a time. `run` gives undefined where it failed or was given up. */
export type Act = State & { run: <T>(act: () => Promise<T>) => Promise<T | undefined>; fail: (error: unknown) => void; clear: () => void };

/** Longer than this nobody sits and waits: they are told how long it takes, and come back. */
export const patienceSeconds = 60;

/** After how many milliseconds to try again by oneself; null: what was refused does not get better by waiting, or only much later. */
export function againAfter(thrown: unknown, chance: () => number = Math.random): number | null {
  if (!(thrown instanceof Refused) || thrown.retryAfter === undefined || thrown.retryAfter > patienceSeconds) return null;
  if (thrown.refusal !== 'wire.unavailable' && thrown.refusal !== 'wire.tooMany' && thrown.refusal !== 'enter.busy') return null;
  // Everyone was told the same number: they must not all come back in the same second.
  return thrown.retryAfter * 1000 * (1 + chance() * 0.5) + chance() * 1000;
}

/** Runs what a person asked for, and tells what became of it; in a storm it waits its turn and tries again by itself. */
export function useAct(): Act {
  const [state, setState] = useState<State>({ busy: false, waiting: null, error: null });
  const turn = useRef(0);
  useEffect(() => () => void (turn.current += 1), []);
  const run = useCallback(async <T>(act: () => Promise<T>): Promise<T | undefined> => {
    const mine = ++turn.current;
    const still = () => turn.current === mine;
    setState({ busy: true, waiting: null, error: null });
    for (;;) {
      try {
        const done = await act();
        if (still()) setState({ busy: false, waiting: null, error: null });
        return done;
      } catch (thrown) {
        if (!still()) return undefined;
        const after = againAfter(thrown);
        if (after === null) {
          setState({ busy: false, waiting: null, error: thrown instanceof NotConfirmed ? null : thrown });
          return undefined;
        }
        setState({ busy: true, waiting: serverNow() + after, error: null });
        await new Promise((resolve) => window.setTimeout(resolve, after));
        if (!still()) return undefined;
        setState({ busy: true, waiting: null, error: null });
      }
    }
  }, []);
  const fail = useCallback((error: unknown) => setState({ busy: false, waiting: null, error }), []);
  const clear = useCallback(() => {
    turn.current += 1;
    setState({ busy: false, waiting: null, error: null });
  }, []);
  return { ...state, run, fail, clear };
}
