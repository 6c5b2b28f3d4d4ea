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
  'people.banned': 403,
  'people.signedOut': 401,
  'people.unknown': 404,
  'people.secondFactorNeeded': 403,
  'people.confirmNeeded': 403,
  'people.changedMeanwhile': 409,
  'people.notYourself': 409,
  'people.lastOrganiser': 409,
  'people.organiserSigns': 409,
  'people.noAccount': 409,
  'people.mailTaken': 409,
  'people.objectUnknown': 404,
  'people.roleElsewhere': 409,
  'people.csvUnreadable': 422,
  'people.csvRefused': 422,
  'enter.wrong': 401,
  'enter.wrongCode': 401,
  'enter.codeUsed': 409,
  'enter.noFactor': 409,
  'enter.busy': 503,
  'enter.passwordShort': 422,
  'enter.passwordLong': 422,
  'enter.passwordCommon': 422,
  'enter.consentMissing': 422,
  'enter.nameMissing': 422,
  'enter.linkUnknown': 404,
  'enter.linkUsed': 410,
  'enter.linkOver': 410,
  'enter.linkElsewhere': 403,
  'account.factorThere': 409,
  'account.factorRequired': 409,
  'account.consentOld': 409,
  'account.termsNeeded': 409,
  'outbox.noLink': 409,
  'feed.unknownTopic': 404,
  'session.unknown': 404,
  'session.notAllowedNow': 409,
  'timetable.movedMeanwhile': 409,
  'timetable.unknown': 404,
  'timetable.slugTaken': 409,
  'timetable.inUse': 409,
  'timetable.reasonNeeded': 409,
  'timetable.nothingNew': 409,
  'timetable.notPlaced': 409,
  'timetable.linkUnknown': 404,
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
