import { type AnswerOf, type AskedOf, askSearch } from '@siccam/contract';
import { Controller } from '@nestjs/common';
import { Serves } from '../wire';
import { SearchService } from './search.service';

/** Searching the released programme. */
@Controller()
export class SearchController {
  constructor(private readonly search: SearchService) {}

  @Serves(askSearch)
  async ask({ text }: AskedOf<typeof askSearch>): Promise<AnswerOf<typeof askSearch>> {
    return { hits: await this.search.ask(text) };
  }
}
