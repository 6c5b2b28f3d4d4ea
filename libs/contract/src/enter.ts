import { z } from 'zod';
import { ConsentGiven } from './consent';
import { route } from './door';
import { Moment } from './fair';
import { Language } from './language';
import { Mail, Me, Password, PersonName } from './people';
import { RoleOn } from './rights';

/** How long what is sent or asked for lives. Milliseconds of the machine's clock. */
export const lifetimes = { link: 600_000, confirmation: 300_000, secondFactor: 12 * 3_600_000, signIn: 30 * 86_400_000 } as const;

/** A link's secret: 32 random bytes, in the address behind `#`, so that no server log and no referrer ever holds it. */
export const LinkToken = z.string().regex(/^[\w-]{43}$/);
/** A code of six digits as it is typed: Arabic digits and spaces are understood. */
export const Code = z.string().max(40).transform((text) => text.replace(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x660)).replace(/[\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0)).replace(/[\s-]/g, ''));

const entered = Me;
const consents = z.array(ConsentGiven).max(10).optional();

/** Makes an account and signs in to it at once. The address is proven later, or never: until then another account may name it too, so the answer does not tell who is known here. */
export const signUp = route({
  name: 'enter.signUp',
  method: 'POST',
  path: '/api/enter/sign-up',
  needs: 'guest',
  question: z.strictObject({ name: PersonName, mail: Mail, password: Password, language: Language, consents: z.array(ConsentGiven).max(10) }),
  answer: entered,
  refusals: ['people.banned', 'enter.passwordShort', 'enter.passwordLong', 'enter.passwordCommon', 'enter.consentMissing', 'enter.busy', 'wire.tooMany'],
});

/** Signs in by address and password; known and unknown addresses get the same answer in the same time. */
export const signIn = route({
  name: 'enter.password',
  method: 'POST',
  path: '/api/enter/password',
  needs: 'guest',
  question: z.strictObject({ mail: Mail, password: Password }),
  answer: entered,
  refusals: ['people.banned', 'enter.wrong', 'enter.busy', 'wire.tooMany'],
});

/** Asks for a link and a code by mail, to sign in or to make an account; the answer is the same for every address. `mailed`: false where the fair has no mail server, and nothing will arrive. */
export const askLink = route({
  name: 'enter.askLink',
  method: 'POST',
  path: '/api/enter/link',
  needs: 'guest',
  question: z.strictObject({ mail: Mail, language: Language }),
  answer: z.object({ sent: Moment, until: Moment, againAfter: z.number().int(), mailed: z.boolean() }),
  refusals: ['people.banned', 'wire.tooMany'],
});

/** What a link is for, before it is used: looking uses nothing up, so a preview of a messenger costs nobody the link. `address`: it gives the caller's account another address. `terms`: whoever opens it has yet to agree to the terms. */
export const peekLink = route({
  name: 'enter.peek',
  method: 'POST',
  path: '/api/enter/peek',
  needs: 'guest',
  question: z.strictObject({ token: LinkToken }),
  answer: z.object({ kind: z.enum(['signIn', 'address', 'invitation', 'firstOrganiser', 'device']), name: PersonName.nullable(), roles: z.array(RoleOn), until: Moment, terms: z.boolean() }),
  refusals: ['people.banned', 'enter.linkUnknown', 'enter.linkUsed', 'enter.linkOver', 'enter.linkElsewhere', 'wire.tooMany'],
});

/** Uses a link, once: this browser is signed in. A first organiser says a name and an address; whoever has an account for the first time agrees to its terms. */
export const openLink = route({
  name: 'enter.open',
  method: 'POST',
  path: '/api/enter/open',
  needs: 'guest',
  question: z.strictObject({ token: LinkToken, language: Language, first: z.strictObject({ name: PersonName, mail: Mail }).optional(), consents }),
  answer: entered,
  refusals: ['people.banned', 'enter.linkUnknown', 'enter.linkUsed', 'enter.linkOver', 'enter.linkElsewhere', 'enter.nameMissing', 'enter.consentMissing', 'account.consentOld', 'wire.tooMany'],
});

/** The same as the link, by the code beside it in the mail, typed in the browser that asked. */
export const enterMailCode = route({
  name: 'enter.mailCode',
  method: 'POST',
  path: '/api/enter/code',
  needs: 'guest',
  question: z.strictObject({ mail: Mail, code: Code, consents }),
  answer: entered,
  refusals: ['people.banned', 'enter.wrongCode', 'enter.linkOver', 'enter.consentMissing', 'account.consentOld', 'wire.tooMany'],
});

/** The second factor of this sign-in: a code of the person's application (RFC 6238; each once), or a recovery code. It also confirms. */
export const bringSecondFactor = route({
  name: 'enter.second',
  method: 'POST',
  path: '/api/enter/second',
  needs: 'account',
  question: z.strictObject({ code: Code }),
  answer: entered,
  refusals: ['enter.wrongCode', 'enter.codeUsed', 'enter.noFactor', 'wire.tooMany'],
});

/** Confirms that it is still the same person, for five minutes: by a code where there is a second factor, else by the password. */
export const confirmMyself = route({
  name: 'enter.confirm',
  method: 'POST',
  path: '/api/enter/confirm',
  needs: 'account',
  question: z.strictObject({ code: Code.optional(), password: Password.optional() }),
  answer: entered,
  refusals: ['enter.wrongCode', 'enter.codeUsed', 'enter.wrong', 'enter.noFactor', 'enter.busy', 'wire.tooMany'],
});

/** Ends this sign-in; the browser is a guest again. */
export const signOut = route({ name: 'enter.out', method: 'POST', path: '/api/enter/out', needs: 'account', question: z.strictObject({}), answer: z.object({}), refusals: [] });

/** What the demonstration lets one enter as; later capabilities add theirs. */
export const demoRoles = ['visitor', 'speaker', 'assistant', 'moderator', 'organiser'] as const;
/** Enters as an invented person of the demonstration; a real fair has no such door. */
export const enterAs = route({ name: 'demo.enter', method: 'POST', path: '/api/demo/enter', needs: 'guest', question: z.strictObject({ as: z.enum(demoRoles) }), answer: entered, refusals: ['people.banned', 'wire.unknown', 'wire.tooMany'] });
/** The code that the telephone of an invented person shows now; the demonstration holds that telephone. */
export const demoCode = route({ name: 'demo.code', method: 'POST', path: '/api/demo/code', needs: 'account', question: z.strictObject({}), answer: z.object({ code: z.string() }), refusals: ['wire.unknown', 'wire.tooMany'] });
