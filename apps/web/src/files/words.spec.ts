import { ar } from './words/ar';
import { en } from './words/en';
import { fr } from './words/fr';

type Tree = { [key: string]: string | Tree };
const flat = (tree: Tree, path = ''): [string, string][] => Object.entries(tree).flatMap(([key, value]): [string, string][] => (typeof value === 'string' ? [[`${path}${key}`, value]] : flat(value, `${path}${key}.`)));
const valuesOf = (text: string) => [...text.matchAll(/\{(\w+)\}|<(\w+)>/g)].map(([all]) => all).sort();
const french = new Map(flat(fr));

test('bringing a file is said in three languages, with the same values, nothing empty', () => {
  for (const tree of [ar, en]) {
    expect(flat(tree).map(([key]) => key)).toEqual([...french.keys()]);
    for (const [key, text] of flat(tree)) expect({ key, values: valuesOf(text), empty: text === '' }).toEqual({ key, values: valuesOf(french.get(key) ?? ''), empty: false });
  }
});

test('French keeps its double marks with the word before them, and Arabic has no Latin word but the kinds of files', () => {
  for (const [key, text] of french) expect({ key, loose: / [:;?!%»]|« /.test(text) }).toEqual({ key, loose: false });
  for (const [key, text] of flat(ar)) expect({ key, latin: text.replace(/<\/?n>|\{\w+\}|\b(?:JPEG|PNG|WebP|AVIF|PDF|PPTX|DOCX|XLSX)\b/g, '').match(/[A-Za-z]+/g) }).toEqual({ key, latin: null });
});
