import { z } from 'zod';
import { Words } from './language';

/** A calendar day as written on a programme, `2026-11-27`. */
export const Day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
/** A wall time without zone, `2026-11-27T10:45`: what people plan is stored so, beside the zone of the fair. */
export const WallTime = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/);
/** A moment in UTC, ISO 8601: what happened is stored so. */
export const Moment = z.iso.datetime();

/** How the fair's clock runs: at machine moment `machineAt` it showed `fairAt`, and it runs at the speed of the machine's. Both equal = the real time. */
export const FairClock = z.object({ fairAt: Moment, machineAt: Moment });
/** See the schema of the same name. */
export type FairClock = z.infer<typeof FairClock>;

/** Whom to ask at the organiser's; a part that an office does not have is null. */
export const Contact = z.object({
  office: Words,
  address: Words,
  mail: z.email().nullable(),
  /** E.164, `+212536000000`. */
  phone: z.string().regex(/^\+[1-9]\d{6,14}$/).nullable(),
});
/** See the schema of the same name. */
export type Contact = z.infer<typeof Contact>;

/** The edition: what stands at the head of every page. */
export const Fair = z.object({
  id: z.uuid(),
  name: Words,
  edition: Words,
  theme: Words,
  host: Words,
  /** Null until the organiser has said whom to ask. */
  contact: Contact.nullable(),
  days: z.array(Day),
  /** IANA zone of every wall time of this fair. */
  zone: z.string(),
  /** Minutes that the zone is ahead of UTC on the fair's days, by the server's tables: a browser's may be older or newer, and everyone must see one time. */
  offset: z.number().int(),
  /** True: every page carries the stamp "demonstration data". */
  demo: z.boolean(),
  clock: FairClock,
});
/** See the schema of the same name. */
export type Fair = z.infer<typeof Fair>;

/** Something the organiser says to everyone at the fair until a moment of the machine's clock. */
export const Announcement = z.object({ id: z.uuid(), text: Words, made: Moment, until: Moment });
/** See the schema of the same name. */
export type Announcement = z.infer<typeof Announcement>;
