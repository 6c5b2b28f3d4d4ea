import { Module } from '@nestjs/common';
import { FairModule } from '../fair';
import { TimetableModule } from '../timetable';
import { SpeakerList } from './list.service';
import { SpeakerController } from './speaker.controller';
import { SpeakerService } from './speaker.service';

/** Those who speak, moderate, interpret and sign, before they are on stage. */
@Module({ imports: [FairModule, TimetableModule], controllers: [SpeakerController], providers: [SpeakerService, SpeakerList] })
export class SpeakerModule {}
