export { PeopleModule } from './people.module';
export { RoleHeld } from './role.entity';
export { type Role, rightsTable } from './rights';
