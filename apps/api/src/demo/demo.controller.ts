import { type AskedOf, demoCode, enterAs } from '@siccam/contract';
import { Controller } from '@nestjs/common';
import { type Call, callerOf, Serves } from '../wire';
import { DemoService } from './demo.service';

/** The doors that only the demonstration has. */
@Controller()
export class DemoController {
  constructor(private readonly demo: DemoService) {}

  @Serves(enterAs)
  async enter({ as }: AskedOf<typeof enterAs>, call: Call) {
    return await this.demo.enter(as, call);
  }

  @Serves(demoCode)
  async code(_question: object, call: Call) {
    return await this.demo.code(callerOf(call));
  }
}
