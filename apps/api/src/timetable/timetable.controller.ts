import { type AskedOf, makeDraftLink, readDraft, readDraftByLink, readDraftItems, readDraftLinks, revokeDraftLink, saveDraft } from '@siccam/contract';
import { Controller } from '@nestjs/common';
import { type Call, Refusal, Serves } from '../wire';
import { type By, DraftService } from './draft.service';
import { LinksService } from './links.service';

/** The programme's desk: the draft, and the links that read it. */
@Controller()
export class TimetableController {
  constructor(
    private readonly drafts: DraftService,
    private readonly links: LinksService,
  ) {}

  @Serves(readDraft)
  async read() {
    return await this.drafts.read();
  }

  @Serves(readDraftItems)
  async items({ ids }: AskedOf<typeof readDraftItems>) {
    return await this.drafts.items(ids);
  }

  @Serves(saveDraft)
  async save({ items }: AskedOf<typeof saveDraft>, call: Call) {
    return await this.drafts.save(byOf(call), items);
  }

  @Serves(makeDraftLink)
  async makeLink({ name }: AskedOf<typeof makeDraftLink>, call: Call) {
    return await this.links.make(byOf(call), name);
  }

  @Serves(readDraftLinks)
  async readLinks() {
    return await this.links.list();
  }

  @Serves(revokeDraftLink)
  async revokeLink({ link }: AskedOf<typeof revokeDraftLink>, call: Call) {
    return await this.links.revoke(byOf(call), link);
  }

  @Serves(readDraftByLink)
  async readByLink({ token }: AskedOf<typeof readDraftByLink>, { address }: Call) {
    return await this.links.read(token, address);
  }
}

/** Who acts; a door with a right has nobody without a name behind it. */
export function byOf({ caller, address }: Call): By {
  if (!caller) throw new Refusal('wire.forbidden');
  return { id: caller.kind === 'bot' ? `bot:${caller.id}` : caller.id, address };
}
