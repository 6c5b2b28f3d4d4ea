import { z } from 'zod';

/** Every "no" a person may meet, with its HTTP status. The words live in the browser, in three languages. */
export const refusalStatus = {
  'wire.malformed': 400,
  'wire.foreignOrigin': 403,
  'wire.forbidden': 403,
  'wire.unknown': 404,
  'wire.tooLarge': 413,
  'wire.tooMany': 429,
  'wire.unavailable': 503,
  'feed.unknownTopic': 404,
  'session.unknown': 404,
  'session.notAllowedNow': 409,
  'stage.notYet': 409,
  'stage.over': 410,
  'stage.cancelled': 410,
  'stage.personUnknown': 404,
  'stage.notLive': 409,
  'stage.forgedWebhook': 401,
} as const;

/** The code of a refusal. `fault` is not among them: a fault is a bug of ours, with an id. */
export type RefusalCode = keyof typeof refusalStatus;

/** What a refused caller receives. `retryAfter` in seconds where waiting helps. */
export const RefusalBody = z.object({
  ok: z.literal(false),
  refusal: z.union([z.enum(Object.keys(refusalStatus) as [RefusalCode, ...RefusalCode[]]), z.literal('fault')]),
  /** Correlation id, present when `refusal` is `fault`. */
  id: z.string().optional(),
  retryAfter: z.number().optional(),
});
/** See the schema of the same name. */
export type RefusalBody = z.infer<typeof RefusalBody>;
