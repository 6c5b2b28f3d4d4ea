import 'reflect-metadata';
import { writeFile } from 'node:fs/promises';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { readMoment, seed, usualMoment } from './demo';
import { entities } from './entities';
import { grantStatements } from './grants';
import { migrations } from './migrations';
import { codeOf, dataSourceOptions } from './platform';

const Settings = z.object({
  DATABASE_OWNER_URL: z.url(),
  DATABASE_APP_ROLE: z.string().min(1).optional(),
  FAIR: z.enum(['demo', 'empty']).default('demo'),
  FAIR_AT: z
    .string()
    .optional()
    .transform((text, context) => {
      const moment = text ? readMoment(text) : usualMoment;
      if (moment) return moment;
      context.addIssue({ code: 'custom', message: 'is no moment of the fair: write "fri 11:05" or "sat 15:10"' });
      return z.NEVER;
    }),
});

/** Opens the database as its owner, who alone may change the schema. */
export const openAsOwner = (url: string) => new DataSource({ ...dataSourceOptions(url, 2), entities, migrations }).initialize();

/** Migrates, gives the application's role its rights, and seeds. Safe to run again after a kill at any moment. */
export async function prepare(source: DataSource, appRole: string | undefined, wanted: 'demo' | 'empty', moment = usualMoment): Promise<void> {
  // Two servers that start at once must not migrate at once.
  const lock = source.createQueryRunner();
  await lock.query('select pg_advisory_lock(20200710)');
  try {
    await source.runMigrations({ transaction: 'all' });
    if (appRole) for (const statement of grantStatements(appRole)) await source.query(statement);
    await source.transaction((sql) => seed(sql, wanted, moment, Date.now()));
  } finally {
    await lock.query('select pg_advisory_unlock(20200710)');
    await lock.release();
  }
}

/** Writes the migration that leads from the migrated database to the entities; says so when there is nothing to do. */
async function generate(source: DataSource, name: string): Promise<string> {
  await source.runMigrations({ transaction: 'all' });
  const { upQueries, downQueries } = await source.driver.createSchemaBuilder().log();
  if (upQueries.length === 0) return 'The database already is what the entities say.';
  const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
  const call = ({ query }: { query: string }) => `    await sql.query(String.raw\`${query}\`);`;
  const file = `apps/api/src/migrations/${stamp}-${name}.ts`;
  await writeFile(
    file,
    `import type { MigrationInterface, QueryRunner } from 'typeorm';

/** ${name}. */
export class ${name}${stamp} implements MigrationInterface {
  name = '${name}${stamp}';

  async up(sql: QueryRunner): Promise<void> {
${upQueries.map(call).join('\n')}
  }

  async down(sql: QueryRunner): Promise<void> {
${downQueries.toReversed().map(call).join('\n')}
  }
}
`,
  );
  return `Wrote ${file}; add it to migrations/index.ts.`;
}

async function main(): Promise<void> {
  const settings = Settings.safeParse(process.env);
  if (!settings.success) {
    throw new Error(settings.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`).join('; '));
  }
  const { DATABASE_OWNER_URL, DATABASE_APP_ROLE, FAIR, FAIR_AT } = settings.data;
  const source = await openAsOwner(DATABASE_OWNER_URL);
  try {
    const flag = process.argv.indexOf('--generate');
    if (flag > 0) process.stdout.write(`${await generate(source, process.argv[flag + 1] ?? 'Change')}\n`);
    else await prepare(source, DATABASE_APP_ROLE, FAIR, FAIR_AT);
  } finally {
    await source.destroy();
  }
}

if (process.argv[1] && /prepare\.(js|ts)$/.test(process.argv[1])) {
  main().catch((error: unknown) => {
    const code = codeOf(error);
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}${code ? ` (${code})` : ''}\n`);
    process.exit(1);
  });
}
