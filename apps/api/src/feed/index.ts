export { append, writeFacts } from './append';
export { FactRow, Topic } from './feed.entity';
export { FeedGateway } from './feed.gateway';
export { FeedModule } from './feed.module';
export { GatheredReads, SharedReads } from './shared';
export { Tail } from './tail';
export { feedPersonal } from './feed.personal';
