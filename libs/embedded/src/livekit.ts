import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { accessSync, closeSync, constants, mkdirSync, openSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { chmod, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { identity } from './claim.cjs';
import { asFailure, EmbeddedFailure } from './failure';
import { portRefusal } from './ports';
import { ask, end, exitOf, type Exit } from './processes';

/** The version of LiveKit this fair is made for. */
export const livekitVersion = '1.13.5';

/** A LiveKit server that can be run here: a program, or an image of a Docker that answers. */
export type LiveKitServer = { via: 'program'; path: string } | { via: 'docker'; image: string };

/** Tells a person what is being done and how long it may take. */
export type Say = (sentence: string) => void;

/** What to do when no way to a LiveKit server worked. */
export const howToGetLiveKit =
  `live video needs a LiveKit server: install livekit-server (for example \`brew install livekit\`), or Docker, or Go 1.26 or newer, or connect to the network, and start again; or set LIVEKIT_URL, LIVEKIT_API_KEY and LIVEKIT_API_SECRET`;

/** Milliseconds after which something on the network that has not answered counts as a no. */
const noAnswer = 5000;

/** Where downloaded servers are kept for this account, shared by all checkouts. */
export function cacheDir(): string {
  return join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'siccam');
}

/** Finds or fetches a LiveKit server: PATH, the cache, Docker, the official release, Go; undefined when none of them worked. */
export async function findLiveKit({ cache = cacheDir(), say = () => undefined }: { cache?: string; say?: Say } = {}): Promise<LiveKitServer | undefined> {
  const kept = join(cache, `livekit-server-${livekitVersion}`);
  for (const path of [onPath('livekit-server'), kept]) if (path && runs(path)) return { via: 'program', path };
  const docker = await fromDocker(say);
  if (docker) return docker;
  try {
    mkdirSync(cache, { recursive: true });
  } catch (error) {
    const refused = asFailure(error, cache);
    say(refused instanceof Error ? refused.message : String(refused));
    return undefined;
  }
  for (const way of [fromRelease, fromGo]) {
    const side = await mkdtemp(join(cache, 'making-'));
    try {
      const made = await way(side, say);
      if (!made) continue;
      await chmod(made, 0o755);
      await rename(made, kept);
      return { via: 'program', path: kept };
    } catch (error) {
      say(`that did not work: ${error instanceof Error ? error.message : String(error)}`);
    } finally {
      await rm(side, { recursive: true, force: true });
    }
  }
  return undefined;
}

/** A program of this name on PATH, if there is one that may be run. */
export function onPath(name: string): string | undefined {
  const names = process.platform === 'win32' ? [`${name}.exe`] : [name];
  return (process.env['PATH'] ?? '')
    .split(delimiter)
    .filter(Boolean)
    .flatMap((folder) => names.map((file) => join(folder, file)))
    .find(runs);
}

function runs(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

async function fromDocker(say: Say): Promise<LiveKitServer | undefined> {
  if (!onPath('docker')) return undefined;
  const image = `livekit/livekit-server:v${livekitVersion}`;
  if ((await ask('docker', ['version', '--format', '{{.Server.Version}}'], noAnswer)).code !== 0) return undefined;
  if ((await ask('docker', ['image', 'inspect', image], noAnswer)).code === 0) return { via: 'docker', image };
  say('asking Docker for the LiveKit image (25 MB, about half a minute)');
  const pull = spawn('docker', ['pull', image], { stdio: ['ignore', 'pipe', 'ignore'] });
  const silent = setTimeout(() => pull.kill('SIGKILL'), noAnswer);
  pull.stdout.on('data', () => clearTimeout(silent));
  const { code } = await exitOf(pull);
  clearTimeout(silent);
  return code === 0 ? { via: 'docker', image } : undefined;
}

async function fromRelease(side: string, say: Say): Promise<string | undefined> {
  const system = { linux: 'linux', win32: 'windows' }[process.platform as string];
  const chip = { x64: 'amd64', arm64: 'arm64', arm: 'armv7' }[process.arch as string];
  if (!system || !chip) return undefined;
  const archive = `livekit_${livekitVersion}_${system}_${chip}.${system === 'windows' ? 'zip' : 'tar.gz'}`;
  const release = `https://github.com/livekit/livekit/releases/download/v${livekitVersion}`;
  say('downloading the LiveKit release (20 MB, some seconds to a minute)');
  const expected = (await download(`${release}/checksums.txt`))
    .toString()
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .find(([, name]) => name === archive)?.[0];
  if (!expected) throw new Error(`the release lists no ${archive}`);
  const bytes = await download(`${release}/${archive}`);
  const found = createHash('sha256').update(bytes).digest('hex');
  if (found !== expected) throw new Error(`${archive} does not match the release's checksum`);
  const file = join(side, archive);
  await writeFile(file, bytes);
  const unpacked = await ask('tar', ['-xf', file, '-C', side], 60_000);
  if (unpacked.code !== 0) throw new Error(`tar could not unpack ${archive}`);
  return join(side, system === 'windows' ? 'livekit-server.exe' : 'livekit-server');
}

/** Downloads a file; five seconds without a byte are a no. */
async function download(url: string): Promise<Buffer> {
  const silence = new AbortController();
  let timer = setTimeout(() => silence.abort(), noAnswer);
  try {
    const answer = await fetch(url, { signal: silence.signal });
    if (!answer.ok || !answer.body) throw new Error(`${new URL(url).host} answered ${answer.status}`);
    const reader = answer.body.getReader();
    const parts: Uint8Array[] = [];
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      parts.push(part.value as Uint8Array);
      clearTimeout(timer);
      timer = setTimeout(() => silence.abort(), noAnswer);
    }
    return Buffer.concat(parts);
  } catch (error) {
    const { host } = new URL(url);
    if (silence.signal.aborted) throw new Error(`no answer from ${host} for 5 seconds`, { cause: error });
    // fetch tells "fetch failed" for everything that lies below HTTP
    throw error instanceof TypeError ? new Error(`${host} cannot be reached`, { cause: error }) : error;
  } finally {
    clearTimeout(timer);
  }
}

async function fromGo(side: string, say: Say): Promise<string | undefined> {
  const go = onPath('go');
  if (!go) return undefined;
  const [, major, minor] = /go(\d+)\.(\d+)/.exec((await ask(go, ['env', 'GOVERSION'], noAnswer)).out) ?? [];
  if (Number(major) < 1 || Number(minor) < 26 || major === undefined) return undefined;
  const env = { ...process.env, GOBIN: side, GOFLAGS: '-mod=mod', GOTOOLCHAIN: 'local', CGO_ENABLED: '0' };
  const module = `github.com/livekit/livekit-server`;
  if ((await ask(go, ['list', '-m', `${module}@v${livekitVersion}`], noAnswer, { env, cwd: side })).code !== 0) {
    throw new Error('the source of LiveKit did not come within 5 seconds');
  }
  say('building LiveKit with Go (about 3 minutes on two cores; the fair opens meanwhile)');
  const built = await ask(go, ['install', `${module}/cmd/server@v${livekitVersion}`], 20 * 60_000, { env, cwd: side });
  if (built.code !== 0) throw new Error(`go install: ${built.err.trim().split('\n').at(-1)}`);
  return join(side, process.platform === 'win32' ? 'server.exe' : 'server');
}

/** How a LiveKit server is to run. */
export type LiveKitOptions = {
  server: LiveKitServer;
  /** Folder for its configuration. */
  dir: string;
  /** Port for the API and the signalling (HTTP and WebSocket). */
  port: number;
  rtcTcpPort: number;
  rtcUdpPort: number;
  /** API key → secret (at least 32 characters). */
  keys: Record<string, string>;
  webhookUrl: string;
  /** The address media is sent to: loopback, or this machine's on the local network. */
  nodeIp: string;
  /** Rules of rooms other than this fair's own, for a benchmark beside it. */
  room?: Record<string, unknown>;
  logFile?: string;
  /** Told the number of the server's process as soon as it has one, before it answers. */
  spawned?: (pid: number) => void;
};

/** A running LiveKit server. */
export type LiveKit = { url: string; pid: number; stop: () => Promise<void>; exited: Promise<Exit> };

/** Starts LiveKit and waits until it answers. When its media address is loopback, its API and signalling are there for this machine alone; its two ports for media are open at this machine's other addresses too. */
export async function startLiveKit(options: LiveKitOptions): Promise<LiveKit> {
  mkdirSync(options.dir, { recursive: true });
  const file = join(options.dir, 'livekit.yaml');
  // JSON is YAML; LiveKit refuses a key it does not know
  writeFileSync(file, `${JSON.stringify(configuration(options), null, 2)}\n`, { mode: 0o600 });
  const logFile = options.logFile ?? join(options.dir, 'livekit.log');
  mkdirSync(dirname(logFile), { recursive: true });
  const log = openSync(logFile, 'a');
  const from = statSync(logFile).size;
  const [command, args] = await commandOf(options, file);
  // whoever else listens there could answer in its place
  if ((await portRefusal(options.port, '127.0.0.1')) === 'EADDRINUSE') {
    closeSync(log);
    throw new EmbeddedFailure('port-taken', `Port ${options.port}, meant for live video, is taken: free it, or choose another one with LIVEKIT_PORT.`);
  }
  const child = spawn(command, args, { detached: true, stdio: ['ignore', log, log] });
  closeSync(log);
  if (child.pid !== undefined) options.spawned?.(child.pid);
  let ended = false;
  const exited = exitOf(child).then((exit) => {
    ended = true;
    return exit;
  });
  while (!ended && !(await answers(options.port))) await delay(30); // nothing but the port tells that it is up
  if (ended || child.pid === undefined) {
    const said = readFileSync(logFile, 'utf8').slice(from).trim();
    if (/address already in use|port is already allocated|Only one usage of each socket/.test(said)) {
      throw new EmbeddedFailure('port-taken', `One of the ports ${options.port}, ${options.rtcTcpPort} and ${options.rtcUdpPort}, meant for live video, is taken: free it and start again.`);
    }
    throw new EmbeddedFailure('broken', `LiveKit did not start: ${said.split('\n').at(-1) || 'it said nothing'}`);
  }
  const who = identity(child.pid);
  return {
    url: `ws://127.0.0.1:${options.port}`,
    pid: child.pid,
    exited,
    stop: async () => {
      // the first signal drains without end while people are inside, the second ends it
      if (who && !ended) await end(who, [['SIGTERM', 100], ['SIGTERM', 3000]]);
      await exited;
    },
  };
}

// All that LiveKit offers but RED, which sends each sound twice: 32 MB an hour instead of 20 (`npm run bench -- sound`), and whatever else is not Opus.
const codecs = ['audio/opus', 'video/VP8', 'video/H264', 'video/VP9', 'video/AV1', 'video/H265', 'video/rtx'];

const isLoopback = (address: string) => address.startsWith('127.');
const hostNetwork = process.platform === 'linux';

function configuration({ server, port, rtcTcpPort, rtcUdpPort, keys, webhookUrl, nodeIp, room }: LiveKitOptions): object {
  const behindDocker = server.via === 'docker' && !hostNetwork;
  return {
    port,
    bind_addresses: [isLoopback(nodeIp) && !behindDocker ? '127.0.0.1' : '0.0.0.0'],
    rtc: {
      // `ips` would hold UDP to loopback; a browser's first picture then comes 100 ms later (seen, five runs), so media stays open
      tcp_port: rtcTcpPort,
      udp_port: rtcUdpPort,
      use_external_ip: false,
      node_ip: nodeIp,
      // without one of our own, LiveKit sends every browser to the STUN servers of Google and Twilio
      stun_servers: [`${nodeIp}:${rtcUdpPort}`],
    },
    keys,
    webhook: { api_key: Object.keys(keys)[0], urls: [behindDocker ? webhookUrl.replace(/127\.0\.0\.1|localhost/, 'host.docker.internal') : webhookUrl] },
    room: { auto_create: false, enabled_codecs: codecs.map((mime) => ({ mime })), max_participants: 2000, empty_timeout: 300, departure_timeout: 20, ...room },
    limit: { max_metadata_size: 8192, max_attributes_size: 8192, max_room_name_length: 200, max_participant_identity_length: 120, max_participant_name_length: 200 },
    logging: { level: 'info', json: true },
  };
}

async function commandOf({ server, port, rtcTcpPort, rtcUdpPort, nodeIp }: LiveKitOptions, file: string): Promise<[string, string[]]> {
  if (server.via === 'program') return [server.path, ['--config', file]];
  const name = `siccam-livekit-${port}`;
  await ask('docker', ['rm', '-f', name], 10_000);
  const at = isLoopback(nodeIp) ? '127.0.0.1:' : '';
  const published = [`${at}${port}:${port}`, `${at}${rtcTcpPort}:${rtcTcpPort}`, `${at}${rtcUdpPort}:${rtcUdpPort}/udp`];
  const network = hostNetwork ? ['--network', 'host'] : published.flatMap((one) => ['-p', one]);
  return ['docker', ['run', '--rm', '--name', name, ...network, '-v', `${file}:/livekit.yaml:ro`, server.image, '--config', '/livekit.yaml']];
}

async function answers(port: number): Promise<boolean> {
  try {
    return (await fetch(`http://127.0.0.1:${port}/`, { signal: AbortSignal.timeout(1000) })).ok;
  } catch {
    return false;
  }
}
