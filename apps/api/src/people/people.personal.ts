import type { PersonalDeclared } from '../platform';

const myLink = 't.person_id::text = me.id or t.id = any(me.links)';

/** What people keep about people. The row of the person goes last, because the others hang on it. */
export const peoplePersonal: PersonalDeclared = {
  name: 'people',
  tables: {
    role_held: {
      columns: { holder: 'key', role: 'personal', fair_id: 'plain', object_id: 'plain', object_kind: 'plain', given_by: 'key', given: 'personal' },
      // An assistant's role ends with whom they assist.
      mine: `t.holder = me.id or (t.object_kind = 'person' and t.object_id::text = me.id)`,
    },
    consent: {
      columns: { id: 'plain', person_id: 'key', what: 'personal', version: 'personal', text_hash: 'personal', language: 'personal', given: 'personal', withdrawn: 'personal' },
      mine: 't.person_id::text = me.id',
    },
    link: {
      columns: {
        id: 'plain',
        fair_id: 'plain',
        kind: 'personal',
        person_id: 'key',
        mail: 'personal',
        hash: 'secret',
        asked_by: 'key',
        code: 'secret',
        tries: 'plain',
        created: 'personal',
        expires: 'personal',
        used: 'personal',
        revoked: 'personal',
      },
      mine: myLink,
      told: 't.mail is null or t.mail = me.mail',
      over: `least(t.used, t.revoked, t.expires) < at.now - interval '30 days'`,
    },
    sign_in: {
      columns: { id: 'plain', person_id: 'key', by: 'personal', device: 'personal', address: 'personal', created: 'personal', seen: 'personal', expires: 'personal', second_factor: 'personal', confirmed: 'personal', ended: 'personal' },
      mine: 't.person_id::text = me.id',
      over: `least(t.ended, t.expires) < at.now - interval '6 months'`,
    },
    ban: {
      columns: { id: 'plain', fair_id: 'plain', person: 'key', addresses: 'secret', addresses_until: 'plain', since: 'personal', by_whom: 'key', lifted: 'personal' },
      mine: 't.person::text = me.id',
      // Otherwise whoever was sent out would come back by deleting themselves.
      keeps: 'bans',
      over: 't.fair_id = any(at.closed)',
      empties: { set: `addresses = '{}'`, where: 't.addresses_until < at.now' },
    },
    person: {
      columns: {
        id: 'key',
        fair_id: 'plain',
        kind: 'personal',
        name: 'personal',
        language: 'personal',
        zone: 'personal',
        mail: 'personal',
        mail_proven: 'personal',
        password: 'secret',
        factor_secret: 'secret',
        factor_since: 'personal',
        factor_step: 'secret',
        recovery: 'secret',
        official_name: 'personal',
        title: 'personal',
        capacity: 'personal',
        official_confirmed: 'personal',
        version: 'plain',
        demo: 'plain',
        created: 'personal',
        seen: 'personal',
      },
      mine: 't.id::text = me.id',
    },
  },
};
