import { Audience, ChangeKind, ConflictKind, SessionKind, SessionRole } from '@siccam/contract';
import { saysTheSame } from '../i18n/words.test-alike';
import { ar } from './words/ar';
import { en } from './words/en';
import { fr } from './words/fr';

const keys = saysTheSame({ ar, fr, en });

test('every kind of session, role, public, conflict and change has its words', () => {
  const named = [...SessionKind.options.map((one) => `kind.${one}`), ...SessionRole.options.map((one) => `role.${one}`), ...Audience.options.map((one) => `audience.${one}`), ...ConflictKind.options.flatMap((one) => [`conflict.${one}.title`, `conflict.${one}.text`, `brief.${one}`]), ...ChangeKind.options.map((one) => `change.${one}`)];
  expect(named.filter((key) => !keys.has(key))).toEqual([]);
});
