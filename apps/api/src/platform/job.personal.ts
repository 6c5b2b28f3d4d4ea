import type { PersonalDeclared } from './personal';

/** Jobs hold ids and codes; one that was done, or given up, is forgotten after a month. */
export const jobPersonal: PersonalDeclared = {
  name: 'platform',
  tables: {
    job: {
      columns: { id: 'plain', name: 'plain', body: 'plain', key: 'plain', after: 'plain', attempts: 'plain', leased_until: 'plain', done: 'plain', error: 'plain' },
      over: `t.done < at.now - interval '30 days'`,
    },
  },
};
