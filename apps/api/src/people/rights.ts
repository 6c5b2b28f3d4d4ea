import type { Right } from '@siccam/contract';

/** What someone may be in a fair. */
export type Role = 'stageManager' | 'speaker';

/** The one table of rights: each right, the role that carries it, and the object the role must be held on. */
export const rightsTable = {
  'stage.run': { role: 'stageManager', on: 'fair' },
  'stage.speak': { role: 'speaker', on: 'fair' },
} as const satisfies Record<Right, { role: Role; on: 'fair' }>;
