import { type DynamicModule, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { AuditModule } from './audit';
import { DemoModule } from './demo';
import { ExchangeModule } from './exchange';
import { FairModule } from './fair';
import { FeedModule } from './feed';
import { FilesModule } from './files';
import { HealthModule } from './health';
import { MailModule } from './mail';
import { PeopleModule } from './people';
import { personal } from './personal';
import { PlanModule } from './plan';
import { PersonalData, PlatformModule } from './platform';
import { ProgrammeModule } from './programme';
import { SearchModule } from './search';
import { SpeakerModule } from './speaker';
import { StageModule } from './stage';
import { TimetableModule } from './timetable';

/** The list of features, nothing more. */
@Module({})
export class AppModule {
  static of(parts: Omit<Parameters<typeof PlatformModule.of>[0], 'personal'>): DynamicModule {
    return {
      module: AppModule,
      imports: [DiscoveryModule, PlatformModule.of({ ...parts, personal: new PersonalData(personal) }), FeedModule, AuditModule, MailModule, PeopleModule, FairModule, FilesModule, ProgrammeModule, TimetableModule, ExchangeModule, PlanModule, SearchModule, SpeakerModule, StageModule, DemoModule, HealthModule],
    };
  }
}
