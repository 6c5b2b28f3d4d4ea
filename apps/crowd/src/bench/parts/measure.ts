import { readFileSync, readdirSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { availableParallelism } from 'node:os';

/** One line of a benchmark's result: ours, the peer or floor of the same run, and what the ratio should be. */
export type Case = { case: string; ours: number; beside: number | null; ratio: number | null; target: string; unit: string };

/** True for a shorter run of the same. */
export const quick = process.argv.includes('--quick');

/** What follows a flag on the command line, as in `--sockets 300`. */
export function after(flag: string): string | undefined {
  const at = process.argv.indexOf(flag);
  return at < 0 ? undefined : process.argv[at + 1];
}

/** Sockets of a crowd: 2,000, or what `--sockets 300` says, for trying out. */
export const crowdOf = (): number => Number(after('--sockets') ?? 2000);

/** The middle of measured values. */
export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** The value below which a part of the measured values lie. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (sorted.length - 1) * part;
  const [low, high] = [sorted[Math.floor(at)] ?? NaN, sorted[Math.ceil(at)] ?? NaN];
  return low + (high - low) * (at - Math.floor(at));
}

/** Median and the range of the middle half, for people. */
export const spread = (values: readonly number[], digits = 0): string =>
  `${median(values).toFixed(digits)} (${quantile(values, 0.25).toFixed(digits)} to ${quantile(values, 0.75).toFixed(digits)})`;

/** Rounds to a number of digits that matter. */
export const rounded = (value: number, digits = 3): number => Number(value.toPrecision(digits));

/** Seconds of CPU that a process with all its threads has used so far, in user and system: by the scheduler's nanoseconds, because ticks of 10 ms miss who runs shortly and often (seen: a handshake of 120 µs counted as 40). */
export function cpuSeconds(pid: number): number {
  const threads = readdirSync(`/proc/${pid}/task`);
  return threads.reduce((sum, thread) => sum + ranFor(`/proc/${pid}/task/${thread}/schedstat`), 0) / 1e9;
}

function ranFor(schedstat: string): number {
  try {
    return Number(readFileSync(schedstat, 'utf8').split(' ')[0]);
  } catch {
    // A thread, or a process, that ended between the two looks.
    return 0;
  }
}

/** Resident memory of a process in megabytes. */
export function residentMegabytes(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
}

const canPin = (() => {
  try {
    execFileSync('taskset', ['-c', '1', 'true'], { stdio: 'ignore' });
    return availableParallelism() > 1;
  } catch {
    return false;
  }
})();

/** The command that runs Node on one core, where this machine can do that. */
export const nodeOn = (core: 0 | 1): [string, string[]] => (canPin ? ['taskset', ['-c', String(core), process.execPath]] : [process.execPath, []]);

/** Writes the last line of a benchmark, for programs, and ends; a missed target is said, not hidden. */
export function finish(bench: string, cases: Case[]): never {
  process.stdout.write(`${JSON.stringify({ bench, cases })}\n`);
  process.exit(0);
}

/** Writes a line for people. */
export const tell = (line: string): void => void process.stdout.write(`${line}\n`);
