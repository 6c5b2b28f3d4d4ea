import { endOf, startOf, type Session } from '@siccam/contract';

/** Sessions of a plan that are at the same time as one of them, by the hours they really have; what was cancelled or is over is in nobody's way. */
export function clashesOf(session: Session, planned: readonly Session[]): Session[] {
  const counts = ({ state }: Session) => state !== 'cancelled' && state !== 'ended';
  if (!counts(session)) return [];
  return planned.filter((other) => other.id !== session.id && counts(other) && startOf(other) < endOf(session) && endOf(other) > startOf(session));
}
