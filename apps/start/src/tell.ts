/** Writes one line of progress: which part, what is happening, and how many seconds have passed. */
export function tell(part: string, sentence: string): void {
  const seconds = (performance.now() / 1000).toFixed(1);
  process.stdout.write(`${part.padEnd(12)} ${sentence} [${seconds} s]\n`);
}

/** Writes a line for people and programs to read, without decoration. */
export function line(text: string): void {
  process.stdout.write(`${text}\n`);
}
