import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { languages } from '@siccam/contract';
import { type DynamicModule, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { entities } from './entities';
import { CannotAnnounce, FairModule, FairService, announcedWords } from './fair';
import { writeFacts } from './feed';
import { firstOrganiserLink } from './people';
import { Database, MachineClock, codeOf, dataSourceOptions, forNest, isUnreachable, openDatabase, openLog } from './platform';

const help = `npm run fair -- announce --ar "…" --fr "…" --en "…" --for 20   says something to everyone at the fair for 20 minutes (1 to 1440)
npm run fair -- announcements                                   what is announced now
npm run fair -- withdraw <id>                                   takes an announcement back before its end
npm run fair -- first-organiser                                 the single-use link for the first organiser of a fair that has none
npm run fair -- touch-programme                                 lets everyone read the programme again

One language is enough, up to 280 characters each; readers of another see it marked. The newest stands alone on the page, the one
before comes back when it ends or is closed. It speaks to the fair that is open
in this data folder (DATA_DIR), or to the one of DATABASE_URL.`;

/** The features whose services the command uses, and the database under them. */
@Module({})
class Desk {
  static of(database: Database): DynamicModule {
    const providers = [{ provide: Database, useValue: database }, MachineClock];
    return { module: Desk, global: true, imports: [FairModule], providers, exports: providers };
  }
}

/** What a person may say after `npm run fair --`. Thrown back at them in one line when it is none of it. */
class NotUnderstood extends Error {}

/** Decides what the words ask for, by the services that the server itself uses, and answers what to say. No door is opened and nothing runs on: the server hears of it from the database. */
export async function organise([command, ...rest]: readonly string[], databaseUrl: () => string): Promise<string> {
  if (command === undefined || [command, ...rest].includes('--help')) return help;
  const work = workOf(command, rest);
  const log = openLog('silent');
  const database = await openDatabase({ ...dataSourceOptions(databaseUrl(), 1), entities, poolErrorHandler: () => undefined }, log, 2000);
  try {
    // The running server finds the facts by itself.
    database.keepFactsWith({ write: writeFacts, wake: () => undefined });
    const app = await NestFactory.createApplicationContext(Desk.of(database), { logger: forNest(log), abortOnError: false });
    try {
      return await work(app.get(FairService), database);
    } finally {
      await app.close();
    }
  } finally {
    await database.source.destroy();
  }
}

/** The words are understood before the database is opened. */
function workOf(command: string, args: string[]): (fairs: FairService, database: Database) => Promise<string> {
  const text = { type: 'string' } as const;
  switch (command) {
    case 'announce': {
      const { values } = parseArgs({ args, options: { ar: text, fr: text, en: text, for: text } });
      const { for: minutes, ...words } = values;
      // What is wrong with the text is said before what is missing beside it.
      announcedWords(words);
      if (minutes === undefined) throw new NotUnderstood('Say for how many minutes: --for 20.');
      return async (fairs) => {
        const { id, until } = await fairs.announce(words, /^\d+$/.test(minutes) ? Number(minutes) : NaN);
        return `announced ${id} until ${until}`;
      };
    }
    case 'withdraw': {
      const { positionals } = parseArgs({ args, options: {}, allowPositionals: true });
      const [id] = positionals;
      if (!id || positionals.length > 1) throw new NotUnderstood('Say which announcement: `npm run fair -- announcements` lists them with their ids.');
      return async (fairs) => {
        await fairs.withdraw(id);
        return `withdrawn ${id}`;
      };
    }
    case 'first-organiser':
      parseArgs({ args, options: {} });
      return async (_fairs, database) => (await database.decide((tx) => firstOrganiserLink(tx, Date.now()))) ?? '';
    case 'touch-programme':
      parseArgs({ args, options: {} });
      return async (fairs) => `programme version ${await fairs.touchProgramme()}`;
    case 'announcements':
      parseArgs({ args, options: {} });
      return async (fairs) => {
        const fair = await fairs.current();
        const now = fair ? await fairs.announcements(fair.id) : [];
        const lines = now.flatMap(({ id, until, text: words }) => [
          `${id} until ${until}`,
          ...languages.flatMap((language) => (words[language] ? [`  ${language}  ${words[language]}`] : [])),
        ]);
        return lines.length > 0 ? lines.join('\n') : 'Nothing is announced now.';
      };
    default:
      throw new NotUnderstood(`"${command}" is none of announce, announcements, withdraw, touch-programme: \`npm run fair -- --help\`.`);
  }
}

/** What a person is told of a failure: one line where it is theirs or the database's, everything where it is ours. */
export function sentenceOf(error: unknown): string {
  if (error instanceof CannotAnnounce || error instanceof NotUnderstood) return error.message;
  const code = codeOf(error);
  if (code.startsWith('ERR_PARSE_ARGS') && error instanceof Error) return error.message;
  if (isUnreachable(error)) return `The fair's database does not answer${code ? ` (${code})` : ''}.`;
  if (code === '28P01' || code === '28000' || code === '3D000') return `The fair's database does not let us in (${code}): look at DATABASE_URL.`;
  if (code === '42P01' || code === '42703') return "The fair's database is of another version than this checkout: start the fair anew, which brings it up to date.";
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function givenUrl(): string {
  const url = process.env['DATABASE_URL'];
  if (url) return url;
  throw new NotUnderstood('Set DATABASE_URL to the database of the fair.');
}

if (process.argv[1] && /fair(\.command)?\.(js|ts)$/.test(process.argv[1])) {
  organise(process.argv.slice(2), givenUrl).then(
    (said) => process.stdout.write(`${said}\n`),
    (error: unknown) => {
      process.stderr.write(`${sentenceOf(error)}\n`);
      process.exitCode = 1;
    },
  );
}
