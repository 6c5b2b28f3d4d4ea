import type { Role } from './rights';
import { Entity, PrimaryColumn } from 'typeorm';

/** A role that someone holds on one fair. `holder` is `bot` for the demonstration's bots. */
@Entity('role_held')
export class RoleHeld {
  @PrimaryColumn('text')
  holder!: string;

  @PrimaryColumn('text')
  role!: Role;

  @PrimaryColumn('uuid', { name: 'fair_id' })
  fairId!: string;

  constructor(fields?: RoleHeld) {
    if (fields) Object.assign(this, fields);
  }
}
