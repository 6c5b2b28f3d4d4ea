import { importWhys, MailState, PeopleFilter, roles } from '@siccam/contract';
import { saysTheSame } from '../i18n/words.test-alike';
import { ar } from './words/ar';
import { en } from './words/en';
import { fr } from './words/fr';

const keys = saysTheSame({ ar, fr, en });

test('every role, filter, state and reason that a door may name has its words', () => {
  const named = [...roles.map((role) => `role.${role}`), ...PeopleFilter.options.map((filter) => `people.filter.${filter}`), ...MailState.options.flatMap((state) => [`outbox.state.${state}`, `outbox.one.${state}`]), ...importWhys.map((why) => `csv.why.${why}`)];
  expect(named.filter((key) => !keys.has(key))).toEqual([]);
});
