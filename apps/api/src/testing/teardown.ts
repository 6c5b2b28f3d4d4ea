import { rm } from 'node:fs/promises';

/** Ends what the run brought up and removes its folder. */
export default async function teardown(): Promise<void> {
  const shared = globalThis.sharedByTests;
  if (!shared) return;
  await Promise.all([shared.livekit.stop(), shared.postgres.stop()]);
  await rm(shared.folder, { recursive: true, force: true });
}
