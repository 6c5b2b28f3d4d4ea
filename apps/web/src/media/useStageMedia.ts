import { useEffect, useState, useSyncExternalStore } from 'react';
import { openLine, stageMedia, type MediaState, type StageMedia } from './stageMedia';

/** The line to a session's stage and how it stands; `expected` is who a decision put on air. */
export function useStageMedia(slug: string, expected: { onAir: readonly string[]; lit: boolean | null }): MediaState & { line: StageMedia } {
  const line = stageMedia(slug);
  const state = useSyncExternalStore(line.watch, line.now);
  const { onAir, lit } = expected;
  useEffect(() => line.expect(onAir, lit), [line, onAir, lit]);
  return { ...state, line };
}

// Between two speakers a second or two are silent; who is told so each time is told nothing.
const pauseMs = 3000;

/** Whether sound really arrives on the open line and is played, whatever else is lost. */
export function useHearing(): boolean {
  const line = useOpenLine();
  const arriving = useSyncExternalStore(line?.watch ?? openLine.watch, () => {
    const state = line?.now();
    return state !== undefined && state.phase === 'playing' && state.sound.arriving && !state.muted && !state.blocked;
  });
  const [hearing, setHearing] = useState(arriving);
  useEffect(() => {
    const timer = window.setTimeout(() => setHearing(arriving), arriving ? 0 : pauseMs);
    return () => window.clearTimeout(timer);
  }, [arriving]);
  return hearing;
}

/** The line that plays now, on whatever page it was started. */
export const useOpenLine = (): StageMedia | undefined => useSyncExternalStore(openLine.watch, openLine.now);
