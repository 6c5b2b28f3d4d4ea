/** Writes a line to the log of the crowd. */
export function say(line: string, error?: unknown): void {
  const why = error === undefined ? '' : `: ${error instanceof Error ? error.message : JSON.stringify(error)}`;
  process.stdout.write(`${new Date().toISOString()} ${line}${why}\n`);
}
