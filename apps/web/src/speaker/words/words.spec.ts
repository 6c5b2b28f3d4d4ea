import { parse, TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser';
import { CheckFound, SpeakerMissing, Unusable } from '@siccam/contract';
import { parts } from '../verdict';
import { ar } from './ar';
import { en } from './en';
import { fr } from './fr';

type Tree = { [key: string]: string | Tree };
const flat = (tree: Tree, path = ''): [string, string][] => Object.entries(tree).flatMap(([key, value]): [string, string][] => (typeof value === 'string' ? [[`${path}${key}`, value]] : flat(value, `${path}${key}.`)));
const catalogues = { ar: flat(ar), fr: flat(fr), en: flat(en) };
const french = new Map(catalogues.fr);
const walk = (elements: MessageFormatElement[], visit: (element: MessageFormatElement) => void): void => {
  for (const element of elements) {
    visit(element);
    if (element.type === TYPE.plural || element.type === TYPE.select) for (const option of Object.values(element.options)) walk(option.value, visit);
    if (element.type === TYPE.tag) walk(element.children, visit);
  }
};
const namesIn = (message: string): string[] => {
  const names = new Set<string>();
  walk(parse(message), (element) => void (element.type !== TYPE.literal && element.type !== TYPE.pound && element.type !== TYPE.tag && names.add(element.value)));
  return [...names].sort();
};

test('speakers are told the same in three languages, with the same values; only what needs no mending says nothing', () => {
  for (const language of ['ar', 'en'] as const)
    for (const [key, text] of catalogues[language]) expect({ key, values: namesIn(text), empty: text === '' }).toEqual({ key, values: namesIn(french.get(key) ?? ''), empty: french.get(key) === '' });
  for (const [key, text] of catalogues.fr) if (text === '') expect(key).toMatch(/\.(undone|good|listen)\.fix$/);
});

test('what is counted in Arabic has its six forms, and no Latin word stands in it', () => {
  for (const [key, text] of catalogues.ar) {
    walk(parse(text), (element) => element.type === TYPE.plural && expect({ key, forms: Object.keys(element.options).sort() }).toEqual({ key, forms: ['few', 'many', 'one', 'other', 'two', 'zero'] }));
    const bare = text.replace(/<\/?n>/g, '').replace(/\{\w+\}/g, '').replace(/\{\w+, plural,|\b(zero|one|two|few|many|other)\b(?= \{)/g, '');
    expect({ key, latin: bare.match(/[A-Za-z]+/g) ?? [] }).toEqual({ key, latin: [] });
  }
});

test('French keeps its double marks with the word before them', () => {
  for (const [key, text] of catalogues.fr) expect({ key, loose: / [:;?!%»]|« /.test(text.replace(/\{\w+, plural.*\}\}/g, '')) }).toEqual({ key, loose: false });
});

test('every reason of the contract and every thing that may be missing has its words', () => {
  expect(Object.keys(CheckFound.shape).sort()).toEqual([...parts].sort());
  const wanted = [...Unusable.options.flatMap((why) => [`verdict.camera.${why}.fix`, `verdict.microphone.${why}.fix`]), ...SpeakerMissing.options.flatMap((what) => [`desk.filter.${what}`, `desk.lacks.${what}`])];
  expect(wanted.filter((key) => !french.get(key))).toEqual([]);
});
