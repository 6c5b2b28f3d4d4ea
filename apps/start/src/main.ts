import { EmbeddedFailure } from '@siccam/embedded';
import { parseArgs } from 'node:util';
import { openFair } from './fair';
import type { Wish } from './place';
import { stop } from './stop';
import { line, sentenceOf } from './tell';

const help = `npm start                       opens the fair; Ctrl-C or npm stop ends it
npm start -- --fair empty       with no demonstration in it
npm start -- --at "sat 15:10"   the demonstration at another moment of the fair (fri or sat)
npm start -- --lan              reachable from a phone on the same network
npm start -- --port 3100        on another port than 3000

PORT         the port of web, api and socket (3000)
DATA_DIR     where the database, keys and logs are kept
PUBLIC_URL   the address people open, behind a proxy; then also LIVEKIT_PUBLIC_URL, where their browsers reach live video (wss://…)
DATABASE_URL, and LIVEKIT_URL with LIVEKIT_API_KEY and LIVEKIT_API_SECRET, replace the embedded servers`;

function wishFrom(args: string[]): Wish {
  const { values } = parseArgs({
    args,
    options: { fair: { type: 'string', default: 'demo' }, at: { type: 'string' }, lan: { type: 'boolean', default: false }, port: { type: 'string' } },
  });
  const { fair, at, lan } = values;
  if (fair !== 'demo' && fair !== 'empty') throw new EmbeddedFailure('absent', `--fair takes demo or empty, not "${fair}".`);
  const said = values.port ?? (process.env['PORT'] || '3000');
  const port = Number(said);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new EmbeddedFailure('port-taken', `"${said}" is no port: choose a number from 1 to 65535, for example \`PORT=3100 npm start\`.`);
  if (at !== undefined && !/^\s*(fri|sat)\w*\s+([01]?\d|2[0-3]):[0-5]\d\s*$/i.test(at)) throw new EmbeddedFailure('absent', `--at takes a moment of the fair, such as "fri 11:05" or "sat 15:10", not "${at}".`);
  return { fair, at, lan, port };
}

async function main([command, ...rest]: string[]): Promise<void> {
  // Its words are an organiser's, and may look like options.
  if (command === 'fair') return (await import('./organise')).organise(rest);
  const args = [command, ...rest].filter((word) => word !== undefined);
  if (args.includes('--help') || args.includes('-h')) return line(help);
  switch (command) {
    case 'stop':
      return stop();
    case 'dev':
      return openFair(wishFrom(rest), { reload: true });
    case 'test':
      return (await import('./checks')).test(rest[0]);
    case 'journey':
      return (await import('./checks')).journey(rest);
    case 'bench':
      return (await import('./bench')).bench(rest);
    case 'fuzz':
      return (await import('./bench')).fuzz(rest);
    case 'exchange':
      return (await import('./bench')).exchange(rest);
    case 'migration':
      return (await import('./migration')).migration(rest[0]);
    case undefined:
      return openFair(wishFrom([]));
    default:
      return openFair(wishFrom(args));
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${sentenceOf(error)}\n`);
  process.exitCode = 1;
});
