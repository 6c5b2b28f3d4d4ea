import type { Announcement, Words } from '@siccam/contract';
import { Injectable } from '@nestjs/common';
import { append } from '../feed';
import { Database, MachineClock, type Tx } from '../platform';
import { CannotAnnounce, announcedMinutes, announcedWords } from './announcement.rules';
import { Fair } from './fair.entity';

type Row = { id: string; text: Words; made: Date; until: Date };

const columns = 'id, text, made, "until"';
const asView = ({ id, text, made, until }: Row): Announcement => ({ id, text, made: made.toISOString(), until: until.toISOString() });

/** The edition that is shown, and what its organiser says to everyone. */
@Injectable()
export class FairService {
  constructor(
    private readonly database: Database,
    private readonly clock: MachineClock,
  ) {}

  /** The current fair, or null on a server that has none yet. */
  async current(): Promise<Fair | null> {
    return await this.database.source.getRepository(Fair).findOneBy({ current: true });
  }

  /** Counts one more change of what readers of the programme see; answers its number. */
  async countChange(tx: Tx, fairId: string): Promise<number> {
    const [rows] = await tx.sql.query<[{ version: number }[], number]>(
      'update fair set programme_version = programme_version + 1 where id = $1 returning programme_version as version',
      [fairId],
    );
    const version = rows[0]?.version;
    if (version === undefined) throw new Error(`fair ${fairId} is gone`);
    return version;
  }

  /** What is announced now, oldest first. */
  async announcements(fairId: string): Promise<Announcement[]> {
    const rows = await this.database.rows<Row>(
      `select ${columns} from announcement where fair_id = $1 and withdrawn is null and "until" > $2 order by made, id`,
      [fairId, new Date(this.clock.now())],
    );
    return rows.map(asView);
  }

  /** Says something to everyone at the fair for so many minutes. */
  async announce(words: Words, minutes: number): Promise<Announcement> {
    const text = announcedWords(words);
    const made = this.clock.now();
    const until = made + announcedMinutes(minutes) * 60_000;
    return await this.database.decide(async (tx) => {
      const fair = await this.mustBe(tx);
      const [row] = await tx.sql.query<Row[]>(
        `insert into announcement (fair_id, text, made, "until") values ($1, $2, $3, $4) returning ${columns}`,
        [fair, JSON.stringify(text), new Date(made), new Date(until)],
      );
      if (!row) throw new Error('an announcement was not written');
      await this.countChange(tx, fair);
      append(tx, `fair:${fair}`, 'announcement.made', asView(row));
      return asView(row);
    });
  }

  /** Takes an announcement back before its end. */
  async withdraw(id: string): Promise<void> {
    await this.database.decide(async (tx) => {
      const fair = await this.mustBe(tx);
      const now = new Date(this.clock.now());
      const [taken] = await tx.sql.query<[{ id: string }[], number]>(
        'update announcement set withdrawn = $3 where id::text = $1 and fair_id = $2 and withdrawn is null and "until" > $3 returning id',
        [id.toLowerCase(), fair, now],
      );
      const row = taken[0];
      if (!row) {
        const [known] = await tx.sql.query<{ withdrawn: Date | null }[]>('select withdrawn from announcement where id::text = $1 and fair_id = $2', [id.toLowerCase(), fair]);
        throw new CannotAnnounce(known ? `The announcement ${id} ${known.withdrawn ? 'was withdrawn already' : 'is over already'}.` : `There is no announcement ${id}.`);
      }
      await this.countChange(tx, fair);
      append(tx, `fair:${fair}`, 'announcement.withdrawn', { id: row.id });
    });
  }

  /** Gives the programme a new version, so that everyone reads it again; answers the version. */
  async touchProgramme(): Promise<number> {
    return await this.database.decide(async (tx) => {
      const fair = await this.mustBe(tx);
      const version = await this.countChange(tx, fair);
      append(tx, `fair:${fair}`, 'programme.changed', { version });
      return version;
    });
  }

  private async mustBe(tx: Tx): Promise<string> {
    const [fair] = await tx.sql.query<{ id: string }[]>('select id from fair where current');
    if (!fair) throw new CannotAnnounce('This database has no fair yet.');
    return fair.id;
  }
}
