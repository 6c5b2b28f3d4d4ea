import { z } from 'zod';

/** What someone may do, each on one object. The table "right → which role on which object" is the server's `people/rights.ts`. */
export const rights = ['stage.run', 'stage.speak', 'people.see', 'people.invite', 'people.change', 'people.ban', 'official.edit', 'audit.see', 'audit.export', 'outbox.see', 'outbox.copy', 'programme.see', 'programme.edit', 'programme.release', 'programme.change'] as const;
/** One right. */
export type Right = (typeof rights)[number];

/** What someone may be at a fair; a visitor holds none of these. */
export const roles = ['organiser', 'stageManager', 'protocolOfficer', 'helpDesk', 'press', 'moderator', 'speaker', 'interpreter', 'signatory', 'witness', 'assistant', 'exhibitorManager', 'exhibitorStaff'] as const;
/** See `roles`. */
export const Role = z.enum(roles);
/** See `roles`. */
export type Role = z.infer<typeof Role>;

/** What a role is held on: the whole fair, one session, one person (an assistant's), one booth, one agreement. */
export const ObjectKind = z.enum(['fair', 'session', 'person', 'booth', 'agreement']);
/** See the schema of the same name. */
export type ObjectKind = z.infer<typeof ObjectKind>;

/** The kind of object that each role is held on. Who signs stands in a session's list of people, so a signatory and a witness are of a session. */
export const heldOn = {
  organiser: 'fair',
  stageManager: 'fair',
  protocolOfficer: 'fair',
  helpDesk: 'fair',
  press: 'fair',
  moderator: 'session',
  speaker: 'session',
  interpreter: 'session',
  signatory: 'session',
  witness: 'session',
  assistant: 'person',
  exhibitorManager: 'booth',
  exhibitorStaff: 'booth',
} as const satisfies Record<Role, ObjectKind>;

/** Roles whose holders must bring a second factor (OWASP ASVS 5.0, 6.3.3). */
export const secondFactorRoles: readonly Role[] = ['organiser', 'stageManager', 'protocolOfficer', 'exhibitorManager', 'signatory'];

/** A role together with what it is held on. `id`: the object's; for `fair` the fair's own. */
export const RoleOn = z.strictObject({ role: Role, on: z.strictObject({ kind: ObjectKind, id: z.uuid().toLowerCase() }) });
/** See the schema of the same name. */
export type RoleOn = z.infer<typeof RoleOn>;
