import { AuditRow } from './audit';
import { Announcement, Fair } from './fair';
import { FactRow, Topic } from './feed';
import { FileRow } from './files';
import { MailRow } from './mail';
import { Ban, Consent, Link, Person, RoleHeld, SignIn } from './people';
import { CalendarLink, PlanEntry, Seat } from './plan';
import { Job } from './platform';
import { Session, SessionPerson, Stage } from './programme';
import { SearchEntry } from './search';
import { SpeakerAnswer, TechCheck } from './speaker';
import { DraftLink, DraftRow, Release } from './timetable';

/** Every table of the server. */
export const entities = [Fair, Announcement, Stage, Session, SessionPerson, Topic, FactRow, Person, SignIn, Link, Ban, Consent, RoleHeld, AuditRow, MailRow, Job, DraftRow, Release, DraftLink, PlanEntry, Seat, CalendarLink, TechCheck, SpeakerAnswer, FileRow, SearchEntry];
