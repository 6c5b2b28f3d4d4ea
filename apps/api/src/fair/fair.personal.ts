import type { PersonalDeclared } from '../platform';

/** The edition and what its organiser tells everyone; the contact is a person or an office that wants to be asked. */
export const fairPersonal: PersonalDeclared = {
  name: 'fair',
  tables: {
    fair: {
      columns: {
        id: 'plain',
        slug: 'plain',
        current: 'plain',
        demo: 'plain',
        name: 'plain',
        edition: 'plain',
        theme: 'plain',
        host: 'plain',
        contact: 'published',
        days: 'plain',
        zone: 'plain',
        clock_fair_at: 'plain',
        clock_machine_at: 'plain',
        programme_version: 'plain',
      },
    },
    announcement: { columns: { id: 'plain', fair_id: 'plain', text: 'published', made: 'plain', until: 'plain', withdrawn: 'plain' } },
  },
};
