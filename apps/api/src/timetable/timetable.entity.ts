import type { Change, DraftContent, Words } from '@siccam/contract';
import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, PrimaryGeneratedColumn, type Relation } from 'typeorm';
import { Fair } from '../fair';

/** One item of a fair's draft: its days, a stage, a session, someone of the programme. Visitors see none of it before a release. */
@Entity('draft_item')
export class DraftRow {
  /** Of a session and a stage: the same as once released. Of the days: the fair's. */
  @PrimaryColumn('uuid')
  id!: string;

  @Index('draft_item_fair')
  @Column('uuid', { name: 'fair_id' })
  fairId!: string;

  @ManyToOne(() => Fair, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'fair_id' })
  fair?: Relation<Fair>;

  /** Null: taken out; the row stays, so that a late save is refused and undo has something to stand on. */
  @Column('jsonb', { nullable: true })
  content!: DraftContent | null;

  /** Counts saves from 1. */
  @Column('integer')
  revision!: number;

  @Column('timestamptz')
  changed!: Date;

  /** A person's id, or `terminal`, `demo`, `import`. */
  @Column('text', { name: 'changed_by' })
  changedBy!: string;
}

/** What a release holds: every item that was in it, by id. */
export type ReleaseContent = Record<string, DraftContent>;

/** A programme as it was published: never changed afterwards. */
@Entity('release')
export class Release {
  @PrimaryColumn('uuid', { name: 'fair_id' })
  fairId!: string;

  @ManyToOne(() => Fair, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'fair_id' })
  fair?: Relation<Fair>;

  /** Counts the fair's releases from 1. */
  @PrimaryColumn('integer')
  number!: number;

  @Column('jsonb')
  content!: ReleaseContent;

  /** The difference to the release before. */
  @Column('jsonb')
  changes!: Change[];

  @Column('jsonb')
  note!: Words;

  @Column('timestamptz')
  made!: Date;

  /** A person's id, or `terminal`, `demo`. */
  @Column('text', { name: 'made_by' })
  madeBy!: string;
}

/** A link that reads the draft and nothing else. */
@Entity('draft_link')
export class DraftLink {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Index('draft_link_fair')
  @Column('uuid', { name: 'fair_id' })
  fairId!: string;

  @ManyToOne(() => Fair, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'fair_id' })
  fair?: Relation<Fair>;

  /** Whom it is for, as the organiser named it. */
  @Column('text')
  name!: string;

  /** Keyed hash of its token. */
  @Column('text', { unique: true })
  hash!: string;

  @Column('timestamptz')
  made!: Date;

  @Column('text', { name: 'made_by' })
  madeBy!: string;

  @Column('timestamptz', { nullable: true })
  seen!: Date | null;

  @Column('timestamptz', { nullable: true })
  revoked!: Date | null;
}
