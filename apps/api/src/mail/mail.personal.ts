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
        demo: 'plain',
        state: 'plain',
        attempts: 'plain',
        created: 'plain',
        sent: 'plain',
        error: 'personal',
      },
      mine: 't.person_id::text = me.id or t.link_id = any(me.links) or (t.person_id is null and t.to_address = me.mail)',
      told: 't.to_address = me.mail',
      // A link that was used or taken back takes its secret along.
      empties: { set: 'secret = null', where: 't.secret is not null and not exists (select 1 from link l where l.id = t.link_id and l.used is null and l.revoked is null and l.expires > at.now)' },
      over: `coalesce(t.sent, t.created) < at.now - interval '90 days'`,
    },
  },
};
