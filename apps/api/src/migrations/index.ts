import { FirstHouse20261124214022 } from './20261124214022-FirstHouse';
import { OrganisersContact20261125003400 } from './20261125003400-OrganisersContact';
import { StageLit20261125003645 } from './20261125003645-StageLit';
import { Announcements20261125004235 } from './20261125004235-Announcements';
import { MailOfDemonstration20261125190900 } from './20261125190900-MailOfDemonstration';
import { Leaving20261126004400 } from './20261126004400-Leaving';
import { Told20261126061500 } from './20261126061500-Told';
import { People20261125151443 } from './20261125151443-People';
import { Search20261125194500 } from './20261125194500-Search';
import { Timetable20261125190820 } from './20261125190820-Timetable';

/** Every migration, oldest first. */
export const migrations = [FirstHouse20261124214022, OrganisersContact20261125003400, StageLit20261125003645, Announcements20261125004235, People20261125151443, Timetable20261125190820, MailOfDemonstration20261125190900, Search20261125194500, Leaving20261126004400, Told20261126061500];
