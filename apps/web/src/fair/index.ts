export { fairMoment, fairTime, ownWall, useFairNow } from './useFairNow';
export { FairIdentity } from './FairIdentity';
export { Announcements } from './Announcements';
export { DemoStamp } from './DemoStamp';
export { ContactLines } from './ContactLines';
