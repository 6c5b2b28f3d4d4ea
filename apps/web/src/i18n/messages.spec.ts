import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser';
import { ar } from './ar';
import { en } from './en';
import { fr } from './fr';

type Tree = { [key: string]: string | Tree };
const flat = (tree: Tree, path = ''): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]): [string, string][] => (typeof value === 'string' ? [[`${path}${key}`, value]] : flat(value, `${path}${key}.`)));
const catalogues = { ar: flat(ar), fr: flat(fr), en: flat(en) };

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

test('every message exists in the three languages, none empty', () => {
  const keys = catalogues.fr.map(([key]) => key);
  expect(catalogues.ar.map(([key]) => key)).toEqual(keys);
  expect(catalogues.en.map(([key]) => key)).toEqual(keys);
  for (const language of Object.values(catalogues)) for (const [key, text] of language) expect({ key, empty: text.trim() === '' }).toEqual({ key, empty: false });
});

test('a message takes the same values in each language', () => {
  const french = new Map(catalogues.fr);
  for (const language of [catalogues.ar, catalogues.en]) for (const [key, text] of language) expect({ key, values: argumentsOf(text) }).toEqual({ key, values: argumentsOf(french.get(key) ?? '') });
});

test('what is counted in Arabic has its six plural forms', () => {
  const counted: string[] = [];
  for (const [key, text] of catalogues.ar)
    walk(parse(text), (element) => {
      if (element.type !== TYPE.plural) return;
      counted.push(key);
      expect({ key, forms: Object.keys(element.options).sort() }).toEqual({ key, forms: ['few', 'many', 'one', 'other', 'two', 'zero'] });
    });
  expect(counted.length).toBeGreaterThan(8);
});

test('French keeps its double marks and quotes with the word before them', () => {
  for (const [key, text] of catalogues.fr) {
    const words = text.replace(/\{\w+, plural.*\}\}/g, '');
    expect({ key, loose: / [:;?!%»]|« /.test(words) }).toEqual({ key, loose: false });
    expect({ key, tight: /[^\s\u00a0\u202f][;?!»]/.test(words) }).toEqual({ key, tight: false });
  }
});

test('no exclamation mark, no Latin word of another language in Arabic but the fair and its units', () => {
  for (const [key, text] of catalogues.ar) {
    const bare = text.replace(/<\/?n>/g, '').replace(/\{\w+\}/g, '').replace(/\{\w+, plural,|\b(zero|one|two|few|many|other)\b(?= \{)/g, '');
    expect({ key, latin: bare.match(/[A-Za-z]+/g)?.filter((word) => word !== 'SICCAM') ?? [] }).toEqual({ key, latin: [] });
  }
  for (const language of Object.values(catalogues)) for (const [key, text] of language) expect({ key, shouts: text.includes('!') }).toEqual({ key, shouts: false });
});

test('no message is left behind by the part that used it', () => {
  const source = join(__dirname, '..');
  const code = readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !/\.spec\.|i18n\/(ar|fr|en)\.ts$/.test(file))
    .map((file) => readFileSync(join(source, file), 'utf8'))
    .join('\n');
  // The languages' names are asked for by code; the stamp stands in three languages at once.
  const unused = catalogues.fr.map(([key]) => key).filter((key) => !key.startsWith('lang.') && key !== 'shell.demo' && !code.includes(`'${key}'`));
  expect(unused).toEqual([]);
});
