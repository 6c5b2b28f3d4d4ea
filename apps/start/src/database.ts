import { EmbeddedFailure, record, startPostgres, type Postgres } from '@siccam/embedded';
import { join } from 'node:path';
import pg from 'pg';
import type { Keys } from './place';

/** The two ways into the database: the owner changes the schema, the application cannot. */
export type Ways = { ownerUrl: string; applicationUrl: string; applicationRole: string };

const [ownerRole, applicationRole, superuser] = ['siccam_owner', 'siccam_app', 'siccam_super'];

/** Brings up the embedded PostgreSQL of a data folder; the port stays when it is brought up again. */
export function bringUpPostgres(folder: string, keys: Keys, port?: number): Promise<Postgres> {
  const told = Number(process.env['POSTGRES_PORT']) || undefined;
  return startPostgres({
    dataDir: join(folder, 'postgres'),
    password: keys.superuser,
    user: superuser,
    logFile: join(folder, 'logs/postgres.log'),
    port: port ?? told,
    spawned: (pid) => record(join(folder, 'run'), 'postgres', pid, 'SIGINT'),
  });
}

/** Makes the roles and the database of an embedded PostgreSQL, or makes sure that they are what they should be. */
export async function furnish(postgres: Postgres, keys: Keys): Promise<Ways> {
  const way = (role: string, password: string) => `postgres://${role}:${password}@127.0.0.1:${postgres.port}/siccam`;
  const admin = await open(postgres.url).catch((error: unknown) => {
    if (codeOf(error) !== '28P01') throw error;
    throw new EmbeddedFailure('broken', 'The database does not know the password in keys.json: put the keys.json of this data folder back, or move the folder away to begin anew.');
  });
  try {
    await role(admin, ownerRole, keys.owner);
    await role(admin, applicationRole, keys.application);
    if ((await admin.query('select 1 from pg_database where datname = $1', ['siccam'])).rowCount === 0) {
      await admin.query(`create database siccam owner ${ownerRole}`);
    }
    await admin.query('revoke all on database siccam from public');
    await admin.query(`grant connect on database siccam to ${applicationRole}`);
  } finally {
    await admin.end();
  }
  return { ownerUrl: way(ownerRole, keys.owner), applicationUrl: way(applicationRole, keys.application), applicationRole };
}

/** Makes the application's role beside the owner's in a database that is not ours; DATABASE_APP_URL names one made by hand. */
export async function furnishGiven(ownerUrl: string, keys: Keys): Promise<Ways> {
  const made = process.env['DATABASE_APP_URL'];
  if (made) return { ownerUrl, applicationUrl: made, applicationRole: decodeURIComponent(new URL(made).username) };
  const owner = await open(ownerUrl).catch((error: unknown) => {
    const { host, pathname } = new URL(ownerUrl);
    throw new EmbeddedFailure('absent', `The database ${host}${pathname} of DATABASE_URL does not open: ${error instanceof Error ? error.message : String(error)}.`);
  });
  try {
    const { rows } = await owner.query<{ name: string; me: string }>('select current_database() as name, current_user as me');
    const [name, me] = [rows[0]?.name ?? 'siccam', rows[0]?.me ?? 'the owner'];
    const applicationRole = `${name}_app`;
    try {
      await role(owner, applicationRole, keys.application);
      await owner.query(`grant connect on database ${quoted(name)} to ${quoted(applicationRole)}`);
    } catch (error) {
      if (codeOf(error) !== '42501') throw error;
      throw new EmbeddedFailure('broken', `The role ${me} of DATABASE_URL may not create roles: give it CREATEROLE, or make a role for the application yourself and set DATABASE_APP_URL.`);
    }
    const url = new URL(ownerUrl);
    url.username = encodeURIComponent(applicationRole);
    url.password = keys.application;
    return { ownerUrl, applicationUrl: url.href, applicationRole };
  } finally {
    await owner.end();
  }
}

async function open(connectionString: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 10_000 });
  await client.connect();
  return client;
}

/** A role that may log in and nothing more. */
async function role(client: pg.Client, name: string, password: string): Promise<void> {
  const { rowCount } = await client.query('select 1 from pg_roles where rolname = $1', [name]);
  await client.query(`${rowCount ? 'alter' : 'create'} role ${quoted(name)} login nocreatedb nocreaterole password '${password.replaceAll("'", "''")}'`);
}

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? error.code : undefined);

/** A database's address as anyone on this machine may read it; its password stands in keys.json. */
export function withoutPassword(address: string): string {
  const url = new URL(address);
  url.password = '';
  return url.href;
}
