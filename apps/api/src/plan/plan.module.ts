import { Module } from '@nestjs/common';
import { FairModule } from '../fair';
import { ProgrammeModule } from '../programme';
import { TimetableModule } from '../timetable';
import { CalendarService } from './calendar.service';
import { PlanController } from './plan.controller';
import { PlanService } from './plan.service';
import { RemindersService } from './reminders.service';
import { SeatsService } from './seats.service';

/** What a visitor means to attend: their plan, their seats, what reminds them, and calendars. */
@Module({ imports: [FairModule, ProgrammeModule, TimetableModule], controllers: [PlanController], providers: [PlanService, SeatsService, RemindersService, CalendarService] })
export class PlanModule {}
