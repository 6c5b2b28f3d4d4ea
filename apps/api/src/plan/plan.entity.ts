import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { Session } from '../programme';

/** A session that someone keeps in their plan; guests too. */
@Entity('plan_entry')
export class PlanEntry {
  /** A person's or a guest's id. */
  @PrimaryColumn('uuid')
  person!: string;

  @Index('plan_entry_session')
  @PrimaryColumn('uuid', { name: 'session_id' })
  sessionId!: string;

  @ManyToOne(() => Session, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'session_id' })
  session?: Relation<Session>;

  @Column('timestamptz')
  kept!: Date;

  /** The start, its delay counted, that a reminder was sent for, wall time; null: none yet. */
  @Column('text', { nullable: true })
  reminded!: string | null;
}

/** A seat in a session with a limited number of them, or a place in its waiting list. */
@Entity('seat')
@Index('seat_session', ['sessionId', 'state', 'since'])
export class Seat {
  @PrimaryColumn('uuid')
  person!: string;

  @PrimaryColumn('uuid', { name: 'session_id' })
  sessionId!: string;

  @ManyToOne(() => Session, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'session_id' })
  session?: Relation<Session>;

  @Column('text')
  state!: 'seat' | 'waiting' | 'offered';

  /** When they asked: the order of the waiting list. */
  @Column('timestamptz')
  since!: Date;

  /** Until when an offered seat is kept for them. */
  @Column('timestamptz', { nullable: true })
  until!: Date | null;

  /** Whether a version of the programme told of the offer; of anything else it says nothing. */
  @Column('boolean', { default: false })
  told!: boolean;
}

/** The private address of someone's plan as a calendar; a new one makes the old one worth nothing. */
@Entity('calendar_link')
export class CalendarLink {
  @PrimaryColumn('uuid')
  person!: string;

  @Column('uuid', { name: 'fair_id' })
  fairId!: string;

  /** Keyed hash of the token in the address. */
  @Column('text', { unique: true })
  hash!: string;

  @Column('timestamptz')
  made!: Date;
}
