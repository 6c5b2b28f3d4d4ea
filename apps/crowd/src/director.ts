import { type Programme, type Session, type SessionState, goesOnStage, momentOf } from '@siccam/contract';

/** A move that the programme asks for at a moment. */
export type Move = { session: string; to: 'doors' | 'live' | 'ended' };

const doorsBefore = 5 * 60_000;

/** What a stage manager who follows the programme would do at a moment of the fair: at most one step for each session. */
export function movesDue({ fair, sessions }: Pick<Programme, 'sessions'> & { fair: Pick<Programme['fair'], 'zone'> }, fairMoment: number): Move[] {
  return sessions.filter(goesOnStage).flatMap((session) => {
    const to = next(session.state, session, fair.zone, fairMoment);
    return to ? [{ session: session.slug, to }] : [];
  });
}

function next(state: SessionState, { starts, ends, delay }: Session, zone: string, fairMoment: number): Move['to'] | null {
  const late = delay * 60_000;
  const [start, end] = [momentOf(starts, zone) + late, momentOf(ends, zone) + late];
  // A pause is somebody's decision; only the end of the session is stronger.
  if (state === 'doors' || state === 'live' || state === 'paused') {
    if (fairMoment >= end) return 'ended';
    return state === 'doors' && fairMoment >= start ? 'live' : null;
  }
  return state === 'released' && fairMoment >= start - doorsBefore ? 'doors' : null;
}
