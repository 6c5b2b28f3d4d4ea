import {
  ask,
  claim,
  EmbeddedFailure,
  endLeftovers,
  findLiveKit,
  freePort,
  freeUdpPort,
  howToGetLiveKit,
  onFreePorts,
  portRefusal,
  record,
  startLiveKit,
  type Held,
} from '@siccam/embedded';
import { readFileSync, statSync, watch } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { build, vite, type Built } from './build';
import { bringUpPostgres, furnish, furnishGiven, withoutPassword, type Ways } from './database';
import { keep, startNode, type Kept, type Running } from './keep';
import { addressOf, keysIn, makeDataDir, root, type Address, type Keys, type Wish } from './place';
import { line, sentenceOf, tell } from './tell';

/** LiveKit as the server and the browsers reach it. */
type Live = { url: string; publicUrl: string; key: string; secret: string };

/** All that the parts of one open fair share. */
type House = { folder: string; keys: Keys; address: Address; wish: Wish; live: Live };

/** Opens the fair and keeps it open until a signal ends it; with `reload`, builds again on each save. */
export async function openFair(wish: Wish, { reload = false } = {}): Promise<void> {
  const folder = makeDataDir();
  const address = addressOf(wish);
  const held = await hold(folder, address);
  const kept: Kept[] = [];
  const close = closeOnSignal(folder, kept, held);
  let restartServer: (() => Promise<void>) | undefined;
  try {
    const left = await endLeftovers(join(folder, 'run'));
    if (left.length > 0) tell('start', `ended what a killed start had left: ${left.join(', ')}`);
    await refuseTakenPort(address);
    const keys = keysIn(folder);
    const given = givenLive();
    const live = given ?? (await chooseLive(keys, address));
    const house: House = { folder, keys, address, wish, live };

    if (isFar(address.publicUrl) && isFar(live.publicUrl) === false)
      tell('live video', `people who open ${address.publicUrl} cannot reach ${live.publicUrl}: set LIVEKIT_PUBLIC_URL to the address where their browsers reach it`);
    if (!given) void bringUpLive(house, kept, async () => restartServer?.());
    const [ways] = await Promise.all([readyDatabase(house, kept), build('web')]);
    const told = live.url;
    restartServer = await openServer(house, ways, kept);
    if (live.url !== told) {
      // live video moved while the server came up
      await restartServer();
      while (!(await serves(address.localUrl))) await delay(40);
    }
    held.tell({ url: address.publicUrl, ready: true, database: withoutPassword(ways.applicationUrl) });
    line(`ready ${address.publicUrl}`);
    if (wish.fair === 'empty') await tellFirstOrganiser(address.publicUrl, ways);
    if (wish.fair === 'demo') await openCrowd(house, kept);
    if (reload) await reloadOnSave(house, ways, kept, restartServer);
    await close.asked;
  } catch (error) {
    if (!close.begun()) await close.now(error);
  }
}

/** Whether an address leads beyond this machine. */
const isFar = (url: string): boolean => !/^(localhost|127\.)/.test(new URL(url).hostname);

/** One start a data folder. */
async function hold(folder: string, { publicUrl }: Address): Promise<Held> {
  const held = await claim(join(folder, 'lock'), { url: publicUrl, ready: false });
  if (held.held) return held;
  const { identity, facts } = held.holder;
  throw new EmbeddedFailure(
    'in-use',
    facts['ready']
      ? `This fair is open already: ${String(facts['url'])} (process ${identity.pid}); \`npm stop\` ends it.`
      : `This fair is being opened already by process ${identity.pid} and will be at ${String(facts['url'])}; \`npm stop\` ends it.`,
  );
}

/** Ctrl-C, SIGTERM and a closed terminal end the parts in order, the last one first; asked twice, at once. */
function closeOnSignal(folder: string, kept: Kept[], held: Held) {
  let begun = false;
  let done: () => void = () => undefined;
  const asked = new Promise<void>((resolve) => (done = resolve));
  const now = async (why?: unknown) => {
    if (begun) return process.exit(1);
    begun = true;
    if (why !== undefined) process.stderr.write(`${sentenceOf(why)}\n`);
    else tell('start', 'closing the fair');
    for (const part of kept.toReversed()) await part.stop();
    // what was only just coming up is known by its record
    await endLeftovers(join(folder, 'run'));
    held.release();
    done();
    process.exit(why === undefined ? 0 : 1);
  };
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => void now());
  // a terminal that is gone must not end the fair halfway
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  return { asked, now, begun: () => begun };
}

async function refuseTakenPort({ port, host }: Address): Promise<void> {
  const why = await portRefusal(port, host);
  if (why === undefined) return;
  if (why === 'EADDRINUSE') throw portTaken(port);
  throw new EmbeddedFailure('port-taken', `Port ${port} on ${host} cannot be opened (${why}): choose another one, for example \`PORT=3100 npm start\`.`);
}

const portTaken = (port: number) => new EmbeddedFailure('port-taken', `Port ${port} is taken by another program: end that one, or choose another port, for example \`PORT=${port + 100} npm start\`.`);

function givenLive(): Live | undefined {
  const [url, key, secret] = ['LIVEKIT_URL', 'LIVEKIT_API_KEY', 'LIVEKIT_API_SECRET'].map((name) => process.env[name]);
  if (!url && !key && !secret) return undefined;
  if (!url || !key || !secret) throw new EmbeddedFailure('absent', 'LIVEKIT_URL, LIVEKIT_API_KEY and LIVEKIT_API_SECRET belong together: set all three, or none.');
  return { url, key, secret, publicUrl: process.env['LIVEKIT_PUBLIC_URL'] || url };
}

/** The port is chosen before LiveKit is there, so that its address stays the same however often it is started again. */
async function chooseLive({ livekit }: Keys, { mediaIp }: Address): Promise<Live> {
  const port = Number(process.env['LIVEKIT_PORT']) || (await freePort());
  return { ...liveAt(port, mediaIp), key: 'siccam', secret: livekit };
}

const liveAt = (port: number, mediaIp: string) => ({ url: `ws://127.0.0.1:${port}`, publicUrl: process.env['LIVEKIT_PUBLIC_URL'] || `ws://${mediaIp}:${port}` });

/** Live video may come later than the page, and may not come at all; it never holds anything up. A port of our choice that was taken meanwhile is chosen again, and the server is told by `moved`. */
async function bringUpLive({ folder, address, live }: House, kept: Kept[], moved: () => Promise<void>): Promise<void> {
  try {
    const server = await findLiveKit({ say: (sentence) => tell('live video', sentence) });
    if (!server) return tell('live video', `not to be had, the fair runs without it: ${howToGetLiveKit}`);
    let [rtcTcpPort, rtcUdpPort] = [0, 0];
    const before = live.url;
    const begin = () =>
      startLiveKit({
        server,
        dir: join(folder, 'livekit'),
        logFile: join(folder, 'logs/livekit.log'),
        port: Number(new URL(live.url).port),
        rtcTcpPort,
        rtcUdpPort,
        keys: { [live.key]: live.secret },
        webhookUrl: `${address.localUrl}/api/livekit/webhook`,
        nodeIp: address.mediaIp,
        spawned: (pid) => record(join(folder, 'run'), 'livekit', pid),
      });
    const running = await onFreePorts(async () => {
      [rtcTcpPort, rtcUdpPort] = await Promise.all([freePort(), freeUdpPort()]);
      if (!process.env['LIVEKIT_PORT'] && (await portRefusal(Number(new URL(live.url).port), '127.0.0.1'))) Object.assign(live, liveAt(await freePort(), address.mediaIp));
      return begin();
    });
    kept.push(keep(folder, 'livekit', running, begin));
    if (live.url !== before) await moved();
    tell('live video', 'ready');
  } catch (error) {
    tell('live video', `did not come up: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function openDatabase({ folder, keys }: House, kept: Kept[]): Promise<Ways> {
  const given = process.env['DATABASE_URL'];
  if (given) return furnishGiven(given, keys);
  const postgres = await bringUpPostgres(folder, keys);
  kept.unshift(keep(folder, 'postgres', postgres, () => bringUpPostgres(folder, keys, postgres.port)));
  const ways = await furnish(postgres, keys);
  tell('database', postgres.fresh ? 'ready, made new' : 'ready');
  return ways;
}

/** The database with its schema and its fair; the server is built meanwhile. */
async function readyDatabase(house: House, kept: Kept[]): Promise<Ways> {
  const [ways] = await Promise.all([openDatabase(house, kept), build('api')]);
  await prepare(house, ways);
  return ways;
}

/** Migrates and seeds, as the owner of the database. */
async function prepare({ wish }: House, { ownerUrl, applicationRole }: Ways): Promise<void> {
  const env = { ...process.env, DATABASE_OWNER_URL: ownerUrl, DATABASE_APP_ROLE: applicationRole, FAIR: wish.fair, ...(wish.at === undefined ? {} : { FAIR_AT: wish.at }) };
  const { code, err } = await ask(process.execPath, [join(root, 'apps/api/dist/prepare.js')], 10 * 60_000, { cwd: root, env });
  if (code !== 0) throw new EmbeddedFailure('broken', `The database could not be prepared: ${err.trim() || `prepare ended with ${String(code)}`}`);
  tell(wish.fair === 'demo' ? 'demo fair' : 'empty fair', 'ready');
}

/** A fair without an organiser: the one link that makes the first, for whoever sits at this terminal. */
async function tellFirstOrganiser(publicUrl: string, { applicationUrl }: Ways): Promise<void> {
  const { code, out, err } = await ask(process.execPath, [join(root, 'apps/api/dist/fair.js'), 'first-organiser'], 60_000, { cwd: root, env: { ...process.env, DATABASE_URL: applicationUrl } });
  if (code !== 0) return tell('organiser', `no link could be made: ${err.trim()}`);
  const token = out.trim();
  if (token) line(`organiser ${publicUrl}/ar/enter/link#${token}`);
}

/** The server is up when it answers for its health and serves the page. */
async function openServer(house: House, ways: Ways, kept: Kept[]): Promise<() => Promise<void>> {
  const { folder, address, keys, live, wish } = house;
  const env: NodeJS.ProcessEnv = {
    ...withoutSecrets(),
    HOST: address.host,
    PORT: String(address.port),
    DATA_DIR: folder,
    PUBLIC_URL: address.publicUrl,
    ALLOWED_ORIGINS: process.env['ALLOWED_ORIGINS'] ?? (wish.lan ? `http://localhost:${address.port},http://127.0.0.1:${address.port}` : ''),
    DATABASE_URL: ways.applicationUrl,
    LIVEKIT_API_KEY: live.key,
    LIVEKIT_API_SECRET: live.secret,
    COOKIE_SECRET: process.env['COOKIE_SECRET'] || keys.cookie,
    VAULT_KEY: process.env['VAULT_KEY'] || keys.vault,
    BOT_KEY: wish.fair === 'demo' ? process.env['BOT_KEY'] || keys.bot : '',
    WEB_DIR: join(root, 'apps/web/dist'),
    ...(process.env['SMTP_URL'] ? { SMTP_URL: process.env['SMTP_URL'] } : {}),
  };
  const log = join(folder, 'logs/api.log');
  const begin = async (): Promise<Running> => {
    const from = statSync(log, { throwIfNoEntry: false })?.size ?? 0;
    const server = startNode(folder, 'api', [join(root, 'apps/api/dist/main.js')], { ...env, LIVEKIT_URL: live.url, LIVEKIT_PUBLIC_URL: live.publicUrl }, 6000);
    let ended = false;
    void server.exited.then(() => (ended = true));
    while (!ended && !(await serves(address.localUrl))) await delay(40); // a server tells by answering
    if (ended) {
      const said = readFileSync(log).subarray(from).toString('utf8').trim();
      if (said.includes('EADDRINUSE')) throw portTaken(address.port);
      throw new EmbeddedFailure('broken', `The server did not start: ${said.split('\n').slice(-12).join('\n')}`);
    }
    return server;
  };
  const part = keep(folder, 'api', await begin(), begin);
  kept.push(part);
  return part.restart;
}

async function serves(url: string): Promise<boolean> {
  try {
    for (const path of ['/api/health', '/ar']) {
      const answer = await fetch(`${url}${path}`, { signal: AbortSignal.timeout(5000) });
      await answer.arrayBuffer();
      if (answer.status !== 200) return false;
    }
    return true;
  } catch {
    return false;
  }
}

/** The bots of the demonstration; they tell when a picture of the stage was decoded. */
async function openCrowd({ folder, address, keys }: House, kept: Kept[]): Promise<void> {
  let told = false;
  // Encoders come and go with every turn; glibc's many arenas would keep 10 MB of each minute for ever (seen), two give it back.
  const env = { MALLOC_ARENA_MAX: '2', ...withoutSecrets(), API_URL: address.localUrl, PUBLIC_URL: address.publicUrl, BOT_KEY: process.env['BOT_KEY'] || keys.bot };
  const begin = async (): Promise<Running> => {
    const crowd = startNode(folder, 'crowd', ['--import', 'tsx', join(root, 'apps/crowd/src/main.ts')], env, 4000);
    crowd.child.on('message', (message) => {
      if (told || typeof message !== 'object' || !('type' in message) || message.type !== 'live' || !('url' in message)) return;
      told = true;
      line(`live ${String(message.url)}`);
    });
    return crowd;
  };
  kept.push(keep(folder, 'crowd', await begin(), begin));
}

/** What our own processes inherit: all but the ways in that are not theirs. */
function withoutSecrets(): NodeJS.ProcessEnv {
  const names = ['DATABASE_URL', 'DATABASE_APP_URL', 'LIVEKIT_API_SECRET', 'COOKIE_SECRET', 'VAULT_KEY', 'BOT_KEY', 'SMTP_URL'];
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !names.includes(name)));
}

/** `npm run dev`: vite builds on each save, and what it built is served by a fresh server. */
async function reloadOnSave(house: House, ways: Ways, kept: Kept[], restartServer: () => Promise<void>): Promise<void> {
  let quiet: NodeJS.Timeout | undefined;
  const changed = (app: Built) => {
    clearTimeout(quiet);
    quiet = setTimeout(() => {
      void (async () => {
        try {
          if (app === 'api') await prepare(house, ways);
          await restartServer();
          tell(app, 'reloaded');
        } catch (error) {
          tell(app, error instanceof Error ? error.message : String(error));
        }
      })();
    }, 300);
  };
  for (const app of ['api', 'web'] as const) {
    const begin = async () => startNode(house.folder, `build-${app}`, [vite, 'build', '--watch', '--outDir', 'dist'], process.env, 1000, join(root, 'apps', app));
    kept.push(keep(house.folder, `build-${app}`, await begin(), begin));
    watch(join(root, 'apps', app), (_, name) => name === 'dist' && changed(app));
    watch(join(root, 'apps', app, 'dist'), () => changed(app));
  }
  tell('dev', 'watching apps/api and apps/web');
}
