import { isDeepStrictEqual } from 'node:util';
import type { DraftPulse, PersonName } from '@siccam/contract';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { FeedGateway } from '../feed';
import { Database } from '../platform';
import type { Caller } from '../wire';

type Here = DraftPulse['here'][number];

const tellEvery = 1000;

/**
 * Who looks at which item of a draft, kept in memory for as long as their socket listens to its topic. Of several servers each tells of
 * those on it alone: who is there is a courtesy, and what keeps two from overwriting each other is the revision, which all share.
 */
@Injectable()
export class Presence implements OnModuleDestroy {
  /** By topic, then by socket. */
  private readonly looking = new Map<string, Map<string, Here>>();
  private readonly told = new Map<string, Here[]>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly database: Database,
    private readonly feed: FeedGateway,
  ) {}

  async look(topic: string, socket: string, caller: Caller, item: string | null): Promise<DraftPulse> {
    const known = this.looking.get(topic)?.get(socket);
    const name = known ? known.name : await this.nameOf(caller);
    if (this.feed.hearersOf(topic).has(socket)) {
      const here = this.looking.get(topic) ?? new Map<string, Here>();
      this.looking.set(topic, here.set(socket, { person: caller.id, name, item }));
      this.timer ??= setInterval(() => this.tell(), tellEvery);
    }
    return { here: this.here(topic) };
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  private tell(): void {
    for (const topic of [...this.looking.keys()]) {
      const here = this.here(topic);
      if (here.length === 0) {
        this.looking.delete(topic);
        this.told.delete(topic);
        continue;
      }
      if (isDeepStrictEqual(here, this.told.get(topic))) continue;
      this.told.set(topic, here);
      this.feed.draftPulse(topic, { here });
    }
    if (this.looking.size > 0) return;
    clearInterval(this.timer);
    this.timer = undefined;
  }

  /** Whoever no longer listens is no longer there. */
  private here(topic: string): Here[] {
    const hearers = this.feed.hearersOf(topic);
    const here = this.looking.get(topic);
    for (const socket of here?.keys() ?? []) if (!hearers.has(socket)) here?.delete(socket);
    return [...(here?.values() ?? [])];
  }

  private async nameOf({ kind, id }: Caller): Promise<PersonName | null> {
    if (kind !== 'person') return null;
    const [row] = await this.database.rows<{ name: PersonName | null }>('select name from person where id = $1', [id]);
    return row?.name ?? null;
  }
}
