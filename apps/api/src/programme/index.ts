export { Session, SessionPerson, Stage } from './programme.entity';
export { ProgrammeModule } from './programme.module';
export { ProgrammeService } from './programme.service';
export { programmePersonal } from './programme.personal';
