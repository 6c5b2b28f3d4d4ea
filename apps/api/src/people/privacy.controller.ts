import { type AskedOf, deleteMe, giveConsent, myData, withdrawConsent } from '@siccam/contract';
import { Controller } from '@nestjs/common';
import { type Call, callerOf, Serves } from '../wire';
import { AccountService } from './account.service';
import { ConsentsService } from './consents.service';
import { PrivacyService } from './privacy.service';

/** What one agrees to, and one's own data: to have it, and to be rid of it. */
@Controller()
export class PrivacyController {
  constructor(
    private readonly privacy: PrivacyService,
    private readonly accounts: AccountService,
    private readonly consents: ConsentsService,
  ) {}

  @Serves(giveConsent)
  async give(question: AskedOf<typeof giveConsent>, call: Call) {
    const caller = callerOf(call);
    return await this.accounts.decide(caller, async (tx) => void (await this.consents.give(tx, caller.id, question)));
  }

  @Serves(withdrawConsent)
  async withdraw({ what }: AskedOf<typeof withdrawConsent>, call: Call) {
    const caller = callerOf(call);
    return await this.accounts.decide(caller, (tx) => this.consents.withdraw(tx, caller.id, what));
  }

  @Serves(myData)
  async data(_question: object, call: Call) {
    return await this.privacy.tell(callerOf(call));
  }

  @Serves(deleteMe)
  async delete(_question: object, call: Call) {
    return await this.privacy.erase(callerOf(call), call);
  }
}
