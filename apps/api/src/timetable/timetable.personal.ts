import type { PersonalDeclared } from '../platform';

/** The draft of the programme and what was published: who speaks, as the organiser writes them. Who saved or published something is kept by id, as in the audit, and told without the programme itself. */
export const timetablePersonal: PersonalDeclared = {
  name: 'timetable',
  tables: {
    draft_item: {
      columns: { id: 'plain', fair_id: 'plain', content: 'published', revision: 'plain', changed: 'plain', changed_by: 'key' },
      mine: 't.changed_by = me.id',
      toldWhere: { content: 'false' },
      keeps: 'audit',
    },
    release: {
      columns: { fair_id: 'plain', number: 'plain', content: 'published', changes: 'published', note: 'published', made: 'plain', made_by: 'key' },
      mine: 't.made_by = me.id',
      toldWhere: { content: 'false', changes: 'false' },
      keeps: 'audit',
    },
    draft_link: {
      columns: { id: 'plain', fair_id: 'plain', name: 'published', hash: 'plain', made: 'plain', made_by: 'key', seen: 'plain', revoked: 'plain' },
      mine: 't.made_by = me.id',
      toldWhere: { hash: 'false' },
      keeps: 'audit',
    },
  },
};
