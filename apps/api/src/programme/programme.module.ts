import { Module } from '@nestjs/common';
import { FairModule } from '../fair';
import { PageService } from './page.service';
import { PrintedService } from './printed.service';
import { ProgrammeController } from './programme.controller';
import { ProgrammeService } from './programme.service';

/** Sessions, their people, the timetable, and the pages that show them. */
@Module({ imports: [FairModule], controllers: [ProgrammeController], providers: [ProgrammeService, PageService, PrintedService], exports: [ProgrammeService] })
export class ProgrammeModule {}
