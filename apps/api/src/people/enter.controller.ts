import { type AskedOf, askLink, enterMailCode, openLink, peekLink, signIn, signOut, signUp } from '@siccam/contract';
import { Controller } from '@nestjs/common';
import { type Call, callerOf, Serves } from '../wire';
import { EnterService } from './enter.service';
import { OpenService } from './open.service';

/** The ways in, and the way out. */
@Controller()
export class EnterController {
  constructor(
    private readonly entering: EnterService,
    private readonly opening: OpenService,
  ) {}

  @Serves(signUp)
  async signUp(question: AskedOf<typeof signUp>, call: Call) {
    return await this.entering.signUp(callerOf(call), question, call);
  }

  @Serves(signIn)
  async signIn(question: AskedOf<typeof signIn>, call: Call) {
    return await this.entering.signIn(callerOf(call), question, call);
  }

  @Serves(askLink)
  async askLink(question: AskedOf<typeof askLink>, call: Call) {
    return await this.entering.askLink(callerOf(call), question, call);
  }

  @Serves(peekLink)
  async peek(question: AskedOf<typeof peekLink>, call: Call) {
    return await this.opening.peek(callerOf(call), question);
  }

  @Serves(openLink)
  async open(question: AskedOf<typeof openLink>, call: Call) {
    return await this.opening.open(callerOf(call), question, call);
  }

  @Serves(enterMailCode)
  async code(question: AskedOf<typeof enterMailCode>, call: Call) {
    return await this.opening.byCode(callerOf(call), question, call);
  }

  @Serves(signOut)
  async out(_question: object, call: Call) {
    return await this.opening.out(callerOf(call), call);
  }
}
