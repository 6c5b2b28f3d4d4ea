import type { PersonalDeclared } from '../platform';

/** What somebody brought. The bytes leave the store with the row. */
export const filesPersonal: PersonalDeclared = {
  name: 'files',
  tables: {
    file: {
      columns: { id: 'plain', fair_id: 'plain', person: 'key', use: 'plain', name: 'personal', type: 'plain', size: 'plain', scan: 'plain', brought: 'personal', hash: 'plain' },
      mine: 't.person::text = me.id',
      over: 't.fair_id = any(at.closed)',
      goes: 'file.forget',
    },
  },
};
