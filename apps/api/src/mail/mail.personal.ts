import type { PersonalDeclared } from '../platform';

/** Mails that were sent to a person; 90 days later nobody needs to know. */
export const mailPersonal: PersonalDeclared = {
  name: 'mail',
  tables: {
    mail: {
      columns: {
        id: 'plain',
        fair_id: 'plain',
        person_id: 'key',
        kind: 'plain',
        language: 'personal',
        to_address: 'personal',
        values: 'personal',
        secret: 'secret',
        link_id: 'plain',
        key: 'plain',
        state: 'plain',
        attempts: 'plain',
        created: 'plain',
        sent: 'plain',
        error: 'personal',
      },
      mine: 't.person_id::text = me.id or t.link_id = any(me.links) or (t.person_id is null and t.to_address = me.mail)',
      over: `coalesce(t.sent, t.created) < at.now - interval '90 days'`,
    },
  },
};
