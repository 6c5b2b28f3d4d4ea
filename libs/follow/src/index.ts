export { follow, nowhere, type Heard, type Place, type Step } from './topic';
export { askDoor, comeBackWhenTold, followTopic, NoAnswer, Said, type Listener, type Wire } from './listener';
export { Overtaken, recentFacts, type Recent } from './recent';
