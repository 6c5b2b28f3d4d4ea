import type { DraftContent, SessionState } from '@siccam/contract';

/** States from which a session can still be moved on the day: it is to come. What is on or over is a matter of its stage. */
export const ahead: readonly SessionState[] = ['released', 'doors', 'cancelled'];
/** States in which a session is on. */
export const running: readonly SessionState[] = ['live', 'paused'];

/** What a delay of `session` on the day, or its overrun, may push: whatever visitors know and is still to come. It is there itself, also while it is on. */
export const movable = (items: Iterable<readonly [string, DraftContent]>, stateOf: (session: string) => SessionState, session: string): Map<string, DraftContent> =>
  new Map([...items].filter(([id, { kind }]) => kind !== 'session' || id === session || ahead.includes(stateOf(id))));
