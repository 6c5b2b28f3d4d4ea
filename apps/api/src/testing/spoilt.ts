import type { Ask, Route } from '@siccam/contract';
import type { Heard } from './walk';

/** A question that does not fit, as the text that is sent. `must`: it has to be called malformed; else only a fault would be wrong. */
export type Spoilt = { how: string; raw: string; must: boolean };

/** Fields that a question may be without. */
const optional: Readonly<Record<string, readonly string[]>> = { 'enter.confirm': ['code', 'password'], 'enter.open': ['first', 'consents'], 'enter.mailCode': ['consents'] };
/** Fields that may be null although the fitting question says something. */
const nullable: Readonly<Record<string, readonly string[]>> = { 'people.name': ['name'] };
const deep = `${'['.repeat(2000)}${']'.repeat(2000)}`;
const strange = ['', ' ', '\0', 'a\0b', '\u202e', '\ud800', '..%2f', "' or 1=1 --", '%_\\', '=HYPERLINK("x")', '__proto__', 'constructor', 'x'.repeat(10_000), '1e309', 'null', 'undefined', '00000000-0000-0000-0000-000000000000'];

/** Every way in which a fitting question is spoilt: fields missing, added and of other kinds, and texts that trip programs up. `inPath`: fields that the address holds. */
export function spoiltFrom(door: Route | Ask, fitting: Record<string, unknown>, inPath: readonly string[]): Spoilt[] {
  const whole = JSON.stringify(fitting);
  const withField = (field: string, value: string) => {
    const rest = Object.entries(fitting).filter(([name]) => name !== field).map(([name, one]) => `${JSON.stringify(name)}:${JSON.stringify(one)}`);
    return `{${[...rest, `${JSON.stringify(field)}:${value}`].join()}}`;
  };
  const always = (how: string, raw: string): Spoilt => ({ how, raw, must: true });
  const spoilt = [
    always('an array', `[${whole}]`),
    always('a text', '"text"'),
    always('a number', '7'),
    always('null', 'null'),
    ...(door.kind === 'route' ? [always('half', whole.slice(0, -1)), always('nothing', '')] : []),
    always('a role added', withField('role', '"organiser"')),
    always('an id added', withField('id', '"00000000-0000-4000-8000-000000000000"')),
    always('depth added', withField('deep', deep)),
    always('a prototype', withField('__proto__', '{"kind":"bot"}')),
    always('a constructor', withField('constructor', '{"prototype":{"kind":"bot"}}')),
    ...inPath.map((field) => always(`${field} of the address in the body too`, withField(field, '"00000000-0000-4000-8000-000000000000"'))),
  ];
  for (const [field, value] of Object.entries(fitting)) {
    if (!optional[door.name]?.includes(field)) spoilt.push(always(`without ${field}`, JSON.stringify({ ...fitting, [field]: undefined })));
    // An object where there is an object fits when every field of it is optional.
    const other = ['7.5', 'true', '1e309', '"no"', '[[]]', '{"x":1}', ...(value === null || nullable[door.name]?.includes(field) ? [] : ['null'])];
    for (const one of other) if (!canStand(value, one)) spoilt.push(always(`${field} ${one}`, withField(field, one)));
    if (typeof value === 'string' || value === null) for (const text of strange) spoilt.push({ how: `${field} ${JSON.stringify(text).slice(0, 20)}`, raw: withField(field, JSON.stringify(text)), must: false });
    if (typeof value === 'number') for (const number of ['-1', '1e16', '9007199254740993', '-0.5', '"1"']) spoilt.push({ how: `${field} ${number}`, raw: withField(field, number), must: number === '-0.5' || number === '"1"' });
  }
  return spoilt;
}

/** Whether another value is of the same kind as the fitting one, so that it may be let in. */
function canStand(fitting: unknown, other: string): boolean {
  const value: unknown = JSON.parse(other);
  // A socket sends null for a number that is none.
  if (fitting === null) return typeof value === 'string' || value === Infinity;
  if (fitting === undefined) return true;
  return typeof value === typeof fitting && Array.isArray(value) === Array.isArray(fitting) && typeof value !== 'object';
}

/** What is wrong with an answer to a spoilt question, or null. */
export function wrongAbout({ must }: Spoilt, { refusal, status }: Heard): string | null {
  if (refusal === 'fault' || status >= 500) return refusal || String(status);
  return must && refusal !== 'wire.malformed' ? refusal || 'let in' : null;
}
