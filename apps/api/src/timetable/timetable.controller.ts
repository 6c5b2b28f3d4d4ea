import { type AskedOf, changeDay, makeDraftLink, makeRelease, previewBack, previewRelease, readDraft, readDraftByLink, readDraftItems, readDraftLinks, revokeDraftLink, rollBack, saveDraft } from '@siccam/contract';
import { Controller } from '@nestjs/common';
import { type Call, callerOf, Serves } from '../wire';
import { DayService } from './day.service';
import { type By, DraftService } from './draft.service';
import { LinksService } from './links.service';
import { ReleaseService } from './release.service';

/** The programme's desk: the draft, what is published of it, changes on the day, and the links that read the draft. */
@Controller()
export class TimetableController {
  constructor(
    private readonly drafts: DraftService,
    private readonly releases: ReleaseService,
    private readonly day: DayService,
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

  @Serves(previewRelease)
  async preview() {
    return await this.releases.preview();
  }

  @Serves(makeRelease)
  async release(question: AskedOf<typeof makeRelease>, call: Call) {
    return await this.releases.make(byOf(call), question);
  }

  @Serves(previewBack)
  async previewBack({ to }: AskedOf<typeof previewBack>) {
    return await this.releases.previewBack(to);
  }

  @Serves(rollBack)
  async rollBack(question: AskedOf<typeof rollBack>, call: Call) {
    return await this.releases.rollBack(byOf(call), question);
  }

  @Serves(changeDay)
  async change({ change }: AskedOf<typeof changeDay>, call: Call) {
    return await this.day.change(byOf(call), change);
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
export function byOf(call: Call): By {
  const { kind, id } = callerOf(call);
  return { id: kind === 'bot' ? `bot:${id}` : id, address: call.address };
}
