export { PeopleModule } from './people.module';
export { Ban, Consent, Link, Person, SignIn } from './person.entity';
export { RoleHeld } from './role.entity';
export { rightsTable } from './rights';
export { peoplePersonal } from './people.personal';
export { hashOfText } from './consents.service';
