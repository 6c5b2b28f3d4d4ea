export { DraftLink, DraftRow, Release, type ReleaseContent } from './timetable.entity';
export { timetablePersonal } from './timetable.personal';
