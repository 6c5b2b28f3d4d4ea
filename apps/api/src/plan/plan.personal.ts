import type { PersonalDeclared } from '../platform';

const mine = 't.person::text = me.id';
const over = (session: string) => `${session} in (select s.id from session s where s.fair_id = any(at.closed))`;

/** What someone means to attend. */
export const planPersonal: PersonalDeclared = {
  name: 'plan',
  tables: {
    plan_entry: { columns: { person: 'key', session_id: 'personal', kept: 'personal', reminded: 'personal' }, mine, over: over('t.session_id') },
    seat: { columns: { person: 'key', session_id: 'personal', state: 'personal', since: 'personal', until: 'personal', told: 'plain' }, mine, over: over('t.session_id') },
    calendar_link: { columns: { person: 'key', fair_id: 'plain', hash: 'secret', made: 'personal' }, mine, over: 't.fair_id = any(at.closed)' },
  },
};
