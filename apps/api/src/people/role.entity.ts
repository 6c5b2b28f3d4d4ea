import type { ObjectKind, Role } from '@siccam/contract';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A role that someone holds on one object of a fair. `holder`: a person's id, or `bot` for the demonstration's bots. */
@Entity('role_held')
export class RoleHeld {
  @PrimaryColumn('text')
  holder!: string;

  @PrimaryColumn('text')
  role!: Role;

  @PrimaryColumn('uuid', { name: 'fair_id' })
  fairId!: string;

  @Index('role_held_object')
  @PrimaryColumn('uuid', { name: 'object_id' })
  objectId!: string;

  @Column('text', { name: 'object_kind' })
  objectKind!: ObjectKind;

  /** Who gave it: a person's id, or `terminal`, `demo`. */
  @Column('text', { name: 'given_by' })
  givenBy!: string;

  @Column('timestamptz', { default: () => 'now()' })
  given!: Date;

  constructor(fields?: Omit<RoleHeld, 'given'>) {
    if (fields) Object.assign(this, fields);
  }
}
