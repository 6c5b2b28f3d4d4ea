import { createServer } from 'node:http';
import { gzipSync } from 'node:zlib';
import { DataSource, EntitySchema } from 'typeorm';

/** The schedule as it is usually built: entities with their relations from TypeORM, JSON, gzip, for every reader anew. */

const words = { type: 'jsonb' as const };
const text = { type: 'text' as const };
const id = { type: 'uuid' as const, primary: true };

type Naive = Record<string, unknown>;
const Person = new EntitySchema<Naive>({
  name: 'Person',
  tableName: 'session_person',
  columns: { id, position: { type: 'integer' }, role: text, shape: text, name: words, title: words, initials: words, short: words, fictional: { type: 'boolean' }, replaces: { ...words, nullable: true } },
  relations: { session: { type: 'many-to-one', target: 'Session', joinColumn: { name: 'session_id' } } },
});
const Session = new EntitySchema<Naive>({
  name: 'Session',
  tableName: 'session',
  columns: {
    id,
    slug: text,
    kind: text,
    title: words,
    summary: words,
    starts: text,
    ends: text,
    delay: { type: 'integer' },
    spoken: { type: 'text', array: true },
    interpreted: { type: 'text', array: true },
    state: text,
    since: { type: 'timestamptz' },
    capacity: { type: 'integer', nullable: true },
    taken: { type: 'integer' },
    waiting: { type: 'integer' },
  },
  relations: {
    fair: { type: 'many-to-one', target: 'Fair', joinColumn: { name: 'fair_id' } },
    stage: { type: 'many-to-one', target: 'Stage', joinColumn: { name: 'stage_id' } },
    people: { type: 'one-to-many', target: 'Person', inverseSide: 'session' },
  },
});
const Stage = new EntitySchema<Naive>({ name: 'Stage', tableName: 'stage', columns: { id, position: { type: 'integer' }, name: words, note: { ...words, nullable: true } } });
const Fair = new EntitySchema<Naive>({
  name: 'Fair',
  tableName: 'fair',
  columns: { id, slug: text, current: { type: 'boolean' }, name: words, edition: words, theme: words, host: words, days: { type: 'text', array: true }, zone: text },
  relations: { sessions: { type: 'one-to-many', target: 'Session', inverseSide: 'fair' } },
});

const source = new DataSource({ type: 'postgres', url: process.argv[2] ?? '', entities: [Person, Session, Stage, Fair], synchronize: false, installExtensions: false });

async function page(): Promise<Buffer> {
  const fair = await source.getRepository(Fair).findOne({
    where: { current: true },
    relations: { sessions: { stage: true, people: true } },
    order: { sessions: { starts: 'ASC', people: { position: 'ASC' } } },
  });
  return gzipSync(JSON.stringify(fair));
}

const server = createServer((_request, response) => {
  page().then(
    (body) => response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip', 'content-length': body.length }).end(body),
    (error: unknown) => response.writeHead(500, { 'content-length': 0 }).end(void process.stderr.write(`${String(error)}\n`)),
  );
});
void source.initialize().then(() =>
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    process.stdout.write(`${typeof address === 'object' ? address?.port : ''}\n`);
  }),
);
