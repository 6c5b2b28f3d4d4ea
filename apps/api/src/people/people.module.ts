import { Global, Module } from '@nestjs/common';
import { Gate } from '../wire';
import { PeopleController } from './people.controller';
import { PeopleService } from './people.service';

/** Who you are and what you may do. */
@Global()
@Module({
  controllers: [PeopleController],
  providers: [PeopleService, { provide: Gate, useExisting: PeopleService }],
  exports: [Gate],
})
export class PeopleModule {}
