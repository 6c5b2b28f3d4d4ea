import { Module } from '@nestjs/common';
import { FairModule } from '../fair';
import { DraftService } from './draft.service';
import { LinksService } from './links.service';
import { Presence } from './presence';
import { TimetableController } from './timetable.controller';
import { TimetableGateway } from './timetable.gateway';

/** The programme as its organisers work on it. */
@Module({ imports: [FairModule], controllers: [TimetableController], providers: [DraftService, LinksService, Presence, TimetableGateway], exports: [DraftService] })
export class TimetableModule {}
