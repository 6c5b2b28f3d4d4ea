import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse, TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser';
import { localeOf, type Language } from '@siccam/contract';
import format, { type CompiledMessage } from 'icu-minify/format';
import { createTranslator } from 'use-intl/core';
import { ready, type Words } from '../../build/ready';

const source = join(__dirname, '..');
const catalogues = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((file) => /^(i18n|\w+\/words)\/(ar|fr|en)\.ts$/.test(file));
const counts = [0, 1, 2, 3, 11, 100, 1234];
const tag = (chunks: unknown) => `<${String(chunks)}>`;
const formatters = {
  getNumberFormat: (...given: ConstructorParameters<typeof Intl.NumberFormat>) => new Intl.NumberFormat(...given),
  getDateTimeFormat: (...given: ConstructorParameters<typeof Intl.DateTimeFormat>) => new Intl.DateTimeFormat(...given),
  getPluralRules: (...given: ConstructorParameters<typeof Intl.PluralRules>) => new Intl.PluralRules(...given),
};

type Values = Record<string, string | number | typeof tag>;

/** Values with which a message says everything that it can say. */
function valuesOf(elements: readonly MessageFormatElement[], count: number, option: number): Values {
  return Object.assign({}, ...elements.map((element): Values => {
    if (element.type === TYPE.tag) return { ...valuesOf(element.children, count, option), [element.value]: tag };
    if (element.type !== TYPE.plural && element.type !== TYPE.select) return element.type === TYPE.argument ? { [element.value]: '\u2068X\u2069' } : {};
    const options = Object.keys(element.options);
    const inside = Object.values(element.options).map(({ value }) => valuesOf(value, count, option));
    return Object.assign({}, ...inside, { [element.value]: element.type === TYPE.plural ? count : (options[option % options.length] ?? '') }) as Values;
  })) as Values;
}

const flat = (tree: object, path = ''): [string, unknown][] => Object.entries(tree).flatMap(([key, said]: [string, unknown]) => (typeof said === 'object' && said !== null && !Array.isArray(said) ? flat(said, `${path}${key}.`) : [[`${path}${key}`, said] as [string, unknown]]));

test('there are catalogues', () => expect(catalogues.length).toBeGreaterThan(20));

test.each(catalogues)('%s says the same taken apart', async (file) => {
  for (const words of Object.values((await import(join(source, file))) as Record<string, Words>)) {
    const locale = localeOf[file.slice(-5, -3) as Language];
    const t = createTranslator({ locale, messages: words as Record<string, never>, timeZone: 'UTC' }) as unknown as { markup: (key: string, values: Values) => string };
    const parts = new Map(flat(ready(words)));
    for (const [key, message] of flat(words)) {
      for (const [option, count] of counts.entries()) {
        const values = valuesOf(parse(String(message)), count, option);
        expect({ key, says: format(parts.get(key) as CompiledMessage, locale, values, { formatters }) }).toEqual({ key, says: t.markup(key, values) });
      }
    }
  }
});
