import { EmbeddedFailure, exitOf, startPostgres } from '@siccam/embedded';
import { spawn } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from './build';
import { root } from './place';

/** `npm run migration -- <Name>`: writes the migration from the newest one to the entities, found on a throw-away database. */
export async function migration(name: string | undefined): Promise<void> {
  if (!name || !/^[A-Z][A-Za-z0-9]+$/.test(name)) throw new EmbeddedFailure('absent', 'A migration has a name like AddCaptions: `npm run migration -- AddCaptions`.');
  await build('api');
  const folder = await mkdtemp(join(tmpdir(), 'siccam-migration-'));
  await chmod(folder, 0o755);
  try {
    const postgres = await startPostgres({ dataDir: join(folder, 'postgres'), password: 'throw-away', fsync: false });
    try {
      const child = spawn(process.execPath, [join(root, 'apps/api/dist/prepare.js'), '--generate', name], {
        cwd: root,
        stdio: 'inherit',
        env: { ...process.env, DATABASE_OWNER_URL: postgres.url },
      });
      process.exitCode = (await exitOf(child)).code ?? 1;
    } finally {
      await postgres.stop();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
