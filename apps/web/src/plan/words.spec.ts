import { parse, TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser';
import { ar as searchAr } from '../search/words/ar';
import { en as searchEn } from '../search/words/en';
import { fr as searchFr } from '../search/words/fr';
import { ar } from './words/ar';
import { en } from './words/en';
import { fr } from './words/fr';

type Tree = { [key: string]: string | Tree };
const flat = (tree: Tree, path = ''): [string, string][] => Object.entries(tree).flatMap(([key, value]): [string, string][] => (typeof value === 'string' ? [[`${path}${key}`, value]] : flat(value, `${path}${key}.`)));
const catalogues = { ar: flat({ plan: ar, search: searchAr }), fr: flat({ plan: fr, search: searchFr }), en: flat({ plan: en, search: searchEn }) };
const french = new Map(catalogues.fr);

const walk = (elements: MessageFormatElement[], visit: (element: MessageFormatElement) => void): void => {
  for (const element of elements) {
    visit(element);
    if (element.type === TYPE.plural || element.type === TYPE.select) for (const option of Object.values(element.options)) walk(option.value, visit);
    if (element.type === TYPE.tag) walk(element.children, visit);
  }
};
const argumentsOf = (message: string): string[] => {
  const names = new Set<string>();
  walk(parse(message), (element) => element.type !== TYPE.literal && element.type !== TYPE.pound && element.type !== TYPE.tag && names.add(element.value));
  return [...names].sort();
};

test('plan and search say the same in three languages, with the same values, nothing empty', () => {
  for (const language of ['ar', 'en'] as const) {
    expect(catalogues[language].map(([key]) => key).sort()).toEqual([...french.keys()].sort());
    for (const [key, text] of catalogues[language]) expect({ key, values: argumentsOf(text), empty: text.trim() === '' }).toEqual({ key, values: argumentsOf(french.get(key) ?? ''), empty: false });
  }
});

test('what is counted in Arabic has its six plural forms; no Latin word stands in it; no language shouts', () => {
  for (const [key, text] of catalogues.ar) {
    walk(parse(text), (element) => element.type === TYPE.plural && expect({ key, forms: Object.keys(element.options).sort() }).toEqual({ key, forms: ['few', 'many', 'one', 'other', 'two', 'zero'] }));
    const bare = text.replace(/<\/?n>/g, '').replace(/\{\w+\}/g, '').replace(/\{\w+, plural,|\b(zero|one|two|few|many|other)\b(?= \{)/g, '');
    expect({ key, latin: bare.match(/[A-Za-z]+/g) ?? [] }).toEqual({ key, latin: [] });
  }
  for (const texts of Object.values(catalogues)) for (const [key, text] of texts) expect({ key, shouts: text.includes('!') }).toEqual({ key, shouts: false });
});

test('French keeps its double marks and quotes with the word before them', () => {
  for (const [key, text] of catalogues.fr) expect({ key, loose: /[^ {] [:;?!%»]|« /.test(text.replace(/\{\w+, plural/g, '')) }).toEqual({ key, loose: false });
});
