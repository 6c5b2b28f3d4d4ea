import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { findLiveKit, freePort, freeUdpPort, howToGetLiveKit, startLiveKit } from '@siccam/embedded';

/** A real LiveKit for a benchmark, and the settings by which a server finds it. */
export async function liveKitFor(): Promise<{ settings: Record<string, string>; stop: () => Promise<void> }> {
  const server = await findLiveKit();
  if (!server) throw new Error(howToGetLiveKit);
  const dir = mkdtempSync(join(tmpdir(), 'siccam-bench-live-'));
  const [key, secret] = ['benchkey', randomBytes(24).toString('hex')];
  const [port, rtcTcpPort, rtcUdpPort] = [await freePort(), await freePort(), await freeUdpPort()];
  // Its hints are left out: the server looks by itself too, and the benchmark's port is not known yet.
  const livekit = await startLiveKit({ server, dir, port, rtcTcpPort, rtcUdpPort, keys: { [key]: secret }, webhookUrl: 'http://127.0.0.1:9/', nodeIp: '127.0.0.1' });
  return {
    settings: { LIVEKIT_URL: livekit.url.replace(/^http/, 'ws'), LIVEKIT_API_KEY: key, LIVEKIT_API_SECRET: secret },
    async stop() {
      await livekit.stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
