export { bring } from './bring';
export { call, Refused, retried, Unreachable } from './call';
export { ask, onShutOut, renewSocket } from './socket';
export { onLost } from './standing';
export { bringUp, useFeed } from './useFeed';
export { useLostSince } from './useLostSince';
export { serverNow } from './serverTime';
export { useTold } from './useTold';
