import type { PersonalDeclared } from '../platform';

/** Facts are written once and never changed: they hold ids, codes and what everyone was told, never a name or an address of a person. */
export const feedPersonal: PersonalDeclared = {
  name: 'feed',
  tables: {
    fact: {
      columns: { topic: 'plain', number: 'plain', name: 'plain', body: 'plain', at: 'plain' },
      mine: `t.topic = 'person:' || me.id or (t.topic = 'standing' and t.body->>'person' = me.id)`,
      keeps: 'facts',
    },
    topic: { columns: { name: 'plain', head: 'plain' }, mine: `t.name = 'person:' || me.id`, keeps: 'facts' },
  },
};
