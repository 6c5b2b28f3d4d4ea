import { type AskedOf, exportAudit, readAudit } from '@siccam/contract';
import { Controller } from '@nestjs/common';
import { type Call, callerOf, Serves } from '../wire';
import { AuditService } from './audit.service';

/** The doors of the journal. */
@Controller()
export class AuditController {
  constructor(private readonly audit: AuditService) {}

  @Serves(readAudit)
  read(question: AskedOf<typeof readAudit>) {
    return this.audit.read(question);
  }

  @Serves(exportAudit)
  export(question: AskedOf<typeof exportAudit>, call: Call) {
    return this.audit.export(question, { id: callerOf(call).id, address: call.address });
  }
}
