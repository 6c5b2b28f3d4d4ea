import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser';
import { consentKinds, demoRoles, refusalStatus, roles } from '@siccam/contract';
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

test('every refusal of the contract has words in the three languages', () => {
  for (const [language, catalogue] of Object.entries(catalogues)) {
    const known = new Map(catalogue);
    for (const code of [...Object.keys(refusalStatus), 'fault', 'unreachable']) expect({ language, code, said: Boolean(known.get(`refusal.${code}`)) }).toEqual({ language, code, said: true });
  }
  expect(catalogues.fr.filter(([key]) => key.startsWith('refusal.')).length).toBe(Object.keys(refusalStatus).length + 2);
});

test('every role, consent and way of the demonstration has words in the three languages', () => {
  for (const catalogue of Object.values(catalogues)) {
    const keys = new Set(catalogue.map(([key]) => key));
    const wanted = [...roles.map((role) => `role.${role}`), ...consentKinds.map((what) => `account.consent.${what}`), ...demoRoles.map((as) => `enter.as.${as}`)];
    expect(wanted.filter((key) => !keys.has(key))).toEqual([]);
  }
});

test('every message exists in the three languages, none empty, with the same values', () => {
  const french = new Map(catalogues.fr);
  for (const language of [catalogues.ar, catalogues.en]) {
    expect(language.map(([key]) => key).sort()).toEqual([...french.keys()].sort());
    for (const [key, text] of language) expect({ key, empty: text.trim() === '', values: argumentsOf(text) }).toEqual({ key, empty: false, values: argumentsOf(french.get(key) ?? '') });
  }
});

test('what is counted in Arabic has its six plural forms', () => {
  for (const [key, text] of catalogues.ar)
    walk(parse(text), (element) => {
      if (element.type === TYPE.plural) expect({ key, forms: Object.keys(element.options).sort() }).toEqual({ key, forms: ['few', 'many', 'one', 'other', 'two', 'zero'] });
    });
});

test('French keeps its double marks and quotes with the word before them', () => {
  for (const [key, text] of catalogues.fr) {
    const words = text.replace(/\{\w+, plural.*\}\}/g, '');
    expect({ key, loose: / [:;?!%»]|« /.test(words), tight: /[^\s\u00a0\u202f][;?!»]/.test(words) }).toEqual({ key, loose: false, tight: false });
  }
});

test('no exclamation mark, and no Latin word in Arabic', () => {
  for (const [key, text] of catalogues.ar) {
    // Kinds of files are called so on every machine.
    const bare = text.replace(/\b(?:JPEG|PNG|WebP|AVIF|HEIC|PDF|PPTX|DOCX|XLSX|JSON|XML|CSV)\b/g, '').replace(/<\/?n>/g, '').replace(/\{\w+\}/g, '').replace(/\{\w+, plural,|\b(zero|one|two|few|many|other)\b(?= \{)/g, '');
    expect({ key, latin: bare.match(/[A-Za-z]+/g) ?? [] }).toEqual({ key, latin: [] });
  }
  for (const catalogue of Object.values(catalogues)) for (const [key, text] of catalogue) expect({ key, shouts: text.includes('!') }).toEqual({ key, shouts: false });
});

test('no message is left behind by the part that used it', () => {
  const room = join(__dirname, '..');
  const code = readdirSync(room, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !/\.spec\.|words\/(ar|fr|en)\.ts$/.test(file))
    .map((file) => readFileSync(join(room, file), 'utf8'))
    .join('\n');
  // Asked for by a name that the contract or the browser gives.
  const named = /^(role|refusal|part|kept|enter\.as|account\.(consent|device|thisDevice|out)|official\.in|help\.parts|link\.(used|over|unknown|elsewhere)(Title)?)(\.|$)/;
  expect(catalogues.fr.map(([key]) => key).filter((key) => !named.test(key) && !code.includes(`'${key}'`))).toEqual([]);
});
