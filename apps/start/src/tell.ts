import { EmbeddedFailure } from '@siccam/embedded';
import { inspect } from 'node:util';

/** Writes one line of progress: which part, what is happening, and how many seconds have passed. */
export function tell(part: string, sentence: string): void {
  const seconds = (performance.now() / 1000).toFixed(1);
  process.stdout.write(`${part.padEnd(12)} ${sentence} [${seconds} s]\n`);
}

/** Writes a line for people and programs to read, without decoration. */
export function line(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** What a person is told of an error: a failure's own sentence, a mistyped option's, and of a bug everything. */
export function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return inspect(error);
  const mistyped = 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
  return error instanceof EmbeddedFailure || mistyped ? error.message : (error.stack ?? error.message);
}
