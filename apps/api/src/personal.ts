import { auditPersonal } from './audit';
import { fairPersonal } from './fair';
import { feedPersonal } from './feed';
import { filesPersonal } from './files';
import { mailPersonal } from './mail';
import { peoplePersonal } from './people';
import { planPersonal } from './plan';
import { jobPersonal, type PersonalDeclared } from './platform';
import { programmePersonal } from './programme';
import { searchPersonal } from './search';
import { speakerPersonal } from './speaker';
import { timetablePersonal } from './timetable';

/** What every feature keeps about people, in the order in which it is erased. */
export const personal: readonly PersonalDeclared[] = [mailPersonal, jobPersonal, auditPersonal, feedPersonal, fairPersonal, planPersonal, speakerPersonal, filesPersonal, searchPersonal, timetablePersonal, programmePersonal, peoplePersonal];
