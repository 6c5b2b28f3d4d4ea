export { fairMoment, fairTime, ownWall, useFairNow } from './useFairNow';
export { FairIdentity } from './FairIdentity';
export { DemoStamp } from './DemoStamp';
export { ContactLines } from './ContactLines';
