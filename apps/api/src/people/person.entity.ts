import type { Language, PersonName, Words } from '@siccam/contract';
import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, PrimaryGeneratedColumn, type Relation } from 'typeorm';

/** Someone of one fair: a guest who left a name (the id of the guest's cookie), or an account. An anonymous guest has no row. */
@Entity('person')
@Index('one_account_per_proven_mail', ['fairId', 'mail'], { unique: true, where: 'mail_proven is not null' })
export class Person {
  @PrimaryColumn('uuid')
  id!: string;

  @Index('person_fair')
  @Column('uuid', { name: 'fair_id' })
  fairId!: string;

  @Column('text')
  kind!: 'guest' | 'account';

  @Column('jsonb', { nullable: true })
  name!: PersonName | null;

  @Column('text', { nullable: true })
  language!: Language | null;

  /** IANA zone in which times are shown beside Morocco's; null: the fair's. */
  @Column('text', { nullable: true })
  zone!: string | null;

  /** Small letters. Several accounts may name one address; it belongs to the one that proved it. */
  @Index('person_mail')
  @Column('text', { nullable: true })
  mail!: string | null;

  @Column('timestamptz', { name: 'mail_proven', nullable: true })
  mailProven!: Date | null;

  /** argon2id of the password, salted by the address under the server's key: one computation an attempt, however many accounts name it. */
  @Column('bytea', { nullable: true })
  password!: Buffer | null;

  /** The secret of the second factor, sealed by the vault. In force once `factorSince` is set. */
  @Column('bytea', { name: 'factor_secret', nullable: true })
  factorSecret!: Buffer | null;

  @Column('timestamptz', { name: 'factor_since', nullable: true })
  factorSince!: Date | null;

  /** The last time step whose code was used: a code is worth something once (RFC 6238, 5.2). */
  @Column('bigint', { name: 'factor_step', default: 0 })
  factorStep!: string;

  /** Keyed hashes of the recovery codes that are left. */
  @Column('bytea', { array: true, default: [] })
  recovery!: Buffer[];

  /** How the person is shown officially; null where they are not. */
  @Column('jsonb', { name: 'official_name', nullable: true })
  officialName!: Words | null;

  @Column('jsonb', { nullable: true })
  title!: Words | null;

  @Column('jsonb', { nullable: true })
  capacity!: Words | null;

  /** When the person said that this is right; void once it changes. */
  @Column('timestamptz', { name: 'official_confirmed', nullable: true })
  officialConfirmed!: Date | null;

  /** Grows with each change of roles or official data. */
  @Column('integer', { default: 1 })
  version!: number;

  /** An invented person of the demonstration. */
  @Column('boolean', { default: false })
  demo!: boolean;

  @Column('timestamptz', { default: () => 'now()' })
  created!: Date;

  @Column('timestamptz', { nullable: true })
  seen!: Date | null;
}

/** One browser signed in to an account. */
@Entity('sign_in')
export class SignIn {
  @PrimaryColumn('uuid')
  id!: string;

  @Index('sign_in_person')
  @Column('uuid', { name: 'person_id' })
  personId!: string;

  @ManyToOne(() => Person, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'person_id' })
  person?: Relation<Person>;

  @Column('text')
  by!: 'signUp' | 'password' | 'link' | 'code' | 'invitation' | 'device' | 'demo';

  /** What the browser says it is. */
  @Column('jsonb')
  device!: { kind: 'phone' | 'tablet' | 'computer' | 'unknown'; browser: string };

  /** Truncated to /24 or /48. */
  @Column('text')
  address!: string;

  @Column('timestamptz', { default: () => 'now()' })
  created!: Date;

  @Column('timestamptz', { default: () => 'now()' })
  seen!: Date;

  @Column('timestamptz')
  expires!: Date;

  /** When the second factor was brought; null: not yet. */
  @Column('timestamptz', { name: 'second_factor', nullable: true })
  secondFactor!: Date | null;

  /** When the person last confirmed that it is they. */
  @Column('timestamptz', { nullable: true })
  confirmed!: Date | null;

  @Index('sign_in_ended')
  @Column('timestamptz', { nullable: true })
  ended!: Date | null;
}

/** A link (and the code beside it) that lets somebody in, once. Only hashes of its secrets are kept. */
@Entity('link')
export class Link {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'fair_id' })
  fairId!: string;

  @Column('text')
  kind!: 'signIn' | 'invitation' | 'firstOrganiser' | 'device';

  /** Whom it lets in; null: whoever proves the address by it, or the first organiser. */
  @Index('link_person')
  @Column('uuid', { name: 'person_id', nullable: true })
  personId!: string | null;

  @ManyToOne(() => Person, { onDelete: 'CASCADE', nullable: true })
  @JoinColumn({ name: 'person_id' })
  person?: Relation<Person> | null;

  /** The address it was sent to, which opening it proves. */
  @Index('link_mail')
  @Column('text', { nullable: true })
  mail!: string | null;

  /** SHA-256 of the token. */
  @Column('bytea', { unique: true })
  hash!: Buffer;

  /** The guest whose browser asked, who alone may use the code. */
  @Column('uuid', { name: 'asked_by', nullable: true })
  askedBy!: string | null;

  /** Keyed hash of the six digits. */
  @Column('bytea', { nullable: true })
  code!: Buffer | null;

  @Column('integer', { default: 0 })
  tries!: number;

  @Column('timestamptz', { default: () => 'now()' })
  created!: Date;

  @Column('timestamptz')
  expires!: Date;

  @Column('timestamptz', { nullable: true })
  used!: Date | null;

  @Column('timestamptz', { nullable: true })
  revoked!: Date | null;
}

/** Someone who may not come in: by their id, and for a while their address may bring only few new guests. */
@Entity('ban')
@Index('one_ban_at_a_time', ['person'], { unique: true, where: 'lifted is null' })
export class Ban {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'fair_id' })
  fairId!: string;

  /** A guest's or an account's id; an anonymous guest has no row of a person. */
  @Column('uuid')
  person!: string;

  /** Keyed hashes of the addresses they were seen at, and until when these are held back. */
  @Column('text', { array: true, default: [] })
  addresses!: string[];

  @Column('timestamptz', { name: 'addresses_until', nullable: true })
  addressesUntil!: Date | null;

  @Column('timestamptz', { default: () => 'now()' })
  since!: Date;

  @Column('text', { name: 'by_whom' })
  byWhom!: string;

  @Column('timestamptz', { nullable: true })
  lifted!: Date | null;
}

/** That a person agreed to a text: which one, by its hash, version and language, and when; and when they took it back. */
@Entity('consent')
export class Consent {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Index('consent_person')
  @Column('uuid', { name: 'person_id' })
  personId!: string;

  @ManyToOne(() => Person, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'person_id' })
  person?: Relation<Person>;

  @Column('text')
  what!: string;

  @Column('integer')
  version!: number;

  /** SHA-256 of the text that was shown, hexadecimal. */
  @Column('text', { name: 'text_hash' })
  textHash!: string;

  @Column('text')
  language!: Language;

  @Column('timestamptz', { default: () => 'now()' })
  given!: Date;

  @Column('timestamptz', { nullable: true })
  withdrawn!: Date | null;
}
