import { z } from 'zod';
import { ask } from './door';
import { Announcement, Moment } from './fair';
import { SessionState } from './programme';
import { ReleaseHead } from './release';

/** A place of the feed: the whole fair, one session, what concerns one person alone (only that person may hear it), or the draft of a fair's programme (only who may see it). */
export const Topic = z.string().regex(/^(fair|session|person|draft):[0-9a-f-]{36}$/);

/** Every fact that can stand in the feed, by name, with its body. */
export const facts = {
  /** The programme has a new version: fetch it again. */
  'programme.changed': z.object({ version: z.number().int() }),
  /** A session was moved to another state by a decision. */
  'session.moved': z.object({ session: z.uuid(), state: SessionState, since: Moment }),
  /** Someone on air began to be seen or heard (`true`), nobody is any more (`false`), or LiveKit no longer answers (`null`): read from LiveKit's own list. */
  'stage.lit': z.object({ session: z.uuid(), lit: z.boolean().nullable(), since: Moment }),
  /** The organiser says something to everyone at the fair. */
  'announcement.made': Announcement,
  /** An announcement was taken back before its end. */
  'announcement.withdrawn': z.object({ id: z.uuid() }),
  /** Something about this person changed (roles, name, sign-ins): ask again who I am. */
  'person.changed': z.object({}),
  /** Told to servers only: someone was banned or let in again, or sign-ins ended. */
  'standing.changed': z.object({ person: z.uuid(), banned: z.boolean(), ended: z.array(z.uuid()) }),
  /** Items of a draft were saved, each now at this revision: ask for them. */
  'draft.saved': z.object({ items: z.array(z.object({ id: z.uuid(), revision: z.number().int() })) }),
  /** The draft, or an older release, was published: told to whoever hears the draft. */
  'release.made': ReleaseHead,
  /** Who is on air, in order, after a decision. */
  'stage.aired': z.object({ onAir: z.array(z.uuid()) }),
} as const;
/** The name of a fact. */
export type FactName = keyof typeof facts;
/** The body of a named fact. */
export type FactBody<N extends FactName> = z.infer<(typeof facts)[N]>;
/** A fact with its name. */
export type Fact = { [N in FactName]: { name: N; body: FactBody<N> } }[FactName];

/** What the server tells to a topic in one go: facts numbered `from`, `from + 1`, … without a hole. */
export type Frame = { topic: string; from: number; facts: Fact[] };

/** Figures that are not facts: LiveKit's own list of a stage, told at most once a second, only when changed. */
export type StagePulse = { session: string; present: string[]; listeners: number | null };

const Facts = z.array(z.object({ name: z.enum(Object.keys(facts) as [FactName, ...FactName[]]), body: z.unknown() }));

/** Enter a topic: from the answer on, its frames arrive; `head` is the number of its last fact. */
export const enterTopic = ask({
  name: 'feed.enter',
  needs: 'anyone',
  question: z.strictObject({ topic: Topic }),
  answer: z.object({ head: z.number().int() }),
  refusals: ['feed.unknownTopic'],
});

/** Leave a topic. */
export const leaveTopic = ask({ name: 'feed.leave', needs: 'anyone', question: z.strictObject({ topic: Topic }), answer: z.object({}), refusals: [] });

/** Facts of a topic after a number, at most 500 a page, oldest first. */
export const syncTopic = ask({
  name: 'feed.sync',
  needs: 'anyone',
  question: z.strictObject({ topic: Topic, after: z.number().int().min(0).max(2 ** 40) }),
  answer: z.object({ from: z.number().int(), facts: Facts, head: z.number().int() }),
  refusals: ['feed.unknownTopic'],
});

/** How long a socket should stay away (milliseconds) before it comes back: the server closes, and its successor must not be met by everyone at once. */
export type ComeBack = { after: number };

/**
 * Names of what the server tells without being asked. `frame`: a `Frame`. `heads`: `{topic: head}` of followed topics, every ten seconds.
 * `behind`: the topics (a list) that this socket was taken out of because it could not keep up: enter them again. `comeBack`: a `ComeBack`.
 * `closed`: a `RefusalBody`: why the server closes this socket for good (the same person opened too many). `pulse`: a `StagePulse`.
 * `draft`: a `DraftPulse`, to the topic of a draft.
 */
export const told = { frame: 'feed.frame', heads: 'feed.heads', behind: 'feed.behind', comeBack: 'feed.comeBack', closed: 'feed.closed', pulse: 'stage.pulse', draft: 'draft.pulse' } as const;
