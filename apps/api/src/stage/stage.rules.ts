import type { SessionState } from '@siccam/contract';
import { TrackSource, type VideoGrant } from 'livekit-server-sdk';

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

/** A visitor's name in a room: the person, and the tab, so that two tabs do not throw each other out. */
export const visitorIdentity = (person: string, tab: string): string => `${person}:${tab}`;

const personPrefix = 'person:';
/** The name in a room of someone in a session's list of people. */
export const personIdentity = (person: string): string => `${personPrefix}${person}`;
/** The person of the session's list behind a name in a room, or null for a visitor. */
export const personOf = (identity: string): string | null => (identity.startsWith(personPrefix) ? identity.slice(personPrefix.length) : null);
/** The visitor behind a name in a room. */
export const visitorOf = (identity: string): string => identity.slice(0, identity.lastIndexOf(':'));

/** What no browser's ticket ever holds. */
const never = {
  roomAdmin: false,
  roomCreate: false,
  roomList: false,
  roomRecord: false,
  ingressAdmin: false,
  recorder: false,
  agent: false,
  canManageAgentSession: false,
  canSubscribeMetrics: false,
  destinationRoom: '',
} as const satisfies VideoGrant;

/** A visitor watches and listens, unseen. */
export const visitorGrant = (room: string): VideoGrant => ({
  ...never,
  room,
  roomJoin: true,
  canPublish: false,
  canPublishSources: [],
  canPublishData: false,
  canSubscribe: true,
  canUpdateOwnMetadata: false,
  hidden: true,
});

/** A demonstration bot joins like a speaker, hidden and silent, and takes nothing in; the server puts it on air. */
export const botGrant = (room: string): VideoGrant => ({
  ...never,
  room,
  roomJoin: true,
  canPublish: false,
  canPublishSources: [TrackSource.CAMERA, TrackSource.MICROPHONE],
  canPublishData: false,
  canSubscribe: false,
  canUpdateOwnMetadata: false,
  hidden: true,
});
