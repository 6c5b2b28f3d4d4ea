import type { PersonalDeclared } from '../platform';

/** The public programme: who speaks, as the organiser announces them; it is the organiser who corrects it. */
export const programmePersonal: PersonalDeclared = {
  name: 'programme',
  tables: {
    stage: { columns: { id: 'plain', fair_id: 'plain', position: 'plain', name: 'plain', note: 'plain' } },
    session: {
      columns: {
        id: 'plain',
        fair_id: 'plain',
        stage_id: 'plain',
        slug: 'plain',
        kind: 'plain',
        title: 'published',
        summary: 'published',
        starts: 'plain',
        ends: 'plain',
        delay: 'plain',
        spoken: 'plain',
        interpreted: 'plain',
        state: 'plain',
        since: 'plain',
        on_air: 'plain',
        lit: 'plain',
        lit_since: 'plain',
        capacity: 'plain',
        taken: 'plain',
        waiting: 'plain',
        audience: 'plain',
        attachments: 'plain',
        recorded: 'plain',
        sequence: 'plain',
      },
    },
    session_person: {
      columns: { id: 'plain', session_id: 'plain', position: 'plain', speaker: 'plain', photo: 'published', role: 'published', shape: 'plain', name: 'published', title: 'published', initials: 'published', short: 'published', fictional: 'plain', leaving: 'plain', replaces: 'published' },
    },
  },
};
