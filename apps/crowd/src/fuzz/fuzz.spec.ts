import fc from 'fast-check';
import { foundBy, missed } from '../testing';
import { fitting, spoilt } from './make';

const known = { ids: ['0e4c5bd8-2c92-4a93-9f0c-3f0a9c6a7b11'], slugs: ['panel-1'], texts: ['fr'] };
const schema = { type: 'object', additionalProperties: false, required: ['name', 'page'], properties: { name: { type: 'string', maxLength: 5 }, page: { type: 'integer', minimum: 0, maximum: 9 } } };

test('what is made to fit fits, and of what is spoilt much does not', () => {
  const fits = (value: unknown) => {
    const { name, page, ...rest } = (value ?? {}) as Record<string, unknown>;
    return typeof name === 'string' && name.length <= 5 && Number.isInteger(page) && Number(page) >= 0 && Number(page) <= 9 && Object.keys(rest).length === 0;
  };
  expect(fc.sample(fitting(schema, known), { seed: 1, numRuns: 200 }).filter((value) => !fits(value))).toEqual([]);
  expect(fc.sample(spoilt(schema, known), { seed: 1, numRuns: 200 }).filter((value) => !fits(value)).length).toBeGreaterThan(100);
});

/** The short form of `npm run fuzz`. */
test('no door of a started server fails, takes what it says it does not take, or answers what it does not promise', async () => {
  expect(missed(await foundBy('apps/crowd/src/fuzz/fuzz.ts'))).toEqual([]);
}, 120_000);
