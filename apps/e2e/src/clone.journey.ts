import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import { root, startFair } from './fair';

const run = promisify(execFile);

test('a stranger clones it into a private folder, with an empty home, and sees a live panel', async ({ page }) => {
  test.setTimeout(480_000);
  const folder = await mkdtemp(join(tmpdir(), 'siccam-clone-'));
  await chmod(folder, 0o700);
  const [clone, home] = [join(folder, 'siccam'), join(folder, 'home')];
  await mkdir(home);
  // The caches of packages and of LiveKit may be shared: what they spare is only the download.
  const { stdout: npmCache } = await run('npm', ['config', 'get', 'cache'], { cwd: root });
  const env = {
    HOME: home,
    npm_config_cache: npmCache.trim(),
    XDG_CACHE_HOME: process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'),
    CI: '',
  };
  try {
    await run('git', ['clone', '--quiet', root, clone]);
    const fair = await startFair({ cwd: clone, env, patience: 300_000 });
    try {
      await page.goto(fair.live);
      await expect(page.getByRole('heading', { level: 1 })).toContainText('ندوة 1');
    } finally {
      await fair.stop();
    }
    const { stdout } = await run('npm', ['test', '--', 'contract'], { cwd: clone, env: { ...process.env, ...env }, timeout: 240_000 });
    expect(stdout.trim().split('\n').at(-1)).toMatch(/^\d+ passed, 0 failed$/);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
