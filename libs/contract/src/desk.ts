import { z } from 'zod';
import { route } from './door';
import { Moment } from './fair';
import { Language } from './language';
import { LinkToken } from './enter';
import { Id, line, Mail, PersonName } from './people';
import { RoleOn } from './rights';

/** What became of someone's invitation. */
export const InvitationState = z.enum(['none', 'waiting', 'sent', 'refused', 'opened', 'revoked', 'over']);
/** Where someone's second factor stands: not asked for by any role, in force, or asked for and absent. */
export const SecondFactorState = z.enum(['notRequired', 'active', 'absent']);

/** Someone in the organiser's list. */
export const PersonRow = z.object({
  id: z.uuid(),
  kind: z.enum(['guest', 'account']),
  name: PersonName.nullable(),
  mail: z.string().nullable(),
  language: Language.nullable(),
  demo: z.boolean(),
  roles: z.array(RoleOn),
  invitation: z.object({ state: InvitationState, at: Moment.nullable() }),
  secondFactor: SecondFactorState,
  /** When they were last heard of; null: never. */
  seen: Moment.nullable(),
  /** True: a socket of theirs is open on this server now. */
  here: z.boolean(),
  banned: Moment.nullable(),
});
/** See the schema of the same name. */
export type PersonRow = z.infer<typeof PersonRow>;

/** One line of what happened, with names as they are now; someone deleted has none. `from`: the truncated address. */
export const AuditLine = z.object({
  id: z.string(),
  at: Moment,
  actor: z.object({ id: z.string(), name: PersonName.nullable() }),
  deed: z.string(),
  object: z.object({ kind: z.string(), id: z.string(), name: PersonName.nullable() }),
  detail: z.record(z.string(), z.unknown()),
  from: z.string(),
});
/** See the schema of the same name. */
export type AuditLine = z.infer<typeof AuditLine>;

/** Someone as the sheet beside the list shows them. `version` grows with each change of roles. */
export const PersonSheet = PersonRow.extend({ version: z.number().int(), zone: z.string().nullable(), created: Moment, history: z.array(AuditLine), me: z.boolean() });
/** See the schema of the same name. */
export type PersonSheet = z.infer<typeof PersonSheet>;

/** Which people the list shows. */
export const PeopleFilter = z.enum(['all', 'waiting', 'factorAbsent', 'mailRefused', 'banned', 'guests']);
/** See the schema of the same name. */
export type PeopleFilter = z.infer<typeof PeopleFilter>;

/** The people of the fair, found by parts of a name in either script, an address, a role; fifty a page, by name. */
export const findPeople = route({
  name: 'people.find',
  method: 'POST',
  path: '/api/desk/people',
  needs: 'people.see',
  question: z.strictObject({ search: line(200), filter: PeopleFilter, page: z.number().int().min(0).max(10_000) }),
  answer: z.object({ people: z.array(PersonRow), total: z.number().int(), counts: z.record(PeopleFilter, z.number().int()) }),
  refusals: [],
});
/** One person. */
export const readPerson = route({ name: 'people.read', method: 'GET', path: '/api/desk/people/:person', needs: 'people.see', question: z.strictObject({ person: Id }), answer: PersonSheet, refusals: ['people.unknown'] });

const invited = z.strictObject({ name: PersonName, mail: Mail.nullable(), language: Language, roles: z.array(RoleOn).max(20) });
/** Invites one person: their own link, sent in their language, single use, until the fair is over or it is revoked. `link` is given only when no mail was sent for want of a mail server or an address. */
export const invitePerson = route({
  name: 'people.invite',
  method: 'POST',
  path: '/api/desk/invitations',
  needs: 'people.change',
  question: invited,
  answer: z.object({ person: PersonSheet, link: LinkToken.nullable() }),
  refusals: ['people.objectUnknown', 'people.roleElsewhere', 'people.organiserSigns', 'people.mailTaken'],
});
/** A new link for someone invited; the old one is worth nothing from then on. Whoever reads it enters as them, so it asks for a confirmation like the first one. */
export const resendInvitation = route({ name: 'people.resend', method: 'POST', path: '/api/desk/people/:person/invitation', needs: 'people.change', question: z.strictObject({ person: Id }), answer: z.object({ person: PersonSheet, link: LinkToken.nullable() }), refusals: ['people.unknown', 'people.banned'] });
/** Takes someone's link back. */
export const revokeInvitation = route({ name: 'people.revoke', method: 'POST', path: '/api/desk/people/:person/invitation/revoke', needs: 'people.invite', question: z.strictObject({ person: Id }), answer: PersonSheet, refusals: ['people.unknown'] });
/** Gives and takes roles in one decision; `version` is the one that was read. */
export const changeRoles = route({
  name: 'people.roles',
  method: 'POST',
  path: '/api/desk/people/:person/roles',
  needs: 'people.change',
  question: z.strictObject({ person: Id, version: z.number().int(), give: z.array(RoleOn).max(20), take: z.array(RoleOn).max(20) }),
  answer: PersonSheet,
  refusals: ['people.unknown', 'people.changedMeanwhile', 'people.notYourself', 'people.lastOrganiser', 'people.organiserSigns', 'people.objectUnknown', 'people.roleElsewhere', 'people.noAccount'],
});
/** Bans: sockets within two seconds, media within ten, links at once; a guest's address may bring only few new guests for a day, and the answer says so. */
export const banPerson = route({ name: 'people.ban', method: 'POST', path: '/api/desk/people/:person/ban', needs: 'people.ban', question: z.strictObject({ person: Id }), answer: z.object({ person: PersonSheet, covers: z.array(z.enum(['cookie', 'account', 'links', 'address'])) }), refusals: ['people.unknown', 'people.notYourself', 'people.lastOrganiser'] });
/** Lifts a ban. */
export const unbanPerson = route({ name: 'people.unban', method: 'POST', path: '/api/desk/people/:person/unban', needs: 'people.ban', question: z.strictObject({ person: Id }), answer: PersonSheet, refusals: ['people.unknown'] });
/** Someone lost their second factor: it is taken off, every sign-in ends, and a link is sent. Nobody does it for themselves; where no mail brings the link, two organisers ask for it, and the second is told the link. */
export const letBackIn = route({ name: 'people.letBack', method: 'POST', path: '/api/desk/people/:person/let-back', needs: 'people.change', question: z.strictObject({ person: Id }), answer: z.object({ person: PersonSheet, link: LinkToken.nullable() }), refusals: ['people.unknown', 'people.notYourself', 'people.anotherMustAsk', 'enter.noFactor'] });

/** Why a line of an imported table cannot be taken; the words live in the browser. */
export const importWhys = ['columnUnknown', 'cellsMany', 'nameMissing', 'nameLong', 'mailWrong', 'mailTwice', 'languageUnknown', 'roleUnknown', 'roleElsewhere', 'sessionMissing', 'sessionUnknown', 'organiserSigns', 'notYourself', 'banned'] as const;
/** See `importWhys`. */
export const ImportWhy = z.enum(importWhys);
/** See the schema of the same name. */
export type ImportWhy = z.infer<typeof ImportWhy>;
/** What one line of an imported table would do, or why it cannot. `line` counts from 1, the head; `field`: the column that is wrong. */
export const ImportLine = z.object({ line: z.number().int(), name: z.string(), does: z.enum(['create', 'giveRoles', 'nothing', 'refuse']), why: ImportWhy.nullable(), field: z.string().nullable() });
/** See the schema of the same name. */
export type ImportLine = z.infer<typeof ImportLine>;
/** Invites many from a CSV (UTF-8; columns name_ar, name_latin, mail, language, role, session): first a preview, then the same in one decision. The same file again changes nothing. At most 60,000 characters. */
export const importPeople = route({
  name: 'people.import',
  method: 'POST',
  path: '/api/desk/people/import',
  needs: 'people.change',
  question: z.strictObject({ csv: z.string().max(60_000), apply: z.boolean() }),
  answer: z.object({ lines: z.array(ImportLine), applied: z.boolean() }),
  refusals: ['people.csvUnreadable', 'people.csvRefused'],
  body: 'long',
});

const auditQuestion = { actor: line(80).nullable(), deed: line(40).nullable(), object: line(80).nullable(), from: Moment.nullable(), to: Moment.nullable() };
/** Who did what to whom, when, from where; newest first, fifty a page; `before` is the last id of the page before. */
export const readAudit = route({ name: 'audit.read', method: 'POST', path: '/api/desk/audit', needs: 'audit.see', question: z.strictObject({ ...auditQuestion, before: z.string().regex(/^\d{1,18}$/).nullable() }), answer: z.object({ lines: z.array(AuditLine), more: z.boolean(), deeds: z.array(z.string()) }), refusals: [] });
/** The same as a table (CSV, UTF-8 with a byte order mark, cells neutralised), at most 50,000 lines. */
export const exportAudit = route({ name: 'audit.export', method: 'POST', path: '/api/desk/audit/export', needs: 'audit.export', question: z.strictObject(auditQuestion), answer: z.object({ name: z.string(), csv: z.string() }), refusals: [] });

/** A mail of the fair. `held`: it stays in the house and its invitation waits to be handed over; `unsent`: it stays too, and nothing of it is left to hand over. */
export const MailState = z.enum(['waiting', 'sent', 'failed', 'held', 'unsent']);
/** See the schema of the same name. */
export const MailRow = z.object({
  id: z.uuid(),
  kind: z.string(),
  language: Language,
  to: z.string(),
  person: z.object({ id: z.uuid(), name: PersonName.nullable() }).nullable(),
  state: MailState,
  attempts: z.number().int(),
  created: Moment,
  sent: Moment.nullable(),
  /** What the mail server said last, in one line; `demonstration`: a demonstration caused it, and it stays in the house. */
  error: z.string().nullable(),
  /** True: it holds an invitation whose link may be copied. */
  link: z.boolean(),
});
/** See the schema of the same name. */
export type MailRow = z.infer<typeof MailRow>;
/** What was sent and what waits, newest first, fifty a page. */
export const readOutbox = route({ name: 'outbox.read', method: 'POST', path: '/api/desk/outbox', needs: 'outbox.see', question: z.strictObject({ state: MailState.nullable(), page: z.number().int().min(0).max(10_000) }), answer: z.object({ mails: z.array(MailRow), total: z.number().int(), counts: z.record(MailState, z.number().int()), server: z.boolean() }), refusals: [] });
/** The link of an invitation, to hand over by another way; it is written into the audit. Links to sign in are never shown. */
export const copyMailLink = route({ name: 'outbox.copy', method: 'POST', path: '/api/desk/outbox/:mail/link', needs: 'outbox.copy', question: z.strictObject({ mail: z.uuid() }), answer: z.object({ token: LinkToken }), refusals: ['outbox.noLink', 'enter.linkOver', 'enter.linkUsed'] });
/** Sends a failed mail again, now. */
export const resendMail = route({ name: 'outbox.resend', method: 'POST', path: '/api/desk/outbox/:mail/resend', needs: 'outbox.see', question: z.strictObject({ mail: z.uuid() }), answer: MailRow, refusals: ['people.unknown'] });

/** Free words of one line, for search fields of desks. */
export const Search = line(200);
