import type { PersonalDeclared } from './personal';

/** Jobs hold ids and codes; one that was done is forgotten after a week, one that was given up after a month. */
export const jobPersonal: PersonalDeclared = {
  name: 'platform',
  tables: {
    job: {
      columns: { id: 'plain', name: 'plain', body: 'plain', key: 'plain', after: 'plain', attempts: 'plain', leased_until: 'plain', done: 'plain', error: 'plain' },
      over: `t.done < at.now - case when t.error is null then interval '7 days' else interval '30 days' end`,
    },
  },
};
