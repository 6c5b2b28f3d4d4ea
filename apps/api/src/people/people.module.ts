import { Global, Module, type OnModuleInit } from '@nestjs/common';
import { FeedGateway } from '../feed';
import { Gate } from '../wire';
import { AccountController } from './account.controller';
import { AccountService } from './account.service';
import { BanService } from './ban.service';
import { ConsentsService } from './consents.service';
import { DeskController } from './desk.controller';
import { DirectoryService } from './directory.service';
import { EnterController } from './enter.controller';
import { EnterService } from './enter.service';
import { Entrance } from './entrance';
import { FactorService } from './factor.service';
import { GuestService } from './guest.service';
import { ImportService } from './import.service';
import { InvitationService } from './invitation.service';
import { LinksService } from './links.service';
import { MeService } from './me.service';
import { OfficialService } from './official.service';
import { OpenService } from './open.service';
import { Organisers } from './organisers';
import { Passwords } from './passwords';
import { PeopleController } from './people.controller';
import { PeopleService } from './people.service';
import { PrivacyController } from './privacy.controller';
import { PrivacyService } from './privacy.service';
import { Retention } from './retention';
import { RoleService } from './role.service';
import { SignInsService } from './signIns.service';
import { Standing } from './standing';

/** Who you are and what you may do. */
@Global()
@Module({
  controllers: [PeopleController, EnterController, AccountController, PrivacyController, DeskController],
  providers: [PeopleService, { provide: Gate, useExisting: PeopleService }, Standing, SignInsService, MeService, AccountService, FactorService, Passwords, Entrance, EnterService, OpenService, GuestService, LinksService, ConsentsService, Organisers, PrivacyService, Retention, DirectoryService, RoleService, InvitationService, ImportService, BanService, OfficialService],
  exports: [Gate, Standing, PeopleService, Entrance, FactorService, ConsentsService],
})
export class PeopleModule implements OnModuleInit {
  constructor(private readonly feed: FeedGateway) {}

  onModuleInit(): void {
    // What concerns one person is heard by that person alone.
    this.feed.allow('person', (id, caller) => caller === undefined || (caller?.kind === 'person' && caller.id === id));
  }
}
