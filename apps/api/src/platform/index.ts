export { BadConfig, type Config, readConfig, variableNames } from './config';
export { Beat, type Rest } from './beat';
export { MachineClock } from './clock';
export { Database, type FactKeeper, type PendingFact, type Tx, codeOf, countingLogger, dataSourceOptions, isUnreachable, openDatabase, patiently } from './database';
export { type Connected, LiveKit, stageSources } from './livekit';
export { type Log, forNest, openLog } from './log';
export { Metrics } from './metrics';
export { PlatformModule, CONFIG, LOG } from './platform.module';
