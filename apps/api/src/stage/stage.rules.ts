import type { SessionState } from '@siccam/contract';
import { TrackSource, type VideoGrant } from 'livekit-server-sdk';
import { neverGranted } from '../platform';

/** From which states a session may be moved to each; nothing else is allowed, and nothing moves by itself. */
export const moves: Record<'doors' | 'live' | 'paused' | 'ended', readonly SessionState[]> = {
  doors: ['released'],
  live: ['doors', 'paused'],
  paused: ['live'],
  ended: ['doors', 'live', 'paused'],
};

/** States in which a session has a LiveKit room. */
export const openStates: readonly SessionState[] = ['doors', 'live', 'paused'];

/** The stage room of a session: the audience and whoever is on air. */
export const stageRoom = (fairId: string, sessionId: string): string => `${fairId}_${sessionId}_stage`;

// Of a sign-in's id; the whole would only make the name long.
const signInPart = 8;
/** A visitor's name in a room: the person, the beginning of their sign-in where there is one, and the tab, so that two tabs do not throw each other out. */
export const visitorIdentity = (person: string, tab: string, signIn?: string): string => `${person}:${signIn ? `${signIn.slice(0, signInPart)}.` : ''}${tab}`;

const personPrefix = 'person:';
/** The name in a room of someone in a session's list of people. */
export const personIdentity = (person: string): string => `${personPrefix}${person}`;
/** The person of the session's list behind a name in a room, or null for a visitor. */
export const personOf = (identity: string): string | null => (identity.startsWith(personPrefix) ? identity.slice(personPrefix.length) : null);
/** The visitor behind a name in a room. */
export const visitorOf = (identity: string): string => identity.slice(0, identity.lastIndexOf(':'));
/** The beginning of the visitor's sign-in that a name in a room tells; null for a guest. No tab has a dot in its name. */
export const signInOf = (identity: string): string | null => /^[^:]+:([0-9a-f]{8})\./.exec(identity)?.[1] ?? null;

/** A visitor watches and listens, unseen. */
export const visitorGrant = (room: string): VideoGrant => ({
  ...neverGranted,
  room,
  roomJoin: true,
  canPublish: false,
  canPublishSources: [],
  canSubscribe: true,
  hidden: true,
});

/** A demonstration bot joins like a speaker, hidden and silent, and takes nothing in; the server puts it on air. */
export const botGrant = (room: string): VideoGrant => ({
  ...neverGranted,
  room,
  roomJoin: true,
  canPublish: false,
  canPublishSources: [TrackSource.CAMERA, TrackSource.MICROPHONE],
  canSubscribe: false,
  hidden: true,
});
