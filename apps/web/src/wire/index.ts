export { call, Refused, Unreachable } from './call';
export { ask } from './socket';
export { bringUp, useFeed } from './useFeed';
export { useConnected } from './useConnected';
export { serverNow } from './serverTime';
