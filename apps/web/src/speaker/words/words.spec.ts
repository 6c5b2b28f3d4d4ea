import { CheckFound, SpeakerMissing, Unusable } from '@siccam/contract';
import { saysTheSame } from '../../i18n/words.test-alike';
import { parts } from '../verdict';
import { ar } from './ar';
import { en } from './en';
import { fr } from './fr';

// What needs no mending says nothing; a file of a calendar is called so on every machine.
const keys = saysTheSame({ ar, fr, en }, { silent: /\.(undone|good|listen)\.fix$/, latin: ['ics'] });

test('every reason of the contract and every thing that may be missing has its words', () => {
  expect(Object.keys(CheckFound.shape).sort()).toEqual([...parts].sort());
  const named = [...Unusable.options.flatMap((why) => [`verdict.camera.${why}.fix`, `verdict.microphone.${why}.fix`]), ...SpeakerMissing.options.flatMap((what) => [`desk.filter.${what}`, `desk.lacks.${what}`])];
  expect(named.filter((key) => !keys.has(key))).toEqual([]);
});
