export { fairMoment, fairTime, ownZone, useFairNow } from './useFairNow';
export { FairIdentity } from './FairIdentity';
export { DemoStamp } from './DemoStamp';
