export { call, Refused, Unreachable } from './call';
export { ask } from './socket';
export { useFeed } from './useFeed';
export { useConnected } from './useConnected';
export { serverNow } from './serverTime';
