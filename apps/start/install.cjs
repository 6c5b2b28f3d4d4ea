'use strict';
// Built-ins only: no package is here yet. Brings the packages in, then hands over to src/main.ts in this same process.
const { spawn } = require('node:child_process');
const { createHash } = require('node:crypto');
const { existsSync, readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { setTimeout: delay } = require('node:timers/promises');
const { pathToFileURL } = require('node:url');
const { claim, holderOf, identity, isAlive } = require('../../libs/embedded/src/claim.cjs');

const root = join(__dirname, '../..');
const stamp = join(root, 'node_modules/.siccam-lock');
const lock = join(root, '.data/installing');
const installer = join(root, '.data/npm.json');

/** @param {string} text */
const say = (text) => process.stdout.write(`packages     ${text}\n`);

const wanted = () =>
  createHash('sha256').update(readFileSync(join(root, 'package-lock.json'))).update(`${process.platform} ${process.arch}`).digest('hex');

/** @typedef {{ version?: string, optional?: boolean, link?: boolean, devOptional?: boolean }} Entry */

/** @param {string} file @returns {Record<string, Entry>} */
const entriesOf = (file) => JSON.parse(readFileSync(file, 'utf8')).packages;

/** Whether npm's own record of what it installed is what the lock asks for; then nobody needs the network. */
function installedByHand() {
  try {
    const asked = entriesOf(join(root, 'package-lock.json'));
    const found = entriesOf(join(root, 'node_modules/.package-lock.json'));
    return Object.entries(asked).every(([path, entry]) => {
      if (!path.includes('node_modules/')) return true;
      const here = found[path];
      return here ? here.version === entry.version : Boolean(entry.optional || entry.devOptional);
    });
  } catch {
    return false;
  }
}

function stamped() {
  try {
    return readFileSync(stamp, 'utf8') === wanted();
  } catch {
    return false;
  }
}

function present() {
  if (stamped()) return true;
  if (!installedByHand()) return false;
  const hash = wanted();
  try {
    writeFileSync(stamp, hash);
  } catch {
    // a checkout that cannot be written is checked at each start
  }
  return true;
}

/** Runs npm with the person's own settings. @returns {Promise<{ code: number | null, said: string }>} */
function npmCi() {
  // `npm start` names the npm that runs it; a bare `node apps/start/start.cjs` takes the one on PATH
  const own = process.env.npm_execpath && /npm-cli\.[cm]?js$/.test(process.env.npm_execpath) ? process.env.npm_execpath : '';
  const args = ['ci', '--include=dev', '--include=optional', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error', '--fetch-retry-mintimeout=1000', '--fetch-retry-maxtimeout=5000'];
  const child = own
    ? spawn(process.execPath, [own, ...args], { cwd: root, stdio: ['ignore', 'ignore', 'pipe'] })
    : spawn('npm', args, { cwd: root, stdio: ['ignore', 'ignore', 'pipe'], shell: process.platform === 'win32' });
  if (child.pid) writeFileSync(installer, JSON.stringify(identity(child.pid) || {}));
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text) => (said += text));
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: 1, said: error.message }));
    child.once('close', (code) => resolve({ code, said }));
  });
}

/** An npm whose start was killed works on alone; a second one in the same folder would spoil it. */
async function orphan() {
  let who;
  try {
    who = JSON.parse(readFileSync(installer, 'utf8'));
  } catch {
    return;
  }
  if (isAlive(who)) say('npm is still at work for a start that was killed; waiting for it');
  while (isAlive(who)) await delay(200); // it is not our child: nothing tells when it ends
}

async function install() {
  let held = await claim(lock);
  if (!held.held) say('another start is bringing them in; waiting for it');
  while (!held.held) {
    await delay(200);
    held = await claim(lock);
  }
  try {
    await orphan();
    if (present()) return;
    const count = Object.keys(entriesOf(join(root, 'package-lock.json'))).length;
    say(`bringing in ${count} (about 20 s from the cache, one to three minutes over the network)`);
    const began = Date.now();
    const tick = process.stdout.isTTY
      ? setInterval(() => process.stdout.write(`\rpackages     ${Math.round((Date.now() - began) / 1000)} s `), 1000)
      : undefined;
    const { code, said } = await npmCi();
    clearInterval(tick);
    if (process.stdout.isTTY) process.stdout.write('\r');
    if (code !== 0) {
      const last = said.trim().split('\n').filter((line) => /npm error/.test(line)).slice(0, 4).join('\n') || said.trim();
      const network = /ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|ECONNRESET|ENETUNREACH|EHOSTUNREACH|ENOTCACHED|network/i.test(said);
      const disk = /ENOSPC/.test(said);
      process.stderr.write(
        disk
          ? 'The packages could not be brought in: the disk is full; free some space and start again.\n'
          : network
            ? `The packages could not be brought in: npm cannot reach its registry from here; connect to the network (or set npm's registry or proxy) and start again.\n${last}\n`
            : `The packages could not be brought in; npm says:\n${last}\n`,
      );
      process.exit(1);
    }
    writeFileSync(stamp, wanted());
    say(`ready (${((Date.now() - began) / 1000).toFixed(1)} s)`);
  } finally {
    held.release();
  }
}

async function main() {
  // npm's own record is there before npm is through, so it counts only while no start is installing
  if (!stamped() && (holderOf(lock) || !present())) await install();
  const { register } = await import('tsx/esm/api');
  register();
  await import(pathToFileURL(join(__dirname, 'src/main.ts')).href);
}

main().catch((error) => {
  process.stderr.write(`${existsSync(join(root, 'node_modules')) ? error.stack : error.message}\n`);
  process.exit(1);
});
