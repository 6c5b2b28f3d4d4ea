import { Announcement, Fair } from './fair';
import { FactRow, Topic } from './feed';
import { RoleHeld } from './people';
import { Session, SessionPerson, Stage } from './programme';

/** Every table of the server. */
export const entities = [Fair, Announcement, Stage, Session, SessionPerson, Topic, FactRow, RoleHeld];
