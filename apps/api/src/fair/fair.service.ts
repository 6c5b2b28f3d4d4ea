import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '../platform';
import { Fair } from './fair.entity';

/** The edition that is shown. */
@Injectable()
export class FairService {
  constructor(private readonly database: Database) {}

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
}
