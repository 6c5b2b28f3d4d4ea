import { Module } from '@nestjs/common';
import { ProgrammeModule } from '../programme';
import { ExchangeController } from './exchange.controller';
import { ExchangeService } from './exchange.service';
import { PublishedService } from './published.service';

/** The programme as files of other programs. */
@Module({ imports: [ProgrammeModule], controllers: [ExchangeController], providers: [ExchangeService, PublishedService] })
export class ExchangeModule {}
