import { z } from 'zod';
import { route } from './door';
import { Moment } from './fair';
import { SessionState } from './programme';

/** A session's slug: small Latin letters, digits, hyphens. */
export const SessionSlug = z.string().regex(/^[a-z0-9-]{1,80}$/);

/** Why a ticket says "wait": the doors are open but nobody is on air, or live video cannot be had at the moment. */
export const WaitReason = z.enum(['doors', 'media']);

/** A media ticket: how this browser gets sound and picture now. `grants` is what the token holds, for the page to know. */
export const Ticket = z.discriminatedUnion('via', [
  z.object({
    via: z.literal('webrtc'),
    url: z.string(),
    token: z.string(),
    grants: z.object({ canPublish: z.boolean(), canSubscribe: z.boolean(), hidden: z.boolean() }),
  }),
  z.object({ via: z.literal('hls'), url: z.string() }),
  z.object({ via: z.literal('replay'), url: z.string() }),
  z.object({ via: z.literal('wait'), since: Moment, reason: WaitReason }),
]);
/** See the schema of the same name. */
export type Ticket = z.infer<typeof Ticket>;

/** What a stage shows beside the picture. `lit` and the figures come from LiveKit's own list of the room, never from what was asked for. */
export const StageView = z.object({
  /** The session's topic stood at least at this fact when this was read. */
  head: z.number().int(),
  state: SessionState,
  since: Moment,
  /** Persons (of the session's list) whom a decision put on air, in the order they came. */
  onAir: z.array(z.uuid()),
  /** True while someone on air publishes; null while LiveKit does not answer. */
  lit: z.boolean().nullable(),
  /** Since when `lit` is what it is. */
  litSince: Moment,
  /** Persons of the session's list who are connected. */
  present: z.array(z.uuid()),
  /** People listening, each counted once, hidden ones included; null while LiveKit does not answer. */
  listeners: z.number().int().nullable(),
});
/** See the schema of the same name. */
export type StageView = z.infer<typeof StageView>;

const ofSession = z.strictObject({ session: SessionSlug });

/** What stands on a session's stage at this moment. */
export const readStage = route({
  name: 'stage.read',
  method: 'GET',
  path: '/api/sessions/:session/stage',
  needs: 'anyone',
  question: ofSession,
  answer: StageView,
  refusals: ['session.unknown'],
});

/** A visitor's ticket to a session: watch and listen, hidden, five minutes. `tab` tells two tabs of one person apart. */
export const takeTicket = route({
  name: 'stage.ticket',
  method: 'POST',
  path: '/api/sessions/:session/ticket',
  needs: 'guest',
  question: ofSession.extend({ tab: z.string().regex(/^[A-Za-z0-9_-]{4,32}$/) }),
  answer: Ticket,
  refusals: ['session.unknown', 'stage.notYet', 'stage.over', 'stage.cancelled', 'wire.tooMany'],
});

/** A speaker's ticket to the stage room: silent and hidden until put on air. */
export const takeSpeakerTicket = route({
  name: 'stage.speakerTicket',
  method: 'POST',
  path: '/api/sessions/:session/speaker-ticket',
  needs: 'stage.speak',
  question: ofSession.extend({ person: z.uuid() }),
  answer: Ticket,
  refusals: ['session.unknown', 'stage.personUnknown', 'stage.notYet', 'stage.over', 'stage.cancelled'],
});

/** Moves a session to another state: doors, live, paused, ended. */
export const moveSession = route({
  name: 'stage.move',
  method: 'POST',
  path: '/api/sessions/:session/state',
  needs: 'stage.run',
  on: { kind: 'session', field: 'session' },
  question: ofSession.extend({ to: z.enum(['doors', 'live', 'paused', 'ended']) }),
  answer: z.object({ state: SessionState, since: Moment }),
  refusals: ['session.unknown', 'session.notAllowedNow'],
});

/** Puts one person of a live session on air, or takes them off. */
export const setOnAir = route({
  name: 'stage.air',
  method: 'POST',
  path: '/api/sessions/:session/air',
  needs: 'stage.run',
  on: { kind: 'session', field: 'session' },
  question: ofSession.extend({ person: z.uuid(), on: z.boolean() }),
  answer: z.object({ onAir: z.array(z.uuid()) }),
  refusals: ['session.unknown', 'stage.personUnknown', 'stage.notLive'],
});

/** LiveKit's own call: signed over the raw bytes, a hint to look at the room, never a fact. */
export const receiveWebhook = route({
  name: 'stage.webhook',
  method: 'POST',
  path: '/api/livekit/webhook',
  needs: 'livekit',
  question: z.object({ body: z.string(), authorization: z.string().optional() }),
  answer: z.object({}),
  refusals: ['stage.forgedWebhook'],
  body: 'raw',
});
