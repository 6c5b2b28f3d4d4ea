/** What this process has worked so far, in milliseconds of CPU, however long it waited for its turn beside others: a test of how much work something is asks this, never the clock. */
export function worked(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
