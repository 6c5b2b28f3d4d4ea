import fc, { type Arbitrary } from 'fast-check';

/** JSON Schema as the contract prints it. */
export type Schema = { [word: string]: unknown };

/** Values that exist at the fair, so that more than the first check of a door is met. */
export type Known = { ids: readonly string[]; slugs: readonly string[]; texts: readonly string[] };

const objectOf = (schema: Schema): [string, Schema][] => Object.entries((schema['properties'] ?? {}) as Record<string, Schema>);
const listOf = (value: unknown): Schema[] => (Array.isArray(value) ? (value as Schema[]) : []);

/** Texts that trip programs up. */
export const strange = ['', ' ', '\0', 'a\0b', '\u202eabc', '\u200f', '\ud800', 'e\u0301', '\u0660\u0661', '..%2f..%2f', "' or 1=1 --", '%_\\', '=HYPERLINK("x")', '<img onerror=alert(1)>', '__proto__', 'constructor', '1e309', 'null', '👩‍🚀'.repeat(20)];

/** Values that fit a schema, its bounds as often as its middle. */
export function fitting(schema: Schema, known: Known): Arbitrary<unknown> {
  if ('const' in schema) return fc.constant(schema['const']);
  if (Array.isArray(schema['enum'])) return fc.constantFrom(...(schema['enum'] as unknown[]));
  const either = [...listOf(schema['anyOf']), ...listOf(schema['oneOf'])];
  if (either.length > 0) return fc.oneof(...either.map((one) => fitting(one, known)));
  switch (schema['type']) {
    case 'object': {
      const required = (schema['required'] ?? []) as string[];
      const fields = objectOf(schema);
      if (fields.length === 0 && typeof schema['additionalProperties'] === 'object') return fc.dictionary(fc.string(), fitting(schema['additionalProperties'] as Schema, known));
      return fc.record(Object.fromEntries(fields.map(([name, of]) => [name, fitting(of, known)])), { requiredKeys: required.filter((name) => fields.some(([field]) => field === name)), noNullPrototype: true });
    }
    case 'array':
      return fc.array(fitting((schema['items'] ?? {}) as Schema, known), { minLength: Number(schema['minItems'] ?? 0), maxLength: Math.min(4, Number(schema['maxItems'] ?? 4)) });
    case 'integer': {
      const [least, most] = [Math.max(Number(schema['minimum'] ?? -1000), Number.MIN_SAFE_INTEGER), Math.min(Number(schema['maximum'] ?? 1000), Number.MAX_SAFE_INTEGER)];
      return fc.oneof(fc.integer({ min: least, max: Math.min(most, least + 2000) }), fc.constantFrom(least, most));
    }
    case 'number':
      return fc.double({ noNaN: true, min: Number(schema['minimum'] ?? -1e6), max: Number(schema['maximum'] ?? 1e6) });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'string':
      return text(schema, known);
    default:
      return fc.jsonValue({ maxDepth: 2 });
  }
}

function text(schema: Schema, { ids, slugs, texts }: Known): Arbitrary<unknown> {
  if (schema['format'] === 'uuid') return fc.oneof(fc.constantFrom(...ids), fc.uuid({ version: 4 }));
  if (schema['format'] === 'date-time') return fc.date({ min: new Date('2026-01-01'), max: new Date('2027-01-01'), noInvalidDate: true }).map((date) => date.toISOString());
  if (schema['format'] === 'email') return fc.constantFrom('salma@fair.test', 'a@b.ma');
  const pattern = typeof schema['pattern'] === 'string' ? new RegExp(schema['pattern'], 'u') : null;
  const [least, most] = [Number(schema['minLength'] ?? 0), Math.min(Number(schema['maxLength'] ?? 2000), 30_000)];
  const inBounds = (one: string) => one.length >= least && one.length <= most && (pattern?.test(one) ?? true);
  const some = [...slugs, ...texts, ...strange].filter(inBounds);
  return fc.oneof(
    ...(some.length > 0 ? [fc.constantFrom(...some)] : []),
    ...(pattern ? [fc.stringMatching(pattern).filter(inBounds)] : [fc.string({ minLength: least, maxLength: Math.min(most, least + 60) }), fc.constantFrom('x'.repeat(least), 'ش'.repeat(most))]),
  );
}

const junk: Arbitrary<unknown> = fc.oneof(fc.constantFrom<unknown>(null, [], {}, [[]], true, -1, 0.5, 1e21, 2 ** 53, '', ...strange), fc.jsonValue({ maxDepth: 1 }), fc.constant('x'.repeat(40_000)));

/** A fitting value spoilt in one place. It may still fit: a schema has to say. */
export const spoilt = (schema: Schema, known: Known): Arbitrary<unknown> =>
  fc.tuple(fitting(schema, known), fc.nat(), fc.constantFrom('leave', 'replace', 'add', 'whole', 'proto'), junk).map(([value, place, how, other]) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value) || how === 'whole') return other;
    const fields = Object.keys(value);
    const field = fields[place % Math.max(1, fields.length)] ?? 'x';
    const rest = Object.fromEntries(Object.entries(value).filter(([name]) => name !== field));
    if (how === 'leave') return rest;
    if (how === 'replace') return { ...rest, [field]: other };
    // As text a prototype is a field like another.
    return how === 'add' ? { ...value, role: other } : (JSON.parse(`{"__proto__":{"kind":"bot"},${JSON.stringify(value).slice(1)}`.replace(',}', '}')) as unknown);
  });
