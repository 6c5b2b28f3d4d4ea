import type { Contact, Words } from '@siccam/contract';
import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn, type Relation } from 'typeorm';

/** An edition of the fair. */
@Entity('fair')
@Index('one_current_fair', ['current'], { unique: true, where: 'current' })
export class Fair {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column('text', { unique: true })
  slug!: string;

  /** The edition that `/ar`, `/fr`, `/en` show. */
  @Column('boolean', { default: false })
  current!: boolean;

  @Column('boolean', { default: false })
  demo!: boolean;

  @Column('jsonb')
  name!: Words;

  @Column('jsonb')
  edition!: Words;

  @Column('jsonb')
  theme!: Words;

  @Column('jsonb')
  host!: Words;

  /** Whom visitors may ask; null until the organiser has said it. */
  @Column('jsonb', { nullable: true })
  contact!: Contact | null;

  /** Calendar days, `2026-11-27`. */
  @Column('text', { array: true })
  days!: string[];

  /** IANA zone of all wall times. */
  @Column('text')
  zone!: string;

  /** What the fair's clock showed at `clockMachineAt`; both null: the real time. */
  @Column('timestamptz', { name: 'clock_fair_at', nullable: true })
  clockFairAt!: Date | null;

  @Column('timestamptz', { name: 'clock_machine_at', nullable: true })
  clockMachineAt!: Date | null;

  /** Grows with every change that a reader of the programme could see. */
  @Column('integer', { name: 'programme_version', default: 1 })
  programmeVersion!: number;
}

/** Something the organiser says to everyone at a fair, until it is over or withdrawn. Its moments are the machine's, not the fair's clock's. */
@Entity('announcement')
@Check('announcement_ends_after_it_was_made', '"until" > made')
export class Announcement {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Index('announcement_fair')
  @Column('uuid', { name: 'fair_id' })
  fairId!: string;

  @ManyToOne(() => Fair, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'fair_id' })
  fair?: Relation<Fair>;

  @Column('jsonb')
  text!: Words;

  @Column('timestamptz')
  made!: Date;

  @Column('timestamptz')
  until!: Date;

  /** When it was taken back before its end. */
  @Column('timestamptz', { nullable: true })
  withdrawn!: Date | null;
}
