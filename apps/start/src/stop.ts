import { end, endLeftovers, holderOf, stopPostgres } from '@siccam/embedded';
import { join } from 'node:path';
import { dataDir } from './place';
import { line } from './tell';

/** `npm stop`: asks the start that holds this data folder to end, waits for it, and ends what a killed one left. */
export async function stop(): Promise<void> {
  const folder = dataDir();
  const holder = holderOf(join(folder, 'lock'));
  if (holder) await end(holder.identity, [['SIGTERM', 30_000]]);
  const left = await endLeftovers(join(folder, 'run'));
  if (await stopPostgres(join(folder, 'postgres'))) left.push('postgres');
  if (holder) line(`The fair at ${String(holder.facts['url'])} is closed.`);
  else line(left.length > 0 ? `Ended what a killed start had left: ${left.join(', ')}.` : 'No fair is open here.');
}
