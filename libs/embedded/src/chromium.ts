import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { EmbeddedFailure } from './failure';
import { onPath, type Say } from './livekit';
import { ask, exitOf } from './processes';

const require = createRequire(import.meta.url);

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const places = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** Finds or fetches a Chromium for the journeys: CHROMIUM_PATH, the system's, Debian's package as root, Playwright's download. */
export async function findChromium({ say = () => undefined }: { say?: Say } = {}): Promise<string> {
  const told = process.env['CHROMIUM_PATH'];
  if (told) {
    if (existsSync(told)) return told;
    throw new EmbeddedFailure('absent', `CHROMIUM_PATH names ${told}, which is not there.`);
  }
  const found = installed() ?? (await fromDebian(say)) ?? (await fromPlaywright(say));
  if (found) return found;
  throw new EmbeddedFailure('absent', 'The browser journeys need a Chromium: install chromium or Google Chrome, or name one with CHROMIUM_PATH.');
}

const installed = () => names.map(onPath).find(Boolean) ?? places.find(existsSync);

async function fromDebian(say: Say): Promise<string | undefined> {
  if (process.getuid?.() !== 0 || !onPath('apt-get')) return undefined;
  say('installing Chromium with apt-get (150 MB, about a minute)');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const patience = ['-o', 'Acquire::http::Timeout=5', '-o', 'Acquire::https::Timeout=5', '-o', 'Acquire::Retries=0'];
  await ask('apt-get', [...patience, 'update', '-q'], 3 * 60_000, { env });
  await ask('apt-get', [...patience, 'install', '-y', '-q', '--no-install-recommends', 'chromium'], 10 * 60_000, { env });
  return installed();
}

async function fromPlaywright(say: Say): Promise<string | undefined> {
  let cli: string;
  try {
    cli = join(dirname(require.resolve('playwright-core/package.json')), 'cli.js');
  } catch {
    return undefined;
  }
  say("asking for Playwright's Chromium (170 MB, about a minute)");
  const child = spawn(process.execPath, [cli, 'install', 'chromium'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '5000' },
  });
  // it prints its progress: five silent seconds mean that nothing answers
  let silence = setTimeout(() => child.kill('SIGKILL'), 5000);
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', () => {
      clearTimeout(silence);
      silence = setTimeout(() => child.kill('SIGKILL'), 5000);
    });
  }
  const { code } = await exitOf(child);
  clearTimeout(silence);
  if (code !== 0) return undefined;
  const { chromium } = (await import('playwright-core')) as { chromium: { executablePath(): string } };
  const path = chromium.executablePath();
  return existsSync(path) ? path : undefined;
}
