import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A place of the feed with the number of its last fact; the row's lock makes number order equal commit order. */
@Entity('topic')
export class Topic {
  @PrimaryColumn('text')
  name!: string;

  @Column('bigint', { default: 0 })
  head!: string;
}

/** A fact: written once, never changed, numbered without holes within its topic. */
@Entity('fact')
export class FactRow {
  @PrimaryColumn('text')
  topic!: string;

  @PrimaryColumn('bigint')
  number!: string;

  @Column('text')
  name!: string;

  @Column('jsonb')
  body!: object;

  @Column('timestamptz', { default: () => 'clock_timestamp()' })
  at!: Date;
}
