/** What the sound costs whoever takes it alone: with and without redundancy (RED) and pauses (DTX), from a bot and from a browser's microphone, speaking and silent (some of it: `--only browser`). */
import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type Browser, type BrowserContext, chromium } from '@playwright/test';
import { AudioFrame, AudioSource, LocalAudioTrack, Room, TrackPublishOptions, TrackSource, dispose } from '@livekit/rtc-node';
import { findChromium, findLiveKit, freePort, freeUdpPort, howToGetLiveKit, type LiveKit, onlyThrough, openRelay, startLiveKit } from '@siccam/embedded';
import '../quiet';
import { frameOf, frameSamples, phraseOf, sampleRate } from '../tone';
import { dataFolder } from './parts/fair';
import { ticketTo } from './parts/ticket';
import { type Case, after, finish, quick, rounded, tell } from './parts/measure';

/** One way to send one voice to one listener. */
type Way = {
  by: 'bot' | 'browser';
  speaks: boolean;
  red: boolean;
  dtx: boolean;
  bitrate?: number;
  /** What is not as usual: a listener that does not take RED, or the fair's own server, which does not offer it. */
  but?: 'listener refuses RED' | 'fair’s server';
};
type Measured = { way: Way; megabytesAnHour: number; packetsASecond: number; payload: number };

const seconds = quick ? 10 : 60;
/** Longer than LiveKit takes to know the line, so that its probing is over. */
const settle = 4;
const limit = 25;
const together = 4;
const speech = 24_000;
const ipAndUdp = 28;
const key = 'sound';
const secret = randomBytes(24).toString('hex');
const ticket = ticketTo(key, secret);
const both = [false, true];

const ways: Way[] = [
  ...(['bot', 'browser'] as const).flatMap((by) => both.flatMap((silent) => both.flatMap((red) => both.map((dtx) => ({ by, speaks: !silent, red, dtx }))))),
  { by: 'browser', speaks: true, red: true, dtx: true, but: 'listener refuses RED' },
  { by: 'browser', speaks: true, red: true, dtx: true, but: 'fair’s server' },
  { by: 'browser', speaks: true, red: true, dtx: true, bitrate: 48_000 },
  { by: 'browser', speaks: true, red: true, dtx: true, bitrate: 48_000, but: 'fair’s server' },
];

/** The phrase of a bot as a file that a browser takes for its microphone. */
function recording(folder: string): string {
  const samples = phraseOf(0);
  const head = Buffer.alloc(44);
  head.write('RIFF', 0);
  head.writeUInt32LE(36 + samples.byteLength, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(sampleRate, 24);
  head.writeUInt32LE(sampleRate * 2, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write('data', 36);
  head.writeUInt32LE(samples.byteLength, 40);
  const file = join(folder, 'phrase.wav');
  writeFileSync(file, Buffer.concat([head, Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength)]));
  return file;
}

async function servePage(): Promise<{ url: string; close: () => void }> {
  const page = readFileSync(join(import.meta.dirname, 'parts/sound.html'));
  const client = readFileSync(createRequire(import.meta.url).resolve('livekit-client').replace(/[^/]+$/, 'livekit-client.umd.js'));
  const server = createServer(({ url }, response) => response.writeHead(200, { 'content-type': url === '/' ? 'text/html' : 'text/javascript' }).end(url === '/' ? page : client));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, close: () => server.close() };
}

type Server = LiveKit & { mediaPort: number };
async function openServer(dir: string, room: Record<string, unknown>): Promise<Server> {
  const server = await findLiveKit({ say: tell });
  if (!server) throw new Error(howToGetLiveKit);
  const [port, rtcTcpPort, mediaPort] = await Promise.all([freePort(), freePort(), freeUdpPort()]);
  return { ...(await startLiveKit({ server, dir, port, rtcTcpPort, rtcUdpPort: mediaPort, keys: { [key]: secret }, webhookUrl: 'http://127.0.0.1:9/', nodeIp: '127.0.0.1', room })), mediaPort };
}

/** A bot that sends the phrase or nothing, by count from one clock; what is answered ends it. */
async function botSpeaks(url: string, room: string, { speaks, red, dtx, bitrate = speech }: Way): Promise<() => Promise<void>> {
  const entered = new Room();
  await entered.connect(url, ticket(room, 'voice', true), { autoSubscribe: false, dynacast: false });
  const source = new AudioSource(sampleRate, 1, 300);
  const track = LocalAudioTrack.createAudioTrack('microphone', source);
  const phrase = speaks ? phraseOf(0) : new Int16Array(frameSamples);
  const began = performance.now();
  let sent = 0;
  const timer = setInterval(() => {
    for (; sent * 20 < performance.now() - began + 100; sent++) void source.captureFrame(new AudioFrame(frameOf(phrase, sent), sampleRate, 1, frameSamples)).catch(() => undefined);
  }, 20);
  await entered.localParticipant?.publishTrack(track, new TrackPublishOptions({ source: TrackSource.SOURCE_MICROPHONE, red, dtx, audioEncoding: { maxBitrate: BigInt(bitrate) } }));
  return async () => {
    clearInterval(timer);
    await entered.disconnect();
    await track.close();
  };
}

async function openPage(browser: Browser, url: string, relayPort?: number) {
  const context = await browser.newContext({ permissions: ['microphone'] });
  const page = await context.newPage();
  if (relayPort !== undefined) await page.addInitScript({ content: onlyThrough(relayPort) });
  await page.goto(url);
  return { context, page };
}

async function measure(browser: Browser, page: string, server: Server, way: Way): Promise<Measured> {
  const room = `sound-${randomBytes(6).toString('hex')}`;
  const relay = await openRelay(() => server.mediaPort);
  const contexts: BrowserContext[] = [];
  let hush: (() => Promise<void>) | undefined;
  try {
    if (way.by === 'bot') hush = await botSpeaks(server.url, room, way);
    else {
      const speaker = await openPage(browser, page);
      contexts.push(speaker.context);
      const { red, dtx, bitrate = speech } = way;
      await speaker.page.evaluate(`speak(${JSON.stringify({ url: server.url, token: ticket(room, 'voice', true), red, dtx, bitrate, silent: !way.speaks })})`);
    }
    const listener = await openPage(browser, page, relay.port);
    contexts.push(listener.context);
    await listener.page.evaluate(`listen(${JSON.stringify({ url: server.url, token: ticket(room, 'ear', false), refusesRed: way.but === 'listener refuses RED' })})`);
    await delay(settle * 1000);
    const reading = async () => {
      const { down } = relay.carried();
      return { at: performance.now(), wire: down.bytes + down.packets * ipAndUdp, ...(await listener.page.evaluate<{ packets: number; payload: number }>('figures()')) };
    };
    const first = await reading();
    await delay(seconds * 1000);
    const last = await reading();
    const took = (last.at - first.at) / 1000;
    const packets = last.packets - first.packets;
    return {
      way,
      megabytesAnHour: ((last.wire - first.wire) / took) * 3600e-6,
      packetsASecond: packets / took,
      payload: packets > 0 ? (last.payload - first.payload) / packets : 0,
    };
  } finally {
    await hush?.();
    for (const context of contexts) await context.close();
    relay.close();
  }
}

const nameOf = ({ by, speaks, red, dtx, bitrate = speech, but }: Way) =>
  `${by} ${speaks ? 'speaks' : 'is silent'} at ${bitrate / 1000} kbit/s, RED ${red ? 'on' : 'off'}, DTX ${dtx ? 'on' : 'off'}${but ? `, ${but}` : ''}`;

async function main(): Promise<void> {
  const data = dataFolder();
  const page = await servePage();
  const closing: (() => unknown)[] = [() => data.remove(), () => page.close(), () => dispose()];
  try {
    // LiveKit's own default, which offers RED, and what this fair tells it.
    const usual = await openServer(join(data.path, 'usual'), { auto_create: true, enabled_codecs: undefined });
    closing.push(() => usual.stop());
    const ours = await openServer(join(data.path, 'ours'), { auto_create: true });
    closing.push(() => ours.stop());
    const browser = await chromium.launch({
      executablePath: await findChromium(),
      args: ['--no-sandbox', '--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream', `--use-file-for-fake-audio-capture=${recording(data.path)}`, '--autoplay-policy=no-user-gesture-required'],
    });
    closing.push(() => browser.close());
    const measured: Measured[] = [];
    const chosen = ways.filter((way) => nameOf(way).includes(after('--only') ?? ''));
    for (let at = 0; at < chosen.length; at += together) {
      const batch = chosen.slice(at, at + together).map((way) => measure(browser, page.url, way.but === 'fair’s server' ? ours : usual, way));
      for (const one of await Promise.all(batch)) {
        measured.push(one);
        tell(`${nameOf(one.way).padEnd(74)} ${one.megabytesAnHour.toFixed(1).padStart(5)} MB an hour, ${one.packetsASecond.toFixed(0).padStart(2)} packets a second of ${one.payload.toFixed(0)} bytes`);
      }
    }
    const cases = measured.map(({ way, megabytesAnHour }): Case => {
      const { but: _but, ...same } = way;
      const bare = measured.find((other) => nameOf(other.way) === nameOf({ ...same, red: false, dtx: false }));
      return {
        case: nameOf(way),
        ours: rounded(megabytesAnHour),
        beside: bare ? rounded(bare.megabytesAnHour) : null,
        ratio: bare ? rounded(megabytesAnHour / bare.megabytesAnHour) : null,
        target: way.but === 'fair’s server' ? `<= ${limit}` : 'none',
        unit: 'MB an hour down, all headers',
      };
    });
    for (const step of closing.splice(0).toReversed()) await step();
    finish('sound', cases);
  } finally {
    for (const step of closing.splice(0).toReversed()) await step();
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
});
