import { whoAmI } from '@siccam/contract';
import { Controller } from '@nestjs/common';
import { type Call, Refusal, Serves } from '../wire';

/** Who am I. */
@Controller()
export class PeopleController {
  @Serves(whoAmI)
  me(_question: object, { caller }: Call) {
    if (!caller) throw new Refusal('wire.forbidden');
    return caller;
  }
}
