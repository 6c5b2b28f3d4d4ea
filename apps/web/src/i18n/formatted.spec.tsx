/** @jest-environment jsdom */
import { parse, TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser';
import { render } from '@testing-library/react';
import type { Language } from '@siccam/contract';
import { I18n, useWords, type MessageKey } from '.';
import { ar } from './ar';
import { en } from './en';
import { fr } from './fr';

type Tree = { [key: string]: string | Tree };
const flat = (tree: Tree, path = ''): [MessageKey, string][] =>
  Object.entries(tree).flatMap(([key, value]): [MessageKey, string][] => (typeof value === 'string' ? [[`${path}${key}` as MessageKey, value]] : flat(value, `${path}${key}.`)));
const catalogues = { ar: flat(ar), fr: flat(fr), en: flat(en) };

const numbers = new Set(['count', 'minutes', 'hours', 'days', 'capacity']);
/** Sample values: a Latin name for what is text, a number for what is counted. */
function valuesOf(elements: MessageFormatElement[], number: number, into: Record<string, string | number> = {}): Record<string, string | number> {
  for (const element of elements) {
    if (element.type === TYPE.tag) valuesOf(element.children, number, into);
    else if (element.type === TYPE.plural) {
      into[element.value] = number;
      for (const { value } of Object.values(element.options)) valuesOf(value, number, into);
    } else if (element.type === TYPE.argument) into[element.value] ??= numbers.has(element.value) ? number : 'Zed';
  }
  return into;
}

function One({ name, values }: { name: MessageKey; values: Record<string, string | number> }) {
  const { say, label } = useWords();
  return (
    <>
      <p>{say(name, values)}</p>
      <p>{label(name, values)}</p>
    </>
  );
}

/** A message as the page shows it, and as the name of a control. */
function shown(language: Language, key: MessageKey, values: Record<string, string | number>): [page: HTMLElement, name: string] {
  const { container } = render(<I18n language={language}><One name={key} values={values} /></I18n>);
  const [page, name] = container.querySelectorAll('p');
  if (!page || !name) throw new Error('nothing was rendered');
  return [page, name.textContent];
}

const bare = (text: string) => text.replace(/[\u2068\u2069]/g, '');
/** Which form Arabic takes, written by hand: 0, 1, 2, 3 to 10, 11 to 99, hundreds and 100 to 102. */
const forms = [[0, 'zero'], [1, 'one'], [2, 'two'], [3, 'few'], [10, 'few'], [11, 'many'], [99, 'many'], [100, 'other'], [102, 'other'], [103, 'few'], [1600, 'other']] as const;
const written = (number: number) => String(number).replace(/(\d)(\d{3})$/, '$1.$2');

/** What a message should say when its counts take this form. */
const inForm = (elements: MessageFormatElement[], form: string, number: number): string =>
  elements
    .map((element) => {
      if (element.type === TYPE.literal) return element.value;
      if (element.type === TYPE.pound) return written(number);
      if (element.type === TYPE.tag) return inForm(element.children, form, number);
      if (element.type === TYPE.plural) return inForm(element.options[form]?.value ?? [], form, number);
      return numbers.has(String(element.value)) ? String(number) : 'Zed';
    })
    .join('');

const counted = catalogues.ar.filter(([, text]) => text.includes(', plural,'));

test('there is something to count', () => expect(counted.length).toBeGreaterThan(8));

test.each(counted)('%s takes each of the six Arabic forms, in the digits of Morocco', (key, text) => {
  for (const [number, form] of forms) {
    const [page, name] = shown('ar', key, valuesOf(parse(text), number));
    expect({ number, said: bare(page.textContent) }).toEqual({ number, said: inForm(parse(text), form, number) });
    expect(bare(name)).toBe(bare(page.textContent));
    expect(page.textContent).not.toMatch(/[٠-٩۰-۹]/);
  }
});

/** Letters and digits of a line that nothing holds together. */
function loose(page: HTMLElement, pattern: RegExp): string[] {
  const walker = page.ownerDocument.createTreeWalker(page, 4 /* text */);
  const found: string[] = [];
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node.parentElement?.closest('bdi')) continue;
    found.push(...((node.textContent ?? '').replace(/\u2068[^\u2068\u2069]*\u2069/g, '').match(pattern) ?? []));
  }
  return found;
}

test.each(Object.keys(catalogues) as Language[])('in %s each name and number put into a message is kept whole', (language) => {
  const unheld = catalogues[language].flatMap(([key, text]) => {
    const values = valuesOf(parse(text), 7);
    const [page, name] = shown(language, key, values);
    const missing = Object.values(values).includes('Zed') && !page.textContent.includes('\u2068Zed\u2069') ? ['a name was lost'] : [];
    const inName = name.replace(/\u2068[^\u2068\u2069]*\u2069/g, '').match(/Zed|\d+|[<>]/g) ?? [];
    return [...loose(page, /Zed|\d+/g), ...inName, ...missing].map((what) => `${key}: ${what}`);
  });
  expect(unheld).toEqual([]);
});
