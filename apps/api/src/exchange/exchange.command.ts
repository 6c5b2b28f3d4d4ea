import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Ajv } from 'ajv';
import { validateXML } from 'xmllint-wasm';
import { atOnce } from '../platform';
import { emptyWorld, following, standing, wrongAfter } from './identity';
import { planOf } from './plan';
import { readFile } from './read';
import { scheduleOf } from './write';
import { writeXml } from './xml';

/**
 * `npm run exchange -- <file>… [--zone Africa/Casablanca] [--schema schema.json] [--schema schedule.xml.xsd]`: reads schedules, says what an
 * import would do, and whether import, export, import is the identity in each format. With the published schemas of `schedule.json` and
 * `schedule.xml` it also says whether the exports keep to them. Nothing is written.
 */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ args: process.argv.slice(2), allowPositionals: true, options: { zone: { type: 'string', default: 'Africa/Casablanca' }, schema: { type: 'string', multiple: true } } });
  if (positionals.length === 0) throw new Error('Name a schedule.json, a schedule.xml or a table: npm run exchange -- <file>.');
  const validators = (values.schema ?? []).map((schema) => (schema.endsWith('.xsd') ? ofXml(schema) : ofJson(schema)));
  for (const path of positionals) {
    const bytes = readFileSync(path);
    const doc = readFile(bytes);
    if (typeof doc === 'string') {
      tell(`${path}: ${doc}`);
      process.exitCode = 1;
      continue;
    }
    const world = emptyWorld(values.zone);
    const plan = atOnce(planOf(doc, world));
    const count = (does: string) => plan.lines.filter((line) => line.kind === 'session' && line.does === does).length;
    tell(`${path}: ${doc.format}, ${count('create')} sessions taken, ${count('refuse')} refused`);
    for (const { place, why, field } of plan.lines) if (why) tell(`  refused: ${place} ${why} ${field ?? ''}`);
    for (const { place, count: times, kept } of doc.fields) tell(`  ${kept ? 'kept' : 'left in the file'}: ${place} (${times})`);
    for (const via of ['json', 'xml', 'csv'] as const) {
      const wrong = wrongAfter(bytes, via, world);
      tell(`  ${via}: ${wrong.length === 0 ? 'identity ok' : `identity NOT ok\n    ${wrong.slice(0, 20).map((one) => one.slice(0, 400)).join('\n    ')}`}`);
      if (wrong.length > 0) process.exitCode = 1;
    }
    for (const { format, wrongIn } of validators) {
      for (const whole of [true, false]) {
        const made = atOnce(scheduleOf(standing(following(world, plan).items), { slug: 'fair', zone: values.zone, name: { en: 'Fair' }, url: world.fair.url, version: '1' }, whole));
        const wrong = await wrongIn(made);
        tell(`  ${format} of ${whole ? 'the draft' : 'what is published'}: ${wrong.length === 0 ? 'valid' : `NOT valid\n    ${wrong.join('\n    ')}`}`);
        if (wrong.length > 0) process.exitCode = 1;
      }
    }
  }
}

type Made = { file: Record<string, unknown>; own: Record<string, unknown> | null };
type Validator = { format: string; wrongIn: (made: Made) => Promise<string[]> };

function ofXml(path: string): Validator {
  const schema = readFileSync(path, 'utf8');
  return {
    format: 'schedule.xml',
    wrongIn: async ({ file, own }) => {
      const xml = { fileName: 'schedule.xml', contents: atOnce(writeXml(file, own === null ? null : JSON.stringify(own))) };
      return (await validateXML({ xml, schema, maxMemoryPages: 16_384 })).errors.slice(0, 20).map(({ rawMessage }) => rawMessage);
    },
  };
}

function ofJson(path: string): Validator {
  const ajv = new Ajv({ strict: false, allErrors: true, formats: { date: /^\d{4}-\d{2}-\d{2}$/, 'date-time': /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/, uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, uri: (text: string) => URL.canParse(text), color: true } });
  const { $schema: _dialect, ...schema } = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
  const check = ajv.compile(schema);
  return { format: 'schedule.json', wrongIn: ({ file }) => Promise.resolve(check(file) ? [] : (check.errors ?? []).slice(0, 20).map(({ instancePath, message }) => `${instancePath} ${message}`)) };
}

const tell = (text: string): void => void process.stdout.write(`${text}\n`);

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
