/** People banned at random moments, a third while they are away, by programs that ignore every "no" and try again with every cookie and ticket they ever held: what they still got, and when. */
import { type BanPlan, runBans } from '../faults/bans';
import { judgeBans } from '../faults/bans.judge';
import { finish, quick, tell } from './parts/measure';

const long: BanPlan = { seed: 7, bans: 300, atOnce: 30, listensEach: 5, within: 8000 };
/** What CI runs. */
const short: BanPlan = { ...long, bans: 12, atOnce: 12, listensEach: 4, within: 2500 };

async function main(): Promise<void> {
  const plan = quick ? short : long;
  const { banned, got, bystander, rejoined } = await runBans(plan, tell);
  const verdict = judgeBans(banned, got);
  for (const example of verdict.examples) tell(example);
  tell(`${banned.length} banned, ${banned.filter(({ away }) => away).length} of them while away; before that ${verdict.proofs.message} had been told something and ${verdict.proofs.media} had heard the stage; ${rejoined} times someone was in its room, ${bystander} messages to a bystander`);
  tell(`the last message ${Math.round(verdict.slowest.message)} ms after a ban, the last open door ${Math.round(verdict.slowest.door)} ms, the last sound ${Math.round(verdict.slowest.media)} ms`);
  const none = (name: string, ours: number) => ({ case: name, ours, beside: null, ratio: null, target: '0', unit: `of ${banned.length} bans` });
  finish('bans', [
    none('messages later than 2 s', verdict.late.message),
    none('open doors later than 2 s', verdict.late.door),
    none('sound later than 10 s', verdict.late.media),
    { case: 'glimpses of at most 0.12 s by a ticket of before, later than 10 s', ours: verdict.glimpses, beside: null, ratio: null, target: 'none', unit: '' },
    none('banned who had been told nothing before', verdict.deaf),
    { case: 'banned who had heard the stage before', ours: verdict.proofs.media, beside: null, ratio: null, target: String(Math.ceil(plan.atOnce / plan.listensEach) * Math.ceil(plan.bans / plan.atOnce)), unit: '' },
  ]);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
});
