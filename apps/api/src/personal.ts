import { auditPersonal } from './audit';
import { fairPersonal } from './fair';
import { feedPersonal } from './feed';
import { mailPersonal } from './mail';
import { peoplePersonal } from './people';
import { jobPersonal, type PersonalDeclared } from './platform';
import { programmePersonal } from './programme';

/** What every feature keeps about people, in the order in which it is erased. */
export const personal: readonly PersonalDeclared[] = [mailPersonal, jobPersonal, auditPersonal, feedPersonal, fairPersonal, programmePersonal, peoplePersonal];
