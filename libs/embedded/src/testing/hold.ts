import { claim } from '../claim.cjs';

// Tries to hold a folder, tells how it went, and holds it until it is killed or its input ends.
const [folder = '', name = ''] = process.argv.slice(2);
const held = await claim(folder, { name });
process.stdout.write(`${held.held ? 'held' : `refused by ${String(held.holder.facts['name'])}`}\n`);
if (!held.held) process.exit(1);
process.stdin.resume().once('end', () => {
  held.release();
  process.exit(0);
});
