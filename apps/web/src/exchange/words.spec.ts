import { DraftFair, DraftSession, DraftSpeaker, DraftStage, ExchangeFormat, ExchangeLine, ExchangeNote, ExchangeWhy, Language } from '@siccam/contract';
import { saysTheSame } from '../i18n/words.test-alike';
import { ar } from './words/ar';
import { en } from './words/en';
import { fr } from './words/fr';

const keys = saysTheSame({ ar, fr, en }, { latin: ['schedule', 'json', 'xml', 'CSV', 'Excel', 'UTF', 'PDF'] });

test('every reason, note, format and field of the contract has its words', () => {
  const fields = [DraftFair, DraftStage, DraftSpeaker, DraftSession].flatMap(({ shape }) => Object.keys(shape)).filter((field) => field !== 'kind');
  const named = [
    ...ExchangeWhy.options.map((why) => `why.${why}`),
    ...ExchangeNote.options.map((note) => `note.${note}`),
    ...ExchangeFormat.options.map((format) => `format.${format}`),
    ...ExchangeLine.shape.does.options.map((does) => `does.${does}`),
    ...fields.map((field) => `field.${field}`),
    ...Language.options.map((language) => `inLanguage.${language}`),
  ];
  expect(named.filter((key) => !keys.has(key))).toEqual([]);
});
