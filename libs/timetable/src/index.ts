export { dayOf, dayPlus, minuteOfDay, minutesBetween, minutesOf, snap, timeOf, wallPlus } from './wall';
export { clockOf, clockTable, prayerOn, type Clock, type ClockTable } from './clock';
export { isPlaced, type Timetable } from './draft';
export { conflictsMost, conflictsOf, conflictsWith } from './conflicts';
export { differenceOf, differs, languagesIn, type ReleaseItems } from './difference';
export { pushed, type Pushed } from './pushed';
export { missingOf, type Missing } from './missing';
export { hoursOf, lanes, type Block } from './layout';
export { askedMost, findables, fold, hitsMost, indexed, marked, queryOf, ranked, wanted, type Findable, type Query, type Ranked, type Searched, type Wanted } from './search';
