import { type AskedOf, nameGuest, whoAmI } from '@siccam/contract';
import { Controller } from '@nestjs/common';
import { type Call, callerOf, Refusal, Serves } from '../wire';
import { GuestService } from './guest.service';
import { MeService } from './me.service';

/** Who am I, and how I want to be called. */
@Controller()
export class PeopleController {
  constructor(
    private readonly me: MeService,
    private readonly guests: GuestService,
  ) {}

  @Serves(whoAmI)
  async whoAmI(_question: object, call: Call) {
    try {
      return await this.me.arrive(callerOf(call));
    } catch (error) {
      // Or this browser would hear of its ended sign-in for ever.
      if (error instanceof Refusal && error.code === 'people.signedOut') this.guests.forget(call);
      throw error;
    }
  }

  @Serves(nameGuest)
  async name(question: AskedOf<typeof nameGuest>, call: Call) {
    return await this.guests.name(callerOf(call), question, call);
  }
}
