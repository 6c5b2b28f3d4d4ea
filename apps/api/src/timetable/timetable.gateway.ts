import { type AskedOf, lookAtDraft } from '@siccam/contract';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { FairService } from '../fair';
import { FeedGateway } from '../feed';
import { PeopleService } from '../people';
import { Answers, type Caller, Refusal, type SocketCall } from '../wire';
import { topicOf } from './draft';
import { Presence } from './presence';

/** The draft on sockets: who may hear its topic, and who looks at what. */
@Injectable()
export class TimetableGateway implements OnModuleInit {
  constructor(
    private readonly feed: FeedGateway,
    private readonly fairs: FairService,
    private readonly people: PeopleService,
    private readonly presence: Presence,
  ) {}

  onModuleInit(): void {
    this.feed.allow('draft', (id, caller) => this.mayHear(id, caller), { guarded: true });
  }

  @Answers(lookAtDraft)
  async look({ item }: AskedOf<typeof lookAtDraft>, { caller, socket }: SocketCall) {
    const fair = await this.fairs.current();
    if (!fair || !caller) throw new Refusal('wire.forbidden');
    return await this.presence.look(topicOf(fair.id), socket.id, caller, item);
  }

  private async mayHear(id: string, caller?: Caller | null): Promise<boolean> {
    if (caller === null || (await this.fairs.current())?.id !== id) return false;
    if (caller === undefined) return true;
    if (caller.kind === 'banned') return false;
    try {
      await this.people.mustHold(caller, 'programme.see', null);
      return true;
    } catch (no) {
      if (no instanceof Refusal) return false;
      throw no;
    }
  }
}
