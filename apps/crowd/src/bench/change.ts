/** One change of the programme told to two thousand sockets, each of which reads the programme again as the page does: time to the last, and CPU beside raw ws and raw node. */
import { join } from 'node:path';
import { readProgramme } from '@siccam/contract';
import { ask } from '@siccam/embedded';
import { furnish } from './parts/furnish';
import { openHouse, repository } from './parts/house';
import { cpuSeconds, crowdOf, finish, median, quick, rounded, spread, tell } from './parts/measure';
import { bareServer, programmeOf } from './parts/prepared';
import { listenersOn, rawFeed } from './parts/sockets';

/**
 * The change is the organiser's own command, in a process of its own; the server hears of it from the database. Each socket then waits
 * somewhere within three seconds, as the page does, and asks with the version it has, on a new connection, for that of an idle browser
 * was closed. The floor beside: one `send()` of ready bytes to as many sockets of a bare `ws` server, and as many answers of a bare
 * node server with the same bytes. Time counts from the fact's row in the database to the last byte of the last answer.
 */
const sockets = crowdOf();
const repetitions = quick ? 2 : 5;
/** As apps/web's useProgramme has it, milliseconds. */
const spreadOfPages = 3000;

async function main(): Promise<void> {
  const house = await openHouse(furnish);
  try {
    const { rows } = await house.superuser.query<{ id: string }>('select id from fair where current');
    const topic = `fair:${rows[0]?.id}`;
    const listeners = listenersOn(house.closing);
    const raw = await rawFeed(house.closing);
    const programme = await programmeOf(house.address);
    const bare = await bareServer(house, programme);
    const floorPids = [raw.pid, bare.pid];
    await listeners.open('fair', house.port, sockets, topic);
    await listeners.open('raw', raw.port, sockets);
    tell(`${sockets} sockets each; the programme of 400 sessions is ${programme.body.length} bytes in brotli`);

    const touch = async (): Promise<number> => {
      const { code, err } = await ask(process.execPath, [join(repository, 'apps/api/dist/fair.js'), 'touch-programme'], 60_000, { env: { ...process.env, DATABASE_URL: house.databaseUrl } });
      if (code !== 0) throw new Error(`the programme could not be touched: ${err}`);
      const { rows: last } = await house.superuser.query<{ at: string }>(`select extract(epoch from at) * 1000 as at from fact where topic = $1 order by number desc limit 1`, [topic]);
      return Number(last[0]?.at);
    };

    let early = 0;
    const ours = { last: [] as number[], cpu: [] as number[] };
    const floor = { last: [] as number[], cpu: [] as number[] };
    for (let repetition = 0; repetition <= repetitions; repetition++) {
      const { etag } = (await programmeOf(house.address)).headers;
      await listeners.begin('fair');
      await listeners.arm('fair', house.port, readProgramme.path, etag ?? '', spreadOfPages);
      let before = cpuSeconds(house.pid);
      const made = await touch();
      const read = await listeners.readers('fair');
      const used = cpuSeconds(house.pid) - before;
      if (read.statuses['200'] !== sockets) throw new Error(`not everyone read the new programme: ${JSON.stringify(read.statuses)}`);

      await listeners.begin('raw');
      await listeners.arm('raw', bare.port, readProgramme.path, '"of before"', spreadOfPages);
      const rawCpu = () => floorPids.reduce((sum, pid) => sum + cpuSeconds(pid), 0);
      before = rawCpu();
      const sent = await raw.send({ count: 1, perSecond: 0, topic });
      const rawRead = await listeners.readers('raw');
      const rawUsed = rawCpu() - before;
      if (read.again + rawRead.again > 0) tell(`${read.again} of ours and ${rawRead.again} of the raw readers were cut off and asked again`);
      // The first round warms the programs.
      if (repetition === 0) continue;
      early += read.statuses['304'] ?? 0;
      ours.last.push(read.last - made);
      ours.cpu.push(used);
      floor.last.push(rawRead.last - (sent[0]?.[1] ?? NaN));
      floor.cpu.push(rawUsed);
    }
    const ratio = median(ours.cpu.map((cpu, at) => cpu / (floor.cpu[at] ?? NaN)));
    tell(`to the last: ${spread(ours.last)} ms, raw ${spread(floor.last)}; CPU ${spread(ours.cpu, 2)} s, raw ws and raw node ${spread(floor.cpu, 2)} s`);
    await house.close();
    finish('change', [
      { case: 'from the change to the last of the readers', ours: Math.round(median(ours.last)), beside: Math.round(median(floor.last)), ratio: null, target: '<= 5000', unit: 'ms' },
      { case: 'readers who came before the new version', ours: rounded(early / repetitions), beside: 0, ratio: null, target: '', unit: `of ${sockets}, asked again` },
      { case: 'CPU of the server, one change to everyone', ours: rounded(median(ours.cpu)), beside: rounded(median(floor.cpu)), ratio: rounded(ratio), target: '', unit: 's' },
      { case: 'CPU for each of them', ours: rounded((median(ours.cpu) * 1e6) / sockets), beside: rounded((median(floor.cpu) * 1e6) / sockets), ratio: rounded(ratio), target: '', unit: 'µs' },
    ]);
  } finally {
    await house.close();
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
});
