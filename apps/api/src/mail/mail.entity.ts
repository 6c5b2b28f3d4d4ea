import type { Language } from '@siccam/contract';
import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** A mail of the fair: what it is about, in whose language, and what became of it. The words are made when it is sent. */
@Entity('mail')
export class MailRow {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Index('mail_fair')
  @Column('uuid', { name: 'fair_id' })
  fairId!: string;

  @Index('mail_person')
  @Column('uuid', { name: 'person_id', nullable: true })
  personId!: string | null;

  /** Which template. */
  @Column('text')
  kind!: string;

  @Column('text')
  language!: Language;

  @Column('text', { name: 'to_address' })
  to!: string;

  /** What the template says besides: names, hours; no secrets. */
  @Column('jsonb', { default: {} })
  values!: Record<string, string>;

  /** The link's token and code, sealed by the vault; gone once the mail was sent or its link is over. */
  @Column('bytea', { nullable: true })
  secret!: Buffer | null;

  @Column('uuid', { name: 'link_id', nullable: true })
  linkId!: string | null;

  /** The same key twice is one mail. */
  @Column('text', { unique: true })
  key!: string;

  /** A demonstration caused it: it never leaves the house. */
  @Column('boolean', { default: false })
  demo!: boolean;

  @Column('text', { default: 'waiting' })
  state!: 'waiting' | 'sent' | 'failed' | 'held';

  @Column('integer', { default: 0 })
  attempts!: number;

  @Column('timestamptz', { default: () => 'now()' })
  created!: Date;

  @Column('timestamptz', { nullable: true })
  sent!: Date | null;

  @Column('text', { nullable: true })
  error!: string | null;
}
