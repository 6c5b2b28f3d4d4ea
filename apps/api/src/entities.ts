import { AuditRow } from './audit';
import { Announcement, Fair } from './fair';
import { FactRow, Topic } from './feed';
import { MailRow } from './mail';
import { Ban, Consent, Link, Person, RoleHeld, SignIn } from './people';
import { Job } from './platform';
import { Session, SessionPerson, Stage } from './programme';

/** Every table of the server. */
export const entities = [Fair, Announcement, Stage, Session, SessionPerson, Topic, FactRow, Person, SignIn, Link, Ban, Consent, RoleHeld, AuditRow, MailRow, Job];
