export { adoptProgramme, moveDraft } from './adopt';
export { type DraftFairRow, fairInTurn, type Joined, type Wish, writeDraft } from './draft';
export { DraftService } from './draft.service';
export { type Published, type ReleaseHearer, ReleaseHearers } from './hearers';
export { DraftLink, DraftRow, Release, type ReleaseContent } from './timetable.entity';
export { TimetableModule } from './timetable.module';
export { timetablePersonal } from './timetable.personal';
