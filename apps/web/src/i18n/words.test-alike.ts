import { parse, TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser';

type Tree = { readonly [key: string]: string | Tree };
type Catalogue = readonly (readonly [string, string])[];

const flat = (tree: Tree, path = ''): Catalogue => Object.entries(tree).flatMap(([key, value]): Catalogue => (typeof value === 'string' ? [[`${path}${key}`, value]] : flat(value, `${path}${key}.`)));

function walk(elements: MessageFormatElement[], visit: (element: MessageFormatElement) => void): void {
  for (const element of elements) {
    visit(element);
    if (element.type === TYPE.plural || element.type === TYPE.select) for (const option of Object.values(element.options)) walk(option.value, visit);
    if (element.type === TYPE.tag) walk(element.children, visit);
  }
}

function argumentsOf(message: string): string[] {
  const names = new Set<string>();
  walk(parse(message), (element) => void (element.type !== TYPE.literal && element.type !== TYPE.pound && element.type !== TYPE.tag && names.add(element.value)));
  return [...names].sort();
}

/** What a reader sees of a message, with nothing in the place of its values. */
function textOf(message: string): string {
  const texts: string[] = [];
  walk(parse(message), (element) => void (element.type === TYPE.literal && texts.push(element.value)));
  return texts.join('\n');
}

/**
 * Tests that a room says the same in three languages: the same keys with the same values, nothing empty (`silent`: keys that are to say
 * nothing), six plural forms in Arabic and no Latin word but `latin`, French marks with the word before them, nobody shouted at. Answers the
 * keys, for what else the room promises.
 */
export function saysTheSame(trees: Readonly<Record<'ar' | 'fr' | 'en', Tree>>, { silent = /^$/, latin = [] }: { silent?: RegExp; latin?: readonly string[] } = {}): ReadonlySet<string> {
  const catalogues = { ar: flat(trees.ar), fr: flat(trees.fr), en: flat(trees.en) };
  const french = new Map(catalogues.fr);

  test.each(['ar', 'en'] as const)('%s says what French says, with the same values', (language) => {
    expect(catalogues[language].map(([key]) => key).sort()).toEqual([...french.keys()].sort());
    for (const [key, text] of catalogues[language]) expect({ key, values: argumentsOf(text) }).toEqual({ key, values: argumentsOf(french.get(key) ?? '') });
  });

  test.each(['ar', 'fr', 'en'] as const)('in %s nothing is empty, and nobody is shouted at', (language) => {
    for (const [key, text] of catalogues[language]) expect({ key, empty: text.trim() === '', shouts: text.includes('!') }).toEqual({ key, empty: silent.test(key), shouts: false });
  });

  test('what is counted in Arabic has its six plural forms, and no Latin word stands in it', () => {
    for (const [key, text] of catalogues.ar) {
      walk(parse(text), (element) => element.type === TYPE.plural && expect({ key, forms: Object.keys(element.options).sort() }).toEqual({ key, forms: ['few', 'many', 'one', 'other', 'two', 'zero'] }));
      expect({ key, latin: textOf(text).match(/[A-Za-z]+/g)?.filter((word) => !latin.includes(word)) ?? [] }).toEqual({ key, latin: [] });
    }
  });

  test('French keeps its double marks and quotes with the word before them', () => {
    for (const [key, text] of catalogues.fr) expect({ key, loose: / [:;?!%»]|« /.test(textOf(text)), tight: /[^\s\u00a0\u202f][;?!»]/.test(textOf(text)) }).toEqual({ key, loose: false, tight: false });
  });

  return new Set(french.keys());
}
