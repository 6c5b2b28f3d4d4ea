import { Module } from '@nestjs/common';
import { FairModule } from '../fair';
import { DayService } from './day.service';
import { DraftService } from './draft.service';
import { ReleaseHearers } from './hearers';
import { LinksService } from './links.service';
import { Presence } from './presence';
import { Contents } from './publishing';
import { ReleaseService } from './release.service';
import { TimetableController } from './timetable.controller';
import { TimetableGateway } from './timetable.gateway';

/** The programme as its organisers work on it. */
@Module({ imports: [FairModule], controllers: [TimetableController], providers: [DraftService, Contents, ReleaseService, ReleaseHearers, DayService, LinksService, Presence, TimetableGateway], exports: [DraftService, ReleaseHearers] })
export class TimetableModule {}
