import { type AskedOf, copyMailLink, readOutbox, resendMail } from '@siccam/contract';
import { Controller } from '@nestjs/common';
import { type Call, callerOf, Serves } from '../wire';
import { type By, OutboxService } from './outbox.service';

/** The doors of the outbox. */
@Controller()
export class OutboxController {
  constructor(private readonly outbox: OutboxService) {}

  @Serves(readOutbox)
  read(question: AskedOf<typeof readOutbox>) {
    return this.outbox.read(question);
  }

  @Serves(copyMailLink)
  copy({ mail }: AskedOf<typeof copyMailLink>, call: Call) {
    return this.outbox.copy(byOf(call), mail);
  }

  @Serves(resendMail)
  resend({ mail }: AskedOf<typeof resendMail>, call: Call) {
    return this.outbox.resend(byOf(call), mail);
  }
}

const byOf = (call: Call): By => ({ id: callerOf(call).id, address: call.address });
