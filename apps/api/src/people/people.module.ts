import { Global, Module, type OnModuleInit } from '@nestjs/common';
import { FeedGateway } from '../feed';
import { Gate } from '../wire';
import { ConsentsService } from './consents.service';
import { GuestService } from './guest.service';
import { LinksService } from './links.service';
import { MeService } from './me.service';
import { PeopleController } from './people.controller';
import { PeopleService } from './people.service';
import { SignInsService } from './signIns.service';
import { Standing } from './standing';

/** Who you are and what you may do. */
@Global()
@Module({
  controllers: [PeopleController],
  providers: [PeopleService, { provide: Gate, useExisting: PeopleService }, Standing, SignInsService, MeService, GuestService, LinksService, ConsentsService],
  exports: [Gate, Standing],
})
export class PeopleModule implements OnModuleInit {
  constructor(private readonly feed: FeedGateway) {}

  onModuleInit(): void {
    // What concerns one person is heard by that person alone.
    this.feed.allow('person', (id, caller) => caller === undefined || caller?.id === id);
  }
}
