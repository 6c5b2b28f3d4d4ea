import { z } from 'zod';
import { route } from './door';
import { Moment } from './fair';

/** What was published, and when. `number` counts releases of this fair from 1. */
export const ReleaseHead = z.object({ number: z.number().int(), at: Moment });
/** See the schema of the same name. */
export type ReleaseHead = z.infer<typeof ReleaseHead>;

/** In what way a session differs between two releases. */
export const ChangeKind = z.enum(['added', 'removed', 'cancelled', 'restored', 'earlier', 'later', 'delayed', 'stage', 'length', 'title', 'text', 'people', 'replaced', 'languages', 'seats', 'other']);
/** See the schema of the same name. */
export type ChangeKind = z.infer<typeof ChangeKind>;

/** One difference, as it is told in three languages by whoever shows it: names are data, the sentence is the reader's. */
export const Change = z.object({
  session: z.uuid(),
  kind: ChangeKind,
  title: z.object({ ar: z.string().optional(), fr: z.string().optional(), en: z.string().optional() }),
  /** Wall time, minutes, stage or name before and after, as the kind says; null: there was none. */
  before: z.union([z.string(), z.number(), z.object({ ar: z.string().optional(), fr: z.string().optional(), en: z.string().optional() })]).nullable(),
  after: z.union([z.string(), z.number(), z.object({ ar: z.string().optional(), fr: z.string().optional(), en: z.string().optional() })]).nullable(),
});
/** See the schema of the same name. */
export type Change = z.infer<typeof Change>;

/** What was published when and what it changed, newest first; for everyone. Answered from a prepared buffer, which holds at least the release that the programme of the same server names. */
export const readReleases = route({
  name: 'release.list',
  method: 'GET',
  path: '/api/programme/releases',
  needs: 'anyone',
  question: z.object({}),
  answer: z.object({ releases: z.array(ReleaseHead.extend({ note: z.object({ ar: z.string().optional(), fr: z.string().optional(), en: z.string().optional() }), changes: z.array(Change) })) }),
  refusals: [],
  body: 'public',
});
