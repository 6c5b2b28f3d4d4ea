/** How long a fair takes to open a second time, to its page and to live pictures, and how much memory its idle server holds. */
import { dataFolder, openFair } from './parts/fair';
import { finish, median, quick, residentMegabytes, rounded, spread, tell } from './parts/measure';

const repetitions = quick ? 2 : 5;
const idleFor = 10_000;

async function main(): Promise<void> {
  const data = dataFolder();
  try {
    const first = await openFair(data.path);
    tell(`first start: page after ${(first.took.page / 1000).toFixed(1)} s, live after ${(first.took.live / 1000).toFixed(1)} s`);
    await first.stop();
    const [pages, lives, memory]: [number[], number[], number[]] = [[], [], []];
    for (let repetition = 0; repetition < repetitions; repetition++) {
      const fair = await openFair(data.path);
      pages.push(fair.took.page / 1000);
      lives.push(fair.took.live / 1000);
      // Idle is measured after the bustle of the start, with the bots on stage and no visitor.
      await new Promise((done) => setTimeout(done, idleFor));
      memory.push(residentMegabytes(fair.server));
      await fair.stop();
    }
    tell(`second start: page after ${spread(pages, 2)} s, live after ${spread(lives, 2)} s; idle server ${spread(memory)} MB`);
    const line = (name: string, values: number[], limit: number, unit: string) => ({ case: name, ours: rounded(median(values)), beside: limit, ratio: rounded(median(values) / limit), target: '<= 1', unit });
    data.remove();
    finish('startup', [
      line('first start to the page, beside its limit', [first.took.page / 1000], 60, 's'),
      line('second start to the page, beside its limit', pages, 5, 's'),
      line('second start to live pictures, beside its limit', lives, 12, 's'),
      line('resident memory of the idle server, beside its limit', memory, 200, 'MB'),
    ]);
  } finally {
    data.remove();
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
});
