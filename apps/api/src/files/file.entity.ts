import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { Fair } from '../fair';

/** A file that somebody brought; its bytes lie in the store under its id. */
@Entity('file')
export class FileRow {
  @PrimaryColumn('uuid')
  id!: string;

  @Index('file_fair')
  @Column('uuid', { name: 'fair_id' })
  fairId!: string;

  @ManyToOne(() => Fair, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'fair_id' })
  fair?: Relation<Fair>;

  /** The person who brought it. */
  @Index('file_person')
  @Column('uuid')
  person!: string;

  @Column('text')
  use!: 'photo' | 'attachment';

  /** As it was called, without path or control characters; the store knows only the id. */
  @Column('text')
  name!: string;

  /** By what the bytes are, not by what was said. */
  @Column('text')
  type!: string;

  @Column('integer')
  size!: number;

  /** `unscanned`: no scanner is configured. `held`: one is, and did not answer. */
  @Column('text')
  scan!: 'clean' | 'unscanned' | 'held' | 'infected';

  @Column('timestamptz')
  brought!: Date;

  /** SHA-256 of the bytes as they lie in the store. */
  @Column('text')
  hash!: string;
}
