import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** Who did what to whom, when, from where. The application's role may add a line and read it, nothing else. Holds ids, never names or addresses of people. */
@Entity('audit')
export class AuditRow {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id!: string;

  @Index('audit_fair')
  @Column('uuid', { name: 'fair_id' })
  fairId!: string;

  @Column('timestamptz', { default: () => 'now()' })
  at!: Date;

  /** A person's id, or `terminal`, `demo`, `server`, `bot:<role>`. */
  @Column('text')
  actor!: string;

  /** What was done, `role.given`. */
  @Column('text')
  deed!: string;

  @Column('text', { name: 'object_kind' })
  objectKind!: string;

  @Index('audit_object')
  @Column('text', { name: 'object_id' })
  objectId!: string;

  /** Figures, codes and ids that belong to it. */
  @Column('jsonb', { default: {} })
  detail!: Record<string, unknown>;

  /** Truncated to /24 or /48; empty where it came from no network. */
  @Column('text', { name: 'from_address', default: '' })
  fromAddress!: string;
}
