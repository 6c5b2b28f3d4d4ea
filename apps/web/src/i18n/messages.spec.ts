import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ar } from './ar';
import { en } from './en';
import { fr } from './fr';
import { saysTheSame } from './words.test-alike';

const keys = saysTheSame({ ar, fr, en }, { latin: ['SICCAM'] });

test('no message is left behind by the part that used it', () => {
  const source = join(__dirname, '..');
  const code = readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !/\.spec\.|i18n\/(ar|fr|en)\.ts$/.test(file))
    .map((file) => readFileSync(join(source, file), 'utf8'))
    .join('\n');
  // The languages' names are asked for by code; the stamp stands in three languages at once.
  const unused = [...keys].filter((key) => !key.startsWith('lang.') && key !== 'shell.demo' && !code.includes(`'${key}'`));
  expect(unused).toEqual([]);
});
