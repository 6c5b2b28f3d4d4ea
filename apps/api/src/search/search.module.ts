import { Module } from '@nestjs/common';
import { ProgrammeModule } from '../programme';
import { TimetableModule } from '../timetable';
import { SearchController } from './search.controller';
import { SearchService } from './search.service';

/** Finding sessions and people. */
@Module({ imports: [ProgrammeModule, TimetableModule], controllers: [SearchController], providers: [SearchService] })
export class SearchModule {}
