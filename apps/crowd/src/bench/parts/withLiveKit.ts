import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { findLiveKit, freePort, freeUdpPort, howToGetLiveKit, startLiveKit } from '@siccam/embedded';

/** A real LiveKit for a benchmark, and the settings by which a server finds it. `hints`: the port of a server that it calls; left out, that server looks by itself. */
export async function liveKitFor(hints?: number): Promise<{ settings: Record<string, string>; stop: () => Promise<void> }> {
  const server = await findLiveKit();
  if (!server) throw new Error(howToGetLiveKit);
  const dir = mkdtempSync(join(tmpdir(), 'siccam-bench-live-'));
  const [key, secret] = ['benchkey', randomBytes(24).toString('hex')];
  const [port, rtcTcpPort, rtcUdpPort] = [await freePort(), await freePort(), await freeUdpPort()];
  const livekit = await startLiveKit({ server, dir, port, rtcTcpPort, rtcUdpPort, keys: { [key]: secret }, webhookUrl: `http://127.0.0.1:${hints ?? 9}/api/livekit/webhook`, nodeIp: '127.0.0.1' });
  // Whoever ends a benchmark early ends this too.
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => void livekit.stop());
  return {
    settings: { LIVEKIT_URL: livekit.url.replace(/^http/, 'ws'), LIVEKIT_API_KEY: key, LIVEKIT_API_SECRET: secret },
    async stop() {
      await livekit.stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
