import { type AskedOf, moveSession, readStage, receiveWebhook, setOnAir, takeSpeakerTicket, takeTicket } from '@siccam/contract';
import { Controller } from '@nestjs/common';
import { type Call, callerOf, Serves } from '../wire';
import { StageService } from './stage.service';

/** The doors of a live session. */
@Controller()
export class StageController {
  constructor(private readonly stage: StageService) {}

  @Serves(readStage)
  read({ session }: AskedOf<typeof readStage>) {
    return this.stage.view(session);
  }

  @Serves(takeTicket)
  ticket(question: AskedOf<typeof takeTicket>, call: Call) {
    return this.stage.ticket(callerOf(call), question);
  }

  @Serves(takeSpeakerTicket)
  speakerTicket(question: AskedOf<typeof takeSpeakerTicket>) {
    return this.stage.speakerTicket(question);
  }

  @Serves(moveSession)
  move(question: AskedOf<typeof moveSession>) {
    return this.stage.move(question);
  }

  @Serves(setOnAir)
  air(question: AskedOf<typeof setOnAir>) {
    return this.stage.air(question);
  }

  @Serves(receiveWebhook)
  webhook(question: AskedOf<typeof receiveWebhook>) {
    return this.stage.webhook(question);
  }
}
