import type { SessionPerson } from '@siccam/contract';

/** How long one person speaks before the next one does, in milliseconds. */
export const turnLength = 25_000;

/** The people of a session in the order they speak: whoever moderates opens, the others follow as listed. */
export const speakingOrder = <P extends Pick<SessionPerson, 'role'>>(people: readonly P[]): P[] => [
  ...people.filter(({ role }) => role === 'moderator'),
  ...people.filter(({ role }) => role !== 'moderator'),
];

/** Who speaks now: the one who does until the turn is over or the place is empty, then the next who is there; null when nobody is. */
export function whoSpeaks(order: readonly string[], there: ReadonlySet<string>, speaking: string | null, spokenFor: number): string | null {
  if (speaking !== null && there.has(speaking) && spokenFor < turnLength) return speaking;
  const after = speaking === null ? 0 : order.indexOf(speaking) + 1;
  const round = [...order.slice(after), ...order.slice(0, after)];
  return round.find((person) => there.has(person)) ?? null;
}
