import { startFair } from './fair';

/** Starts the fair once for all journeys, through the launcher; ends it afterwards. */
export default async function setup(): Promise<() => Promise<void>> {
  const fair = await startFair();
  Object.assign(process.env, { FAIR_URL: fair.url, FAIR_LIVE: fair.live, FAIR_DATA: fair.dataDir });
  return () => fair.stop();
}
