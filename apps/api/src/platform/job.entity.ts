import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** Work to be done after a decision, written in its transaction: done at least once, so whoever does it must bear a second time. */
@Entity('job')
@Index('job_due', ['after'], { where: 'done is null' })
export class Job {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id!: string;

  @Column('text')
  name!: string;

  @Column('jsonb', { default: {} })
  body!: Record<string, unknown>;

  /** The same key twice is one job. */
  @Column('text', { unique: true, nullable: true })
  key!: string | null;

  @Column('timestamptz', { default: () => 'now()' })
  after!: Date;

  @Column('integer', { default: 0 })
  attempts!: number;

  /** Whoever took it has it until then. */
  @Column('timestamptz', { name: 'leased_until', nullable: true })
  leasedUntil!: Date | null;

  @Column('timestamptz', { nullable: true })
  done!: Date | null;

  @Column('text', { nullable: true })
  error!: string | null;
}
