import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** What can be found of the released programme: one row a session and one a person, with its words folded as a searcher's are. */
@Entity('search_entry')
// A GIN index, which the migration makes.
@Index('search_entry_words', { synchronize: false })
export class SearchEntry {
  @PrimaryColumn('uuid', { name: 'fair_id' })
  fairId!: string;

  @PrimaryColumn('text')
  kind!: 'session' | 'speaker';

  @PrimaryColumn('uuid')
  id!: string;

  /** Titles and, on the second line, who is in it; folded. */
  @Column('text')
  names!: string;

  /** Everything else that may be found, folded. */
  @Column('text')
  rest!: string;

  /** The words under which it is found. They are made by the rules of searching, so that the database's own language plays no part. */
  @Column('tsvector', { select: false })
  words!: string;
}
