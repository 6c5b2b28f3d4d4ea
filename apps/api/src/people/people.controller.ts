import { type AskedOf, nameGuest, whoAmI } from '@siccam/contract';
import { Controller } from '@nestjs/common';
import { type Call, type Caller, Refusal, Serves } from '../wire';
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

/** The caller of a door that lets no stranger in. */
export function callerOf({ caller }: Pick<Call, 'caller'>): Caller {
  if (!caller) throw new Refusal('wire.forbidden');
  return caller;
}
