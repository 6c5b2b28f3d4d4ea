import { EmbeddedFailure, exitOf, holderOf } from '@siccam/embedded';
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './build';
import { withoutPassword } from './database';
import { dataDir, keysIn, root } from './place';

const program = join(root, 'apps/api/dist/fair.js');

/** `npm run fair -- …`: what an organiser decides, done by the server's own services on the database of the fair that is open here. */
export async function organise(args: string[]): Promise<void> {
  // A fair that is open was built; what is newer than it may not fit its database.
  if (!existsSync(program)) await build('api');
  const asksForHelp = args.length === 0 || args.includes('--help');
  const env = { ...process.env, ...(asksForHelp ? {} : { DATABASE_URL: databaseOfFair() }) };
  const child = spawn(process.execPath, [program, ...args], { stdio: 'inherit', env });
  process.exitCode = (await exitOf(child)).code ?? 1;
}

/** The way into the database of the fair that is open here, or into the one of DATABASE_URL, as the application and never as the owner where we know it. */
function databaseOfFair(): string {
  const [given, made] = [process.env['DATABASE_URL'], process.env['DATABASE_APP_URL']];
  for (const address of [given, made]) if (address && !URL.canParse(address)) throw new EmbeddedFailure('absent', `"${address}" is no address of a database: write postgres://….`);
  if (made) return made;
  const folder = dataDir();
  const open = holderOf(join(folder, 'lock'))?.facts;
  const recorded = open?.['ready'] === true ? String(open['database'] ?? '') : '';
  if (recorded && (!given || sameDatabase(recorded, given))) {
    const url = new URL(recorded);
    url.password = keysIn(folder).application;
    return url.href;
  }
  if (given) return given;
  if (!open) throw new EmbeddedFailure('absent', 'No fair is open here: `npm start` opens one; DATA_DIR names another folder, DATABASE_URL the database of a fair elsewhere.');
  if (open['ready'] !== true) throw new EmbeddedFailure('in-use', `The fair at ${String(open['url'])} is being opened: try again when it says that it is ready.`);
  throw new EmbeddedFailure('broken', 'The fair that is open here was started by an older version: end it with `npm stop`, start it again.');
}

/** Whether two addresses lead to one database, whoever enters it. */
function sameDatabase(one: string, other: string): boolean {
  const [a, b] = [one, other].map((address) => new URL(withoutPassword(address)));
  return a?.host === b?.host && a?.pathname === b?.pathname;
}
