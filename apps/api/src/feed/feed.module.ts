import { Global, Module } from '@nestjs/common';
import { FeedGateway } from './feed.gateway';
import { Tail } from './tail';

/** Append a fact inside a transaction; tell it to sockets; catch up. */
@Global()
@Module({ providers: [Tail, FeedGateway], exports: [Tail, FeedGateway] })
export class FeedModule {}
