import type { Draft, DraftItem } from '@siccam/contract';
import { Injectable } from '@nestjs/common';
import { clockTable } from '@siccam/timetable';
import { FairService } from '../fair';
import { Database, MachineClock } from '../platform';
import { Refusal } from '../wire';
import { type ItemRow, type Wish, fairInTurn, itemsOfFair, someItems, topicOf, writeDraft } from './draft';
import { ReleaseHearers } from './hearers';

/** Who decides something at the desk, and from which address. */
export type By = { id: string; address: string };

/** The draft of the current fair's programme: read as a whole or in part, saved item by item. */
@Injectable()
export class DraftService {
  constructor(
    private readonly database: Database,
    private readonly fairs: FairService,
    private readonly clock: MachineClock,
    private readonly hearers: ReleaseHearers,
  ) {}

  async read(): Promise<Draft> {
    const fair = await this.fair();
    // Read before the rest: what is read may be newer than this fact, never older.
    const [topic] = await this.database.rows<{ head: string }>('select head from topic where name = $1', [topicOf(fair.id)]);
    const [items, [last]] = await Promise.all([
      this.database.rows<ItemRow>(itemsOfFair, [fair.id]),
      this.database.rows<{ number: number; made: Date }>('select number, made from release where fair_id = $1 order by number desc limit 1', [fair.id]),
    ]);
    const days = items.flatMap(({ content }) => (content?.kind === 'fair' ? content.days : []));
    return { head: Number(topic?.head ?? 0), zone: fair.zone, clock: [...clockTable(fair.zone, days.length > 0 ? days : fair.days)], items: items.map(viewOf), release: last ? { number: last.number, at: last.made.toISOString() } : null };
  }

  /** The same for whoever holds only a link: without the accounts of anybody. */
  async readWithoutAccounts(): Promise<Draft> {
    const draft = await this.read();
    return {
      ...draft,
      items: draft.items.map((item) => ({ ...item, by: null, content: item.content?.kind === 'speaker' ? { ...item.content, person: null } : item.content })),
    };
  }

  async items(ids: readonly string[]): Promise<{ items: DraftItem[] }> {
    const { id } = await this.fair();
    return { items: (await this.database.rows<ItemRow>(someItems, [id, ids])).map(viewOf) };
  }

  /** Saves items in one decision; the loser of two who save the same one is refused by name. */
  async save(by: By, wishes: readonly Wish[]): Promise<{ items: DraftItem[] }> {
    const rows = await this.database.decide(async (tx) => {
      const fair = await fairInTurn(tx);
      const joined = await writeDraft(tx, fair, { by: by.id, at: new Date(this.clock.now()) }, wishes);
      await this.hearers.joined(tx, { fair: fair.id, by, joined });
      return await tx.sql.query<ItemRow[]>(someItems, [fair.id, wishes.map(({ id }) => id)]);
    });
    return { items: rows.map(viewOf) };
  }

  private async fair() {
    const fair = await this.fairs.current();
    if (!fair) throw new Refusal('wire.forbidden');
    return fair;
  }
}

const isPerson = (id: string): boolean => /^[0-9a-f]{8}-/.test(id);
const viewOf = ({ id, revision, changed, by, name, content }: ItemRow): DraftItem => ({ id, revision, changed: changed.toISOString(), by: isPerson(by) ? { id: by, name } : null, content });
