import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** What a tech check measured of someone of the programme, last. Only what was measured; no picture and no sound is kept. */
@Entity('tech_check')
export class TechCheck {
  /** The item of the draft that this is about; the person themselves as long as they have none. */
  @PrimaryColumn('uuid')
  speaker!: string;

  @Index('tech_check_fair')
  @Column('uuid', { name: 'fair_id' })
  fairId!: string;

  /** Whose browser it was. */
  @Column('uuid')
  person!: string;

  @Column('timestamptz')
  at!: Date;

  @Column('jsonb')
  found!: Record<string, unknown>;
}

/** Whether someone of the programme comes to a session, as they said themselves. */
@Entity('speaker_answer')
export class SpeakerAnswer {
  @PrimaryColumn('uuid')
  speaker!: string;

  @PrimaryColumn('uuid', { name: 'session_id' })
  sessionId!: string;

  @Column('text')
  answer!: 'confirmed' | 'declined';

  /** The start that was answered, wall time: a session moved since asks again. */
  @Column('text', { nullable: true })
  starts!: string | null;

  /** Who said so: the person, or their assistant. */
  @Column('uuid')
  person!: string;

  @Column('timestamptz')
  at!: Date;
}
