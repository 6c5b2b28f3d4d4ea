import type { PersonalDeclared } from '../platform';

/** The released programme once more, made for finding. */
export const searchPersonal: PersonalDeclared = {
  name: 'search',
  tables: { search_entry: { columns: { fair_id: 'plain', kind: 'plain', id: 'plain', names: 'published', rest: 'published', words: 'published' } } },
};
