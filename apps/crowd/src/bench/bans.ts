/** People banned at random moments, a third while they are away, by programs that ignore every "no" and try again with every cookie and ticket they ever held: what they still got, and when. */
import { type ChildProcess, fork } from 'node:child_process';
import { type BanPlan, type BanRun, runBans } from '../faults/bans';
import { judgeBans } from '../faults/bans.judge';
import { after, finish, quick, tell } from './parts/measure';

/**
 * Each wave has a house and a process of its own: the media library that listens was not made to be thrown out hundreds of times, and
 * now and then takes its process with it. Such a wave says nothing about the server; it begins anew, and that is told.
 */
const plan: Omit<BanPlan, 'seed'> & { waves: number } = quick ? { waves: 1, bans: 12, atOnce: 12, listensEach: 4, within: 2500 } : { waves: 15, bans: 20, atOnce: 20, listensEach: 5, within: 8000 };
const begunAnew = 2;
// Far longer than a wave takes.
const patience = 180_000;

async function main(): Promise<void> {
  const own = after('--wave');
  if (own !== undefined) return await oneWave(Number(own));
  const all: BanRun = { banned: [], got: [], bystander: 0, rejoined: 0 };
  let broken = 0;
  for (let wave = 0; wave < plan.waves; wave++) {
    for (let left = begunAnew; ; left--) {
      const run = await inProcess(wave);
      if (run) {
        const named = <One extends { victim: string }>(one: One): One => ({ ...one, victim: `${wave + 1}/${one.victim}` });
        all.banned.push(...run.banned.map(named));
        all.got.push(...run.got.map(named));
        all.bystander += run.bystander;
        all.rejoined += run.rejoined;
        break;
      }
      broken += 1;
      tell(`wave ${wave + 1} broke off`);
      if (left === 0) throw new Error('a wave broke off three times');
    }
    tell(`${all.banned.length} banned, ${all.rejoined} times back in the room of media`);
  }
  const { banned, got, bystander, rejoined } = all;
  const verdict = judgeBans(banned, got);
  for (const example of verdict.examples) tell(example);
  tell(`${banned.length} banned, ${banned.filter(({ away }) => away).length} of them while away; before that ${verdict.proofs.message} had been told something and ${verdict.proofs.media} had heard the stage; ${rejoined} times someone was in its room, ${bystander} messages to a bystander; ${broken} waves broke off and began anew`);
  tell(`the last message ${Math.round(verdict.slowest.message)} ms after a ban, the last open door ${Math.round(verdict.slowest.door)} ms, the last sound ${Math.round(verdict.slowest.media)} ms`);
  const none = (name: string, ours: number) => ({ case: name, ours, beside: null, ratio: null, target: '0', unit: `of ${banned.length} bans` });
  finish('bans', [
    none('messages later than 2 s', verdict.late.message),
    none('open doors later than 2 s', verdict.late.door),
    none('sound later than 10 s', verdict.late.media),
    { case: 'glimpses of at most 0.12 s by a ticket of before, later than 10 s', ours: verdict.glimpses, beside: null, ratio: null, target: 'none', unit: '' },
    none('banned who had been told nothing before', verdict.deaf),
    { case: 'banned who had heard the stage before', ours: verdict.proofs.media, beside: null, ratio: null, target: String(Math.ceil(plan.atOnce / plan.listensEach) * plan.waves), unit: '' },
  ]);
}

async function oneWave(wave: number): Promise<void> {
  const run = await runBans({ ...plan, seed: 7 + wave }, () => undefined);
  await new Promise((done) => process.send?.(run, done));
  process.exit(0);
}

/** What a wave brought, or null where its process died. Whatever it had started ends with its group. */
async function inProcess(wave: number): Promise<BanRun | null> {
  const child: ChildProcess = fork(process.argv[1] ?? '', [...process.argv.slice(2), '--wave', String(wave)], { execArgv: process.execArgv, detached: true, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const endGroup = () => {
    try {
      if (child.pid) process.kill(-child.pid, 'SIGKILL');
    } catch {
      // Nothing of it is left.
    }
  };
  process.once('exit', endGroup);
  const timer = setTimeout(endGroup, patience);
  const run = await new Promise<BanRun | null>((done) => {
    child.once('message', (said) => done(said as BanRun));
    child.once('exit', () => done(null));
  });
  clearTimeout(timer);
  if (run && child.exitCode === null && child.signalCode === null) await new Promise((done) => child.once('exit', done));
  endGroup();
  process.off('exit', endGroup);
  return run;
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
});
