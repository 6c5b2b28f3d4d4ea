import { type AskedOf, applyImport, exportDraft, previewImport, readScheduleCsv, readScheduleJson, readScheduleXml } from '@siccam/contract';
import { Controller } from '@nestjs/common';
import { type Call, callerOf, Serves } from '../wire';
import { ExchangeService } from './exchange.service';
import { PublishedService } from './published.service';

/** The doors through which a programme comes in and goes out as a file. */
@Controller()
export class ExchangeController {
  constructor(
    private readonly exchange: ExchangeService,
    private readonly published: PublishedService,
  ) {}

  @Serves(previewImport)
  async preview({ bytes }: AskedOf<typeof previewImport>) {
    return await this.exchange.preview(bytes);
  }

  @Serves(applyImport)
  async apply(question: AskedOf<typeof applyImport>, call: Call) {
    return await this.exchange.apply({ id: callerOf(call).id, address: call.address }, question);
  }

  @Serves(exportDraft)
  async export(question: AskedOf<typeof exportDraft>) {
    return await this.exchange.export(question);
  }

  @Serves(readScheduleJson)
  json() {
    return this.published.json();
  }

  @Serves(readScheduleXml)
  xml() {
    return this.published.xml();
  }

  @Serves(readScheduleCsv)
  csv() {
    return this.published.csv();
  }
}
