import type { PersonalDeclared } from '../platform';

/** The draft of the programme and what was published: who speaks, as the organiser writes them. */
export const timetablePersonal: PersonalDeclared = {
  name: 'timetable',
  tables: {
    draft_item: { columns: { id: 'plain', fair_id: 'plain', content: 'published', revision: 'plain', changed: 'plain', changed_by: 'key' } },
    release: { columns: { fair_id: 'plain', number: 'plain', content: 'published', changes: 'published', note: 'published', made: 'plain', made_by: 'key' } },
    draft_link: { columns: { id: 'plain', fair_id: 'plain', name: 'published', hash: 'plain', made: 'plain', made_by: 'key', seen: 'plain', revoked: 'plain' } },
  },
};
