import { type AskedOf, answerSession, endCheck, joinSpeaker, listSpeakers, mailSpeakers, mySpeaker, saveSpeaker, takeCheckTicket } from '@siccam/contract';
import { Controller } from '@nestjs/common';
import { type Call, callerOf, Serves } from '../wire';
import { SpeakerList } from './list.service';
import { type By, SpeakerService } from './speaker.service';

/** The doors of those who speak, and of the organisers who wait for them. */
@Controller()
export class SpeakerController {
  constructor(
    private readonly speakers: SpeakerService,
    private readonly list: SpeakerList,
  ) {}

  @Serves(mySpeaker)
  mine(_question: object, call: Call) {
    return this.speakers.mine(byOf(call).caller);
  }

  @Serves(answerSession)
  answer(question: AskedOf<typeof answerSession>, call: Call) {
    return this.speakers.answer(byOf(call), question);
  }

  @Serves(saveSpeaker)
  save(question: AskedOf<typeof saveSpeaker>, call: Call) {
    return this.speakers.save(byOf(call), question);
  }

  @Serves(takeCheckTicket)
  ticket(_question: object, call: Call) {
    return this.speakers.ticket(byOf(call));
  }

  @Serves(endCheck)
  end(question: AskedOf<typeof endCheck>, call: Call) {
    return this.speakers.end(byOf(call), question);
  }

  @Serves(listSpeakers)
  read() {
    return this.list.read();
  }

  @Serves(joinSpeaker)
  join(question: AskedOf<typeof joinSpeaker>, call: Call) {
    return this.list.join(byOf(call), question);
  }

  @Serves(mailSpeakers)
  mail(question: AskedOf<typeof mailSpeakers>, call: Call) {
    return this.list.mail(byOf(call), question);
  }
}

const byOf = (call: Call): By => ({ caller: callerOf(call), address: call.address });
