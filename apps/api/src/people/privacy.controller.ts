import { deleteMe, myData } from '@siccam/contract';
import { Controller } from '@nestjs/common';
import { type Call, Serves } from '../wire';
import { callerOf } from './people.controller';
import { PrivacyService } from './privacy.service';

/** One's own data: to have it, and to be rid of it. */
@Controller()
export class PrivacyController {
  constructor(private readonly privacy: PrivacyService) {}

  @Serves(myData)
  async data(_question: object, call: Call) {
    return await this.privacy.tell(callerOf(call));
  }

  @Serves(deleteMe)
  async delete(_question: object, call: Call) {
    return await this.privacy.erase(callerOf(call), call);
  }
}
