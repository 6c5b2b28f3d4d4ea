import type { PersonalDeclared } from '../platform';

/** The audit is written once, by ids: whoever is gone is a number in it. An address is told to the one who came from it. */
export const auditPersonal: PersonalDeclared = {
  name: 'audit',
  tables: {
    audit: {
      columns: { id: 'plain', fair_id: 'plain', at: 'plain', actor: 'key', deed: 'plain', object_kind: 'plain', object_id: 'key', detail: 'plain', from_address: 'personal' },
      mine: 't.actor = me.id or t.object_id = me.id',
      toldWhere: { from_address: 't.actor = me.id' },
      keeps: 'audit',
    },
  },
};
