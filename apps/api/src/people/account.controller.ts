import {
  type AskedOf,
  anotherDevice,
  beginFactor,
  bringSecondFactor,
  changeMail,
  changePassword,
  confirmMyself,
  dropFactor,
  endOtherSignIns,
  endSignIn,
  newRecovery,
  proveFactor,
  readAccount,
  saveAccount,
} from '@siccam/contract';
import { Controller } from '@nestjs/common';
import { type Call, callerOf, Serves } from '../wire';
import { AccountService } from './account.service';
import { FactorService } from './factor.service';
import type { Actor } from './organisers';

/** One's own account, its second factor and its sign-ins. */
@Controller()
export class AccountController {
  constructor(
    private readonly accounts: AccountService,
    private readonly factors: FactorService,
  ) {}

  @Serves(bringSecondFactor)
  async second(question: AskedOf<typeof bringSecondFactor>, call: Call) {
    return await this.factors.bring(actorOf(call), question);
  }

  @Serves(confirmMyself)
  async confirm(question: AskedOf<typeof confirmMyself>, call: Call) {
    return await this.factors.confirm(actorOf(call), question);
  }

  @Serves(readAccount)
  async read(_question: object, call: Call) {
    return await this.accounts.read(callerOf(call));
  }

  @Serves(saveAccount)
  async save(question: AskedOf<typeof saveAccount>, call: Call) {
    return await this.accounts.save(actorOf(call), question);
  }

  @Serves(changePassword)
  async password(question: AskedOf<typeof changePassword>, call: Call) {
    return await this.accounts.changePassword(actorOf(call), question);
  }

  @Serves(changeMail)
  async mail(question: AskedOf<typeof changeMail>, call: Call) {
    return await this.accounts.changeMail(actorOf(call), question);
  }

  @Serves(beginFactor)
  async beginFactor(_question: object, call: Call) {
    return await this.factors.begin(actorOf(call));
  }

  @Serves(proveFactor)
  async proveFactor(question: AskedOf<typeof proveFactor>, call: Call) {
    return await this.factors.prove(actorOf(call), question);
  }

  @Serves(newRecovery)
  async recovery(_question: object, call: Call) {
    return await this.factors.renewRecovery(actorOf(call));
  }

  @Serves(dropFactor)
  async dropFactor(_question: object, call: Call) {
    const by = actorOf(call);
    return await this.accounts.decide(by.caller, (tx) => this.factors.drop(tx, by));
  }

  @Serves(endSignIn)
  async end({ signIn }: AskedOf<typeof endSignIn>, call: Call) {
    return await this.accounts.endSignIn(actorOf(call), signIn);
  }

  @Serves(endOtherSignIns)
  async endOthers(_question: object, call: Call) {
    return await this.accounts.endOthers(actorOf(call));
  }

  @Serves(anotherDevice)
  async device(_question: object, call: Call) {
    return await this.accounts.anotherDevice(actorOf(call));
  }
}

const actorOf = (call: Call): Actor => ({ caller: callerOf(call), address: call.address });
