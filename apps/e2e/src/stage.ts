import { type Page, expect } from '@playwright/test';
import { type Hearing, cells, cellSize, hearingScript, momentOf, pictureHeight } from '@siccam/testing';

type Inbound = { type: string; id: string; ssrc: number; kind?: string; bytesReceived?: number; totalAudioEnergy?: number; framesDecoded?: number };
type Followed = Window & { connections: RTCPeerConnection[]; tracks: Map<string, Inbound> };

/** Lets a journey read the statistics of the page's own connections; call before the page is opened. */
export const followConnections = (page: Page): Promise<unknown> =>
  page.addInitScript(() => {
    const followed = window as unknown as Followed;
    followed.connections = [];
    followed.tracks = new Map();
    window.RTCPeerConnection = class extends RTCPeerConnection {
      constructor(configuration?: RTCConfiguration) {
        super(configuration);
        followed.connections.push(this);
      }
    };
  });

/** What has come in as sound and picture over all connections of the page. Energy is WebRTC's own: squared level, summed over seconds. */
export type Received = { soundBytes: number; soundEnergy: number; pictureBytes: number; frames: number };

/** Reads what the page has received so far; a track that has ended still counts with what was last read of it. */
export const received = (page: Page): Promise<Received> =>
  page.evaluate(async () => {
    const followed = window as unknown as Followed;
    for (const [place, connection] of followed.connections.entries()) {
      for (const report of (await connection.getStats()).values() as Iterable<Inbound>) {
        if (report.type === 'inbound-rtp') followed.tracks.set(`${place}/${report.id}/${report.ssrc}`, report);
      }
    }
    const tracks = [...followed.tracks.values()];
    const sum = (kind: string, of: (report: Inbound) => number | undefined) => tracks.reduce((all, report) => all + (report.kind === kind ? (of(report) ?? 0) : 0), 0);
    return {
      soundBytes: sum('audio', ({ bytesReceived }) => bytesReceived),
      soundEnergy: sum('audio', ({ totalAudioEnergy }) => totalAudioEnergy),
      pictureBytes: sum('video', ({ bytesReceived }) => bytesReceived),
      frames: sum('video', ({ framesDecoded }) => framesDecoded),
    };
  });

/** Addresses outside that the page's connections were told to ask about themselves. */
export const iceServers = (page: Page): Promise<string[]> =>
  page.evaluate(() => (window as unknown as Followed).connections.flatMap((one) => one.getConfiguration().iceServers ?? []).flatMap(({ urls }) => urls));

/** Age in milliseconds of the picture on screen, read from its decoded pixels; null while there is none. */
export async function pictureAge(page: Page): Promise<number | null> {
  const seen = await page.evaluate(
    ({ cells, share }) => {
      const video = [...document.querySelectorAll('video')].find((one) => one.videoWidth > 0 && one.getBoundingClientRect().width > 0);
      if (!video) return null;
      const canvas = document.createElement('canvas');
      const [width, height] = [(canvas.width = video.videoWidth), (canvas.height = video.videoHeight)];
      const context = canvas.getContext('2d', { willReadFrequently: true });
      if (!context) return null;
      context.drawImage(video, 0, 0, width, height);
      const line = context.getImageData(0, Math.floor(height - (height * share) / 2) - 1, width, 2).data;
      const luma = (x: number) => [0, 1, width, width + 1].reduce((sum, next) => sum + (line[(x + next) * 4 + 1] ?? 0), 0) / 4;
      return { now: Date.now(), lumas: Array.from({ length: cells }, (_, cell) => luma(Math.floor(((cell + 0.5) * width) / cells))) };
    },
    { cells, share: cellSize / pictureHeight },
  );
  if (!seen) return null;
  const drawnAt = momentOf(seen.lumas.map((luma) => luma >= 128));
  return drawnAt === null ? null : seen.now - drawnAt;
}

/** Waits until the picture on screen is fresh: drawn by a bot at most three seconds ago. */
export const expectFreshPicture = (page: Page, within = 20_000): Promise<void> =>
  expect.poll(async () => { const age = await pictureAge(page); return age !== null && age > -1000 && age <= 3000; }, { timeout: within, message: 'a fresh picture' }).toBe(true);

/** Waits until sound that can be heard has come in since `before`. */
export async function expectSound(page: Page, within = 20_000): Promise<void> {
  const before = await received(page);
  await expect
    .poll(async () => { const now = await received(page); return now.soundBytes - before.soundBytes > 2000 && now.soundEnergy - before.soundEnergy > 1e-6; }, { timeout: within, message: 'sound with energy' })
    .toBe(true);
}

/** Lets a journey ask the page how long no packet of sound came; call before the page is opened. */
export const followHearing = (page: Page): Promise<unknown> => page.addInitScript({ content: hearingScript });

/** Milliseconds of silence that are no cut: one speaker of the demonstration has left the room, the next is coming. */
export const breath = 2000;

/** From now on the page notes its longest silence. */
export const listenFor = (page: Page): Promise<unknown> => page.evaluate('hearing.begin()');

/** How the page hears, and has heard since `listenFor`. */
export const hearing = (page: Page): Promise<Hearing> => page.evaluate<Hearing>('hearing.now()');
