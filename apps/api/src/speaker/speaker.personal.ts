import type { PersonalDeclared } from '../platform';

const mine = 't.person::text = me.id';

/** What speakers said and what their devices were found to be. */
export const speakerPersonal: PersonalDeclared = {
  name: 'speaker',
  tables: {
    tech_check: { columns: { speaker: 'plain', fair_id: 'plain', person: 'key', at: 'personal', found: 'personal' }, mine, over: 't.fair_id = any(at.closed)' },
    speaker_answer: { columns: { speaker: 'plain', session_id: 'personal', answer: 'personal', starts: 'personal', person: 'key', at: 'personal' }, mine, over: `t.at < at.now - interval '1 year'` },
  },
};
