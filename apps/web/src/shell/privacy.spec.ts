import { languages } from '@siccam/contract';
import { privacyWords } from './privacy.words';

const shapes = languages.map((language) => privacyWords[language].parts.map(({ lines }) => lines.length));
const lines = (language: 'ar' | 'fr' | 'en') => privacyWords[language].parts.flatMap((part) => part.lines);

test('each language says the same things', () => {
  expect(shapes[1]).toEqual(shapes[0]);
  expect(shapes[2]).toEqual(shapes[0]);
});

test('each language names the cookies, the law, how long things are kept, and nothing shouts', () => {
  for (const language of languages) {
    const text = lines(language).join('\n');
    for (const word of ['siccam', '__Host-siccam', 'language', '09-08', '90', '30', '24']) expect(text).toContain(word);
    expect(text).not.toContain('!');
  }
});

test('French keeps its quotes with the word inside', () => {
  for (const line of lines('fr')) expect(line).not.toMatch(/« | »| [:;?]/);
});
