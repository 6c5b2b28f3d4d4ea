import type { ObjectKind, Right, Role } from '@siccam/contract';

/** One way to hold a right: a role, held on the object that the right is asked on, or on the whole fair. */
export type Holding = { role: Role; on: ObjectKind };

/**
 * The one table of rights: each right, and the roles that carry it, each on the object it must be held on. `confirmed`: only within
 * five minutes of a confirmation. A role of `secondFactorRoles` counts only where the sign-in brought its second factor.
 */
export const rightsTable = {
  'stage.run': { by: [{ role: 'stageManager', on: 'fair' }, { role: 'moderator', on: 'session' }], confirmed: false },
  'stage.speak': { by: [{ role: 'speaker', on: 'fair' }], confirmed: false },
  'people.see': { by: [{ role: 'organiser', on: 'fair' }], confirmed: false },
  'people.invite': { by: [{ role: 'organiser', on: 'fair' }], confirmed: false },
  'people.change': { by: [{ role: 'organiser', on: 'fair' }], confirmed: true },
  // Without a confirmation: whoever must be stopped must be stopped now.
  'people.ban': { by: [{ role: 'organiser', on: 'fair' }], confirmed: false },
  'official.edit': { by: [{ role: 'assistant', on: 'person' }, { role: 'organiser', on: 'fair' }, { role: 'protocolOfficer', on: 'fair' }], confirmed: false },
  'audit.see': { by: [{ role: 'organiser', on: 'fair' }], confirmed: false },
  'audit.export': { by: [{ role: 'organiser', on: 'fair' }], confirmed: true },
  'outbox.see': { by: [{ role: 'organiser', on: 'fair' }], confirmed: false },
  'outbox.copy': { by: [{ role: 'organiser', on: 'fair' }], confirmed: true },
  'programme.see': { by: [{ role: 'organiser', on: 'fair' }, { role: 'stageManager', on: 'fair' }, { role: 'protocolOfficer', on: 'fair' }], confirmed: false },
  'programme.edit': { by: [{ role: 'organiser', on: 'fair' }], confirmed: false },
  // Without a confirmation: a release can be rolled back, and on the day seconds count.
  'programme.release': { by: [{ role: 'organiser', on: 'fair' }], confirmed: false },
  'programme.change': { by: [{ role: 'organiser', on: 'fair' }, { role: 'stageManager', on: 'fair' }], confirmed: false },
} as const satisfies Record<Right, { by: readonly Holding[]; confirmed: boolean }>;
