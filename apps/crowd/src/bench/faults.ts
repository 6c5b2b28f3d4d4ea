/** Thirty writers, clients that are cut, a server and a database killed with -9: every client ends equal to the database, judged by a checker of its own. */
import { isRight, judge } from '../faults/checker';
import { type Plan, type Return, runFaults } from '../faults/rig';
import { finish, quantile, quick, rounded, tell } from './parts/measure';

const long: Plan = { seed: 7, writers: 30, clients: 50, cutsEach: 200, longestCut: 600, serverKills: 20, databaseKills: 20, killEvery: 400, factsPerSecond: 3 };
/** What CI runs. */
const short: Plan = { ...long, clients: 10, cutsEach: 3, serverKills: 3, databaseKills: 3, killEvery: 90, factsPerSecond: 2 };

async function main(): Promise<void> {
  const { history, returns, cuts, kills, seconds } = await runFaults(quick ? short : long, tell);
  const verdict = judge(history);
  for (const example of verdict.examples) tell(example);
  const outcomes = { ok: 0, fail: 0, unknown: 0 };
  for (const { outcome } of history.attempts) outcomes[outcome] += 1;
  tell(`writes: ${outcomes.ok} acknowledged, ${outcomes.fail} refused, ${outcomes.unknown} without an answer; ${kills.server} kills of the server, ${kills.database} of the database`);
  tell(`cuts: ${Object.entries(cuts).map(([kind, count]) => `${count} × ${kind}`).join(', ')}; ${seconds.toFixed(0)} s in all`);
  for (const after of ['cut', 'server', 'database'] as const) tell(`equal again after ${after}: ${told(returns.filter((one) => one.after === after))}`);
  const count = (name: string, value: number, unit: string) => ({ case: name, ours: value, beside: null, ratio: null, target: '0', unit });
  finish('faults', [
    ...(['holes', 'doubles', 'inversions', 'foreign', 'restarts'] as const).map((kind) => count(kind, verdict[kind], `of ${history.clients.reduce((sum, { heard }) => sum + heard.length, 0)} facts applied`)),
    count('screens that differ from the database', verdict.screens, `of ${history.clients.length}`),
    count('numbers missing in the database', verdict.rows, 'rows'),
    count('acknowledged writes lost', verdict.ackedLost, `of ${outcomes.ok}`),
    count('written twice or although refused', verdict.unexplained, `of ${outcomes.fail + outcomes.unknown}`),
    { case: 'p95 from reconnect to equal', ours: rounded(quantile(returns.map(({ milliseconds }) => milliseconds), 0.95)), beside: null, ratio: null, target: '<= 2000', unit: `ms, ${returns.length} returns` },
    { case: 'right', ours: isRight(verdict) ? 1 : 0, beside: null, ratio: null, target: '1', unit: 'verdict' },
  ]);
}

const told = (returns: Return[]): string => {
  const times = returns.map(({ milliseconds }) => milliseconds);
  return `${returns.length} times, median ${quantile(times, 0.5).toFixed(0)} ms, p95 ${quantile(times, 0.95).toFixed(0)}, slowest ${quantile(times, 1).toFixed(0)}`;
};

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
});
