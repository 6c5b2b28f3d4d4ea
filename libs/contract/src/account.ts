import { z } from 'zod';
import { ConsentGiven, ConsentKind } from './consent';
import { route } from './door';
import { Moment } from './fair';
import { Language } from './language';
import { Code, LinkToken } from './enter';
import { Mail, Me, Password, PersonName } from './people';

/** What kind of thing a browser runs on, as it says itself. */
export const Device = z.object({ kind: z.enum(['phone', 'tablet', 'computer', 'unknown']), browser: z.string() });

/** One sign-in of the caller's account. `address` is truncated (/24, /48). */
export const SignInView = z.object({
  id: z.uuid(),
  device: Device,
  by: z.enum(['signUp', 'password', 'link', 'code', 'invitation', 'device', 'demo']),
  address: z.string(),
  created: Moment,
  seen: Moment,
  here: z.boolean(),
});
/** See the schema of the same name. */
export type SignInView = z.infer<typeof SignInView>;

/** A consent as it stands: the latest of its kind, perhaps withdrawn. */
export const ConsentView = z.object({ what: ConsentKind, version: z.number().int(), language: Language, given: Moment, withdrawn: Moment.nullable() });
/** See the schema of the same name. */
export type ConsentView = z.infer<typeof ConsentView>;

/** The caller's account as its own page shows it. */
export const Account = z.object({
  me: Me,
  zone: z.string().nullable(),
  mailProven: z.boolean(),
  password: z.boolean(),
  secondFactor: z.object({ since: Moment, recoveryLeft: z.number().int(), required: z.boolean() }).nullable(),
  secondFactorRequired: z.boolean(),
  signIns: z.array(SignInView),
  consents: z.array(ConsentView),
  created: Moment,
});
/** See the schema of the same name. */
export type Account = z.infer<typeof Account>;

const nothing = z.strictObject({});

/** My account. */
export const readAccount = route({ name: 'account.read', method: 'GET', path: '/api/account', needs: 'account', question: nothing, answer: Account, refusals: [] });
/** My name in two scripts, my language, my time zone (IANA; null: the fair's). */
export const saveAccount = route({ name: 'account.save', method: 'POST', path: '/api/account', needs: 'account', question: z.strictObject({ name: PersonName, language: Language, zone: z.string().max(60).nullable() }), answer: Account, refusals: ['wire.malformed'] });
/** Another password, or the first one; every other sign-in ends. */
export const changePassword = route({ name: 'account.password', method: 'POST', path: '/api/account/password', needs: 'confirmed', question: z.strictObject({ password: Password }), answer: Account, refusals: ['enter.passwordShort', 'enter.passwordLong', 'enter.passwordCommon', 'enter.busy', 'people.changedMeanwhile'] });
/** Another address: it counts once the link sent there is opened in a browser of this account; until then the old one stays, and then it is told. The same answer for every address. */
export const changeMail = route({ name: 'account.mail', method: 'POST', path: '/api/account/mail', needs: 'confirmed', question: z.strictObject({ mail: Mail }), answer: z.object({ sent: Moment }), refusals: ['wire.tooMany'] });
/** Begins a second factor: the secret for the person's application, kept but not in force until a code of it was typed. */
export const beginFactor = route({ name: 'account.factor', method: 'POST', path: '/api/account/factor', needs: 'confirmed', question: nothing, answer: z.object({ secret: z.string(), uri: z.string() }), refusals: ['account.factorThere'] });
/** Puts it in force, and gives ten recovery codes, shown once; this sign-in then has both factors. */
export const proveFactor = route({ name: 'account.factorProve', method: 'POST', path: '/api/account/factor/prove', needs: 'account', question: z.strictObject({ code: Code }), answer: z.object({ recovery: z.array(z.string()) }), refusals: ['enter.wrongCode', 'enter.noFactor', 'wire.tooMany'] });
/** Ten new recovery codes; the old ones are worth nothing from then on. */
export const newRecovery = route({ name: 'account.recovery', method: 'POST', path: '/api/account/factor/recovery', needs: 'confirmed', question: nothing, answer: z.object({ recovery: z.array(z.string()) }), refusals: ['enter.noFactor'] });
/** Gives the second factor up, where no role asks for it. */
export const dropFactor = route({ name: 'account.factorDrop', method: 'POST', path: '/api/account/factor/drop', needs: 'confirmed', question: nothing, answer: Account, refusals: ['account.factorRequired', 'enter.noFactor'] });
/** Ends one of my sign-ins; its sockets close within two seconds, its sound and picture within ten. */
export const endSignIn = route({ name: 'account.endSignIn', method: 'POST', path: '/api/account/sign-ins/:signIn/end', needs: 'account', question: z.strictObject({ signIn: z.uuid() }), answer: Account, refusals: ['people.unknown'] });
/** Ends all my other sign-ins. */
export const endOtherSignIns = route({ name: 'account.endOthers', method: 'POST', path: '/api/account/sign-ins/end-others', needs: 'account', question: nothing, answer: Account, refusals: [] });
/** A link that signs another device of mine in, for ten minutes, once; it is shown as a picture to point the telephone at. */
export const anotherDevice = route({ name: 'account.device', method: 'POST', path: '/api/account/device', needs: 'confirmed', question: nothing, answer: z.object({ token: LinkToken, until: Moment }), refusals: [] });
/** Agrees to a text. */
export const giveConsent = route({ name: 'account.consent', method: 'POST', path: '/api/account/consents', needs: 'account', question: ConsentGiven, answer: Account, refusals: ['account.consentOld'] });
/** Takes a consent back; the terms are taken back by deleting the account. */
export const withdrawConsent = route({ name: 'account.withdraw', method: 'POST', path: '/api/account/consents/:what/withdraw', needs: 'account', question: z.strictObject({ what: ConsentKind }), answer: Account, refusals: ['account.termsNeeded'] });
/** Everything kept about the caller, guest or account, as one readable value: part of the house → rows. */
export const myData = route({ name: 'account.data', method: 'POST', path: '/api/account/data', needs: 'confirmed', question: nothing, answer: z.object({ made: Moment, data: z.record(z.string(), z.array(z.record(z.string(), z.unknown()))) }), refusals: [] });
/** Deletes the caller, at once. `kept` says what the law or others' rights keep, without a name. */
export const deleteMe = route({ name: 'account.delete', method: 'POST', path: '/api/account/delete', needs: 'confirmed', question: nothing, answer: z.object({ deleted: Moment, rows: z.record(z.string(), z.number().int()), kept: z.array(z.string()) }), refusals: ['people.lastOrganiser'] });
