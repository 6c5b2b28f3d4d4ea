import { z } from 'zod';
import { route } from './door';
import { Moment } from './fair';
import { Language, Words } from './language';
import { RoleOn } from './rights';

/** An id as the server writes it: in small letters, so that the same one is never two. */
export const Id = z.uuid().toLowerCase();

/** One line that a person wrote: trimmed, no control or direction characters, no half characters, composed (Unicode NFC). */
export const line = (most: number) =>
  z
    .string()
    .max(most * 4)
    .transform((text) => text.normalize('NFC').replace(/[\p{Cc}\p{Cs}\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu, '').replace(/\s+/g, ' ').trim())
    .pipe(z.string().max(most));
const part = line(80).optional();

/** A person's name in two scripts; at least one is given. */
export const PersonName = z.strictObject({ ar: part, latin: part }).refine(({ ar, latin }) => Boolean(ar || latin));
/** See the schema of the same name. */
export type PersonName = z.infer<typeof PersonName>;

/** An e-mail address as it is kept: small letters, without surrounding space. */
export const Mail = z.string().max(254).transform((text) => text.trim().toLowerCase()).pipe(z.email().max(254));

/** A password: 8 to 128 characters, whatever they are (OWASP ASVS 5.0, 6.2). */
export const Password = z.string().min(1).max(512);

/** How well this sign-in is known: by one factor, or by two. */
export const Factors = z.enum(['one', 'two']);

/** Who the server takes this browser for. `guest`: an opaque id, perhaps with a name. `person`: signed in to an account. */
export const Me = z.object({
  kind: z.enum(['guest', 'person', 'bot']),
  id: z.string(),
  name: PersonName.nullable(),
  language: Language.nullable(),
  /** An account's address; null for a guest. */
  mail: z.string().nullable(),
  /** This sign-in; null for a guest. */
  signIn: z
    .object({
      id: z.uuid(),
      factors: Factors,
      /** True: a role of this person asks for a second factor that this sign-in has not brought. */
      secondFactorNeeded: z.boolean(),
      /** True: there is a second factor to ask for; false: it must be set up first. */
      secondFactorReady: z.boolean(),
      /** Until when what needs a confirmation may be done without another; null: not confirmed. */
      confirmedUntil: Moment.nullable(),
    })
    .nullable(),
  roles: z.array(RoleOn),
  /** True: an account of the demonstration, whose codes the demonstration itself tells. */
  demo: z.boolean(),
});
/** See the schema of the same name. */
export type Me = z.infer<typeof Me>;

/** Who am I: makes a guest of a stranger, by a cookie that scripts cannot read. */
export const whoAmI = route({ name: 'people.me', method: 'GET', path: '/api/me', needs: 'guest', question: z.strictObject({}), answer: Me, refusals: ['people.banned'] });

/** A guest says a name and a language, or takes the name back; both carry over to an account. */
export const nameGuest = route({
  name: 'people.name',
  method: 'POST',
  path: '/api/me',
  needs: 'guest',
  question: z.strictObject({ name: PersonName.nullable(), language: Language }),
  answer: Me,
  refusals: ['people.banned', 'wire.malformed'],
});

/** Name, title and capacity of someone shown officially, in three languages as data; `confirmed` by the person's own sign-in, and void once anything changes. */
export const Official = z.object({
  person: z.uuid(),
  name: Words,
  title: Words,
  capacity: Words,
  version: z.number().int(),
  confirmed: Moment.nullable(),
});
/** See the schema of the same name. */
export type Official = z.infer<typeof Official>;

const officialLine = z.strictObject({ ar: line(160).optional(), fr: line(160).optional(), en: line(160).optional() });
/** How someone is shown officially. */
export const readOfficial = route({ name: 'official.read', method: 'GET', path: '/api/officials/:person', needs: 'official.edit', on: { kind: 'person', field: 'person' }, question: z.strictObject({ person: Id }), answer: Official, refusals: ['people.unknown'] });
/** Changes how someone is shown; `version` is the one that was read, so that two editors do not overwrite each other. The confirmation is void. */
export const saveOfficial = route({
  name: 'official.save',
  method: 'POST',
  path: '/api/officials/:person',
  needs: 'official.edit',
  on: { kind: 'person', field: 'person' },
  question: z.strictObject({ person: Id, version: z.number().int(), name: officialLine, title: officialLine, capacity: officialLine }),
  answer: Official,
  refusals: ['people.unknown', 'people.changedMeanwhile'],
});
/** The person's own word that name, title and capacity are right, as of a version. Nobody else can say it. */
export const confirmOfficial = route({ name: 'official.confirm', method: 'POST', path: '/api/account/official', needs: 'account', question: z.strictObject({ version: z.number().int() }), answer: Official, refusals: ['people.unknown', 'people.changedMeanwhile'] });
/** The officials whose data the caller may prepare: their own, and those they assist. */
export const myOfficials = route({ name: 'official.mine', method: 'GET', path: '/api/account/officials', needs: 'account', question: z.strictObject({}), answer: z.object({ officials: z.array(Official) }), refusals: [] });
