import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Page, expect, test } from '@playwright/test';
import { type Ticket, readProgramme } from '@siccam/contract';
import type * as LivekitClient from 'livekit-client';
import { sharedFair } from './fair';

type WebRtc = Extract<Ticket, { via: 'webrtc' }>;
type LiveKitPage = Window & { LivekitClient: typeof LivekitClient; room: LivekitClient.Room; heard: string[]; others: () => string[] };

const client = createRequire(import.meta.url).resolve('livekit-client').replace(/livekit-client\.[^/]*$/, 'livekit-client.umd.js');

/** A client of our own making, on an address of the fair that is no page: it obeys nothing but the server. */
async function bareClient(page: Page, ticket: WebRtc): Promise<void> {
  await page.goto(`${sharedFair().url}/api/health`);
  await page.addScriptTag({ content: readFileSync(client, 'utf8') });
  await page.evaluate(async ({ url, token }) => {
    const window_ = window as unknown as LiveKitPage;
    const room = new window_.LivekitClient.Room();
    window_.room = room;
    window_.heard = [];
    room.on('dataReceived', (bytes) => window_.heard.push(new TextDecoder().decode(bytes)));
    window_.others = () => [...room.remoteParticipants.values()].map(({ identity }) => identity);
    await room.connect(url, token);
  }, ticket);
}

async function guestTicket(page: Page, tab: string): Promise<WebRtc> {
  const { url } = sharedFair();
  await expect.poll(async () => (await (await page.request.post(`${url}/api/sessions/panel-1/ticket`, { data: { tab } })).json() as Ticket).via, { timeout: 30_000 }).toBe('webrtc');
  return (await (await page.request.post(`${url}/api/sessions/panel-1/ticket`, { data: { tab } })).json()) as WebRtc;
}

test('a guest can neither publish, nor send data, nor see other viewers, with any ticket there is', async ({ browser }) => {
  const { url } = sharedFair();
  const [mine, theirs] = [await (await browser.newContext()).newPage(), await (await browser.newContext()).newPage()];
  const programme = readProgramme.answer.parse(await (await mine.request.get(`${url}/api/programme`)).json());

  // Every ticket a guest can get: one door, asked for every session of the fair.
  const tickets: string[] = [];
  for (const { slug } of programme.sessions) {
    const answer = (await (await mine.request.post(`${url}/api/sessions/${slug}/ticket`, { data: { tab: 'tab-1' } })).json()) as { via?: string };
    if (answer.via === 'webrtc') tickets.push(slug);
    const speaker = await mine.request.post(`${url}/api/sessions/${slug}/speaker-ticket`, { data: { person: programme.fair.id } });
    expect(speaker.status()).toBe(403);
  }
  expect(tickets).toEqual(['panel-1']);

  await bareClient(theirs, await guestTicket(theirs, 'tab-a'));
  await bareClient(mine, await guestTicket(mine, 'tab-b'));

  const tried = await mine.evaluate(async () => {
    const { room, LivekitClient } = window as unknown as LiveKitPage;
    const context = new AudioContext();
    const silence = context.createMediaStreamDestination().stream.getAudioTracks()[0];
    const attempt = async (work: () => Promise<unknown>) => work().then(() => 'done', (error: unknown) => `refused: ${String(error)}`);
    const within = (work: Promise<string>) => Promise.race([work, new Promise<string>((done) => setTimeout(() => done('refused: no answer'), 15_000))]);
    return {
      publish: await within(attempt(() => room.localParticipant.publishTrack(silence!, { source: LivekitClient.Track.Source.Microphone }))),
      metadata: await within(attempt(() => room.localParticipant.setMetadata('{"role":"organiser"}'))),
      name: await within(attempt(() => room.localParticipant.setName('Organiser'))),
      data: await within(attempt(() => room.localParticipant.publishData(new TextEncoder().encode('hello'), { reliable: true }))),
      permissions: room.localParticipant.permissions,
    };
  });
  expect(tried.publish).toMatch(/^refused/);
  expect(tried.metadata).toMatch(/^refused/);
  expect(tried.name).toMatch(/^refused/);
  expect(tried.permissions).toMatchObject({ canPublish: false, canPublishData: false, hidden: true });

  // What a server that obeys would have delivered by now has not come: the next picture is later than the data.
  const listeners = async () => ((await (await mine.request.get(`${url}/api/sessions/panel-1/stage`)).json()) as { listeners: number }).listeners;
  await expect.poll(listeners, { timeout: 20_000 }).toBeGreaterThanOrEqual(2);
  expect(await theirs.evaluate(() => (window as unknown as LiveKitPage).heard)).toEqual([]);
  for (const page of [mine, theirs]) {
    const others = await page.evaluate(() => (window as unknown as LiveKitPage).others());
    expect(others.length).toBeGreaterThan(0);
    expect(others.filter((identity) => !identity.startsWith('person:'))).toEqual([]);
  }
  await Promise.all([mine.context().close(), theirs.context().close()]);
});

test('two tabs of one visitor listen side by side and count as one', async ({ browser, request }) => {
  const context = await browser.newContext();
  const [one, two] = [await context.newPage(), await context.newPage()];
  await expect.poll(listeners, { timeout: 40_000 }).toBe(0);
  await bareClient(one, await guestTicket(one, 'tab-1'));
  await bareClient(two, await guestTicket(two, 'tab-2'));
  await expect.poll(listeners, { timeout: 20_000 }).toBe(1);
  for (const page of [one, two]) expect(await page.evaluate(() => (window as unknown as LiveKitPage).room.state)).toBe('connected');
  await context.close();
  await expect.poll(listeners, { timeout: 40_000 }).toBe(0);

  async function listeners(): Promise<number> {
    return ((await (await request.get(`${sharedFair().url}/api/sessions/panel-1/stage`)).json()) as { listeners: number }).listeners;
  }
});

