import type { Audience, Language, SessionKind, SessionRole, SessionState, Words } from '@siccam/contract';
import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn, type Relation, Unique } from 'typeorm';
import { Fair } from '../fair';

const wallTime = String.raw`~ '^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$'`;

/** Where sessions are shown. */
@Entity('stage')
export class Stage {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'fair_id' })
  fairId!: string;

  @ManyToOne(() => Fair, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'fair_id' })
  fair?: Relation<Fair>;

  /** Order on the programme, from the reading side. */
  @Column('integer')
  position!: number;

  @Column('jsonb')
  name!: Words;

  @Column('jsonb', { nullable: true })
  note!: Words | null;
}

/** A talk of the fair. Its state changes only by a decision. */
@Entity('session')
@Unique('one_slug_per_fair', ['fairId', 'slug'])
@Check('session_starts_is_wall_time', `starts ${wallTime}`)
@Check('session_ends_is_wall_time', `ends ${wallTime}`)
@Check('session_ends_after_start', 'ends > starts')
export class Session {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'fair_id' })
  fairId!: string;

  @ManyToOne(() => Fair, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'fair_id' })
  fair?: Relation<Fair>;

  @Column('uuid', { name: 'stage_id', nullable: true })
  stageId!: string | null;

  @ManyToOne(() => Stage, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'stage_id' })
  stage?: Relation<Stage>;

  @Column('text')
  slug!: string;

  @Column('text')
  kind!: SessionKind;

  @Column('jsonb')
  title!: Words;

  @Column('jsonb')
  summary!: Words;

  /** Planned start, wall time in the fair's zone, `2026-11-27T10:45`. */
  @Column('text')
  starts!: string;

  @Column('text')
  ends!: string;

  /** Minutes by which the start was moved on the day. */
  @Column('integer', { default: 0 })
  delay!: number;

  @Column('text', { array: true, default: [] })
  spoken!: Language[];

  @Column('text', { array: true, default: [] })
  interpreted!: Language[];

  @Index('session_state')
  @Column('text', { default: 'draft' })
  state!: SessionState;

  /** When the present state was decided. */
  @Column('timestamptz', { default: () => 'now()' })
  since!: Date;

  /** Persons on air, in the order a decision put them there. */
  @Column('uuid', { name: 'on_air', array: true, default: [] })
  onAir!: string[];

  /** Whether someone on air was seen to publish at the last look at LiveKit's own list; null: LiveKit did not answer, or nobody has looked. */
  @Column('boolean', { nullable: true })
  lit!: boolean | null;

  /** When `lit` became what it is. */
  @Column('timestamptz', { name: 'lit_since', default: () => 'now()' })
  litSince!: Date;

  /** Seats where they are limited; null: everyone. */
  @Column('integer', { nullable: true })
  capacity!: number | null;

  @Column('integer', { default: 0 })
  taken!: number;

  @Column('integer', { default: 0 })
  waiting!: number;

  /** For whom it is; empty: for everyone. */
  @Column('text', { array: true, default: [] })
  audience!: Audience[];

  /** Ids of files that visitors may take away. */
  @Column('uuid', { array: true, default: [] })
  attachments!: string[];

  @Column('boolean', { default: false })
  recorded!: boolean;

  /** Grows with each published change that a calendar must show. */
  @Column('integer', { default: 0 })
  sequence!: number;
}

/** Someone in a session's list of people, as they are shown: officials by office, titles as data in three languages. */
@Entity('session_person')
export class SessionPerson {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Index('session_person_session')
  @Column('uuid', { name: 'session_id' })
  sessionId!: string;

  @ManyToOne(() => Session, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'session_id' })
  session?: Relation<Session>;

  @Column('integer')
  position!: number;

  /** The same in every session of this person; null: written before there were profiles. */
  @Column('uuid', { nullable: true })
  speaker!: string | null;

  @Column('text')
  role!: SessionRole;

  /** File of a photo. */
  @Column('uuid', { nullable: true })
  photo!: string | null;

  @Column('text')
  shape!: 'person' | 'organisation';

  @Column('jsonb')
  name!: Words;

  @Column('jsonb')
  title!: Words;

  @Column('jsonb')
  initials!: Words;

  @Column('jsonb')
  short!: Words;

  /** An invented person of the demonstration, marked wherever the name stands. */
  @Column('boolean', { default: false })
  fictional!: boolean;

  /** A release has taken them out, and they are still on air: they go when the stage takes them off. */
  @Column('boolean', { default: false })
  leaving!: boolean;

  /** Who stood here before. */
  @Column('jsonb', { nullable: true })
  replaces!: Words | null;
}
