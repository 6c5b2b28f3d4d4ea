import { Module } from '@nestjs/common';
import { FairModule } from '../fair';
import { StageBouncer } from './stage.bouncer';
import { StageController } from './stage.controller';
import { StageKeeper } from './stage.keeper';
import { StageService } from './stage.service';

/** A session while it is live. */
@Module({ imports: [FairModule], controllers: [StageController], providers: [StageService, StageKeeper, StageBouncer], exports: [StageKeeper] })
export class StageModule {}
