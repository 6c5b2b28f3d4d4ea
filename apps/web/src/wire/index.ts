export { call, Refused, Unreachable } from './call';
export { ask } from './socket';
export { bringUp, useFeed } from './useFeed';
export { useLostSince } from './useLostSince';
export { serverNow } from './serverTime';
