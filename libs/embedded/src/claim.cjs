'use strict';
// CommonJS and built-ins only: the launcher needs this file before any package is installed.
const { execFileSync } = require('node:child_process');
const { randomUUID } = require('node:crypto');
const { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { setTimeout: delay } = require('node:timers/promises');

/** @typedef {{ pid: number, started: string }} Identity One process, told apart from a later one that got the same number. */
/** @typedef {{ [name: string]: string | number | boolean }} Facts What a holder tells about itself. */
/** @typedef {{ identity: Identity, settled: boolean, facts: Facts }} Claim One process' wish to hold a folder. */
/** @typedef {{ held: true, tell: (facts: Facts) => void, release: () => void }} Held The folder is ours. */
/** @typedef {{ held: false, holder: Claim }} Refused Another living process holds the folder. */

let boot = '';

/** Who the process with this number is, or undefined when none lives (a zombie does not live). @type {(pid: number) => Identity | undefined} */
exports.identity = function identity(pid) {
  if (process.platform === 'linux') {
    try {
      boot = boot || readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').slice(0, 8);
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const [state, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return state === 'Z' || state === 'X' ? undefined : { pid, started: `${boot}-${rest[18]}` };
    } catch {
      return undefined;
    }
  }
  try {
    const [state, ...started] = execFileSync('ps', ['-o', 'state=,lstart=', '-p', String(pid)], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
      .trim()
      .split(/\s+/);
    return !state || state.startsWith('Z') ? undefined : { pid, started: started.join(' ') };
  } catch {
    return undefined;
  }
};

/** Whether that very process still lives. @type {(who: Identity) => boolean} */
exports.isAlive = function isAlive(who) {
  return exports.identity(who.pid)?.started === who.started;
};

/** The living claims on a folder; what dead processes left is removed. @type {(dir: string, mine?: string) => Claim[]} */
function living(dir, mine) {
  /** @type {Claim[]} */
  const claims = [];
  /** @type {string[]} */
  let names = [];
  try {
    names = readdirSync(dir);
  } catch {
    return claims;
  }
  for (const name of names) {
    if (!name.endsWith('.json') || name === mine) continue;
    try {
      /** @type {Claim} */
      const claim = JSON.parse(readFileSync(join(dir, name), 'utf8'));
      if (exports.isAlive(claim.identity)) claims.push(claim);
      else rmSync(join(dir, name), { force: true });
    } catch {
      // withdrawn between the listing and the reading
    }
  }
  return claims;
}

/** Who holds a folder, if anyone does. @type {(dir: string) => Claim | undefined} */
exports.holderOf = function holderOf(dir) {
  return living(dir).find((claim) => claim.settled);
};

/**
 * Holds a folder for as long as this process lives; one process at a time, and a killed holder holds nothing.
 * Everyone writes a claim of its own and then looks for others: whoever sees another one withdraws and tries again,
 * so two can never both see themselves alone, and no stale file is ever taken over (which could race).
 * @type {(dir: string, facts?: Facts) => Promise<Held | Refused>}
 */
exports.claim = async function claim(dir, facts = {}) {
  mkdirSync(dir, { recursive: true });
  const me = exports.identity(process.pid);
  if (!me) throw new Error('this system does not say when a process began (no /proc and no ps)');
  for (;;) {
    const name = `${randomUUID()}.json`;
    const file = join(dir, name);
    /** @type {(settled: boolean, said: Facts) => void} */
    const write = (settled, said) => {
      writeFileSync(`${file}.new`, JSON.stringify({ identity: me, settled, facts: said }), { mode: 0o644 });
      renameSync(`${file}.new`, file);
    };
    write(false, facts);
    const others = living(dir, name);
    if (others.length === 0) {
      write(true, facts);
      return { held: true, tell: (said) => write(true, said), release: () => rmSync(file, { force: true }) };
    }
    rmSync(file, { force: true });
    const holder = others.find((other) => other.settled);
    if (holder) return { held: false, holder };
    await delay(20 + Math.random() * 80);
  }
};
