import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { consentKinds, demoRoles, refusalStatus, roles } from '@siccam/contract';
import { saysTheSame } from '../../i18n/words.test-alike';
import { ar } from './ar';
import { en } from './en';
import { fr } from './fr';

// Kinds of files are called so on every machine.
const keys = saysTheSame({ ar, fr, en }, { latin: ['JPEG', 'PNG', 'WebP', 'AVIF', 'HEIC', 'PDF', 'PPTX', 'DOCX', 'XLSX', 'JSON', 'XML', 'CSV'] });

test('every refusal of the contract has words', () => {
  const codes = [...Object.keys(refusalStatus), 'fault', 'unreachable'];
  expect([...keys].filter((key) => key.startsWith('refusal.')).sort()).toEqual(codes.map((code) => `refusal.${code}`).sort());
});

test('every role, consent and way of the demonstration has words', () => {
  const named = [...roles.map((role) => `role.${role}`), ...consentKinds.map((what) => `account.consent.${what}`), ...demoRoles.map((as) => `enter.as.${as}`)];
  expect(named.filter((key) => !keys.has(key))).toEqual([]);
});

test('no message is left behind by the part that used it', () => {
  const room = join(__dirname, '..');
  const code = readdirSync(room, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !/\.spec\.|words\/(ar|fr|en)\.ts$/.test(file))
    .map((file) => readFileSync(join(room, file), 'utf8'))
    .join('\n');
  // Asked for by a name that the contract or the browser gives.
  const named = /^(role|refusal|part|kept|enter\.as|account\.(consent|device|thisDevice|out)|official\.in|help\.parts|link\.(used|over|unknown|elsewhere)(Title)?)(\.|$)/;
  expect([...keys].filter((key) => !named.test(key) && !code.includes(`'${key}'`))).toEqual([]);
});
