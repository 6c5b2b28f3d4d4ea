import { parse, TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser';
import { Audience, ChangeKind, ConflictKind, SessionKind, SessionRole } from '@siccam/contract';
import { ar } from './words/ar';
import { en } from './words/en';
import { fr } from './words/fr';

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
const argumentsOf = (message: string): string[] => {
  const names = new Set<string>();
  walk(parse(message), (element) => {
    if (element.type !== TYPE.literal && element.type !== TYPE.pound && element.type !== TYPE.tag) names.add(element.value);
  });
  return [...names].sort();
};

test('the timetable says the same in three languages, with the same values, nothing empty', () => {
  for (const language of ['ar', 'en'] as const) {
    expect(catalogues[language].map(([key]) => key).sort()).toEqual([...french.keys()].sort());
    for (const [key, text] of catalogues[language]) expect({ key, values: argumentsOf(text), empty: text.trim() === '' }).toEqual({ key, values: argumentsOf(french.get(key) ?? ''), empty: false });
  }
});

test('what it counts in Arabic has its six plural forms; no Latin word stands in Arabic', () => {
  for (const [key, text] of catalogues.ar) {
    walk(parse(text), (element) => element.type === TYPE.plural && expect({ key, forms: Object.keys(element.options).sort() }).toEqual({ key, forms: ['few', 'many', 'one', 'other', 'two', 'zero'] }));
    const bare = text.replace(/<\/?n>/g, '').replace(/\{\w+\}/g, '').replace(/\{\w+, plural,|\b(zero|one|two|few|many|other)\b(?= \{)/g, '');
    expect({ key, latin: bare.match(/[A-Za-z]+/g) ?? [] }).toEqual({ key, latin: [] });
  }
});

test('French keeps its double marks and quotes with the word before them; no language shouts', () => {
  for (const [key, text] of catalogues.fr) expect({ key, loose: / [:;?!%»]|« /.test(text) }).toEqual({ key, loose: false });
  for (const texts of Object.values(catalogues)) for (const [key, text] of texts) expect({ key, shouts: text.includes('!') }).toEqual({ key, shouts: false });
});

test('every kind of session, role, public, conflict and change has its words', () => {
  for (const key of [...SessionKind.options.map((one) => `kind.${one}`), ...SessionRole.options.map((one) => `role.${one}`), ...Audience.options.map((one) => `audience.${one}`), ...ConflictKind.options.flatMap((one) => [`conflict.${one}.title`, `conflict.${one}.text`, `brief.${one}`]), ...ChangeKind.options.map((one) => `change.${one}`)])
    expect({ key, known: french.has(key) }).toEqual({ key, known: true });
});
