export { claim, holderOf, identity, isAlive } from './claim.cjs';
export type { Claim, Held, Identity, Refused } from './claim.cjs';
export { findChromium } from './chromium';
export { EmbeddedFailure, asFailure, type FailureCode } from './failure';
export { cacheDir, findLiveKit, howToGetLiveKit, livekitVersion, onPath, startLiveKit, type LiveKit, type LiveKitOptions, type LiveKitServer, type Say } from './livekit';
export { freePort, freeUdpPort, portRefusal } from './ports';
export { scratchFolder } from './scratch';
export { startPostgres, stopPostgres, type Postgres, type PostgresOptions } from './postgres';
export { ask, end, endLeftovers, exitOf, forget, gone, record, signal, type Exit, type Ran } from './processes';
