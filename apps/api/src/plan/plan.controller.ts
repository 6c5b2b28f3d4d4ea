import { acceptSeat, type AskedOf, keepSession, leaveSeat, myCalendar, planCalendar, privateCalendar, programmeCalendar, readPlan, remindMe, sessionCalendar, takeSeat } from '@siccam/contract';
import { Controller } from '@nestjs/common';
import { type Call, callerOf, Serves } from '../wire';
import { CalendarService } from './calendar.service';
import { PlanService } from './plan.service';

/** My plan, seats, and calendars. */
@Controller()
export class PlanController {
  constructor(
    private readonly plans: PlanService,
    private readonly calendars: CalendarService,
  ) {}

  @Serves(readPlan)
  read(_question: object, call: Call) {
    return this.plans.read(call);
  }

  @Serves(keepSession)
  keep(question: AskedOf<typeof keepSession>, call: Call) {
    return this.plans.keep(call, question);
  }

  @Serves(takeSeat)
  seat(question: AskedOf<typeof takeSeat>, call: Call) {
    return this.plans.seat(call, question);
  }

  @Serves(leaveSeat)
  leave(question: AskedOf<typeof leaveSeat>, call: Call) {
    return this.plans.leave(call, question);
  }

  @Serves(acceptSeat)
  accept(question: AskedOf<typeof acceptSeat>, call: Call) {
    return this.plans.accept(call, question);
  }

  @Serves(remindMe)
  remind(question: AskedOf<typeof remindMe>, call: Call) {
    return this.plans.remind(call, question);
  }

  @Serves(planCalendar)
  calendar(question: AskedOf<typeof planCalendar>, call: Call) {
    return this.plans.calendar(call, question);
  }

  @Serves(programmeCalendar)
  all({ language }: AskedOf<typeof programmeCalendar>) {
    return this.calendars.all(language);
  }

  @Serves(sessionCalendar)
  session({ language, session }: AskedOf<typeof sessionCalendar>) {
    return this.calendars.session(session, language);
  }

  @Serves(privateCalendar)
  plan({ language, token }: AskedOf<typeof privateCalendar>, { address }: Call) {
    return this.calendars.plan(token, language, address);
  }

  @Serves(myCalendar)
  mine({ language }: AskedOf<typeof myCalendar>, call: Call) {
    return this.calendars.mine(callerOf(call), language);
  }
}
