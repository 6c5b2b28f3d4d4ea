import { Module } from '@nestjs/common';
import { FairService } from './fair.service';

/** The edition: days, languages, clock, announcements. */
@Module({ providers: [FairService], exports: [FairService] })
export class FairModule {}
