import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What can be found of the released programme: one row a session and one a person, with its words folded as a searcher's are. */
@Entity('search_entry')
export class SearchEntry {
  @PrimaryColumn('uuid', { name: 'fair_id' })
  fairId!: string;

  @PrimaryColumn('text')
  kind!: 'session' | 'speaker';

  @PrimaryColumn('uuid')
  id!: string;

  /** Titles and names, folded. */
  @Column('text')
  names!: string;

  /** Everything else that may be found, folded. */
  @Column('text')
  rest!: string;
}
