import { Module } from '@nestjs/common';
import { DemoController } from './demo.controller';
import { DemoService } from './demo.service';

/** The demonstration's own doors. */
@Module({ controllers: [DemoController], providers: [DemoService] })
export class DemoModule {}
