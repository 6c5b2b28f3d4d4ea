export { dayOf, dayPlus, minuteOfDay, minutesBetween, minutesOf, snap, timeOf, wallAfter, wallPlus, weekday } from './wall';
export { changeOn, clockOf, clockTable, prayerOn, type Clock, type ClockChange, type ClockTable } from './clock';
export { isPlaced, plannedEnd, spanOf, type Timetable } from './draft';
export { conflictsMost, conflictsOf, conflictsWith } from './conflicts';
export { differenceOf, differs, languagesIn, type ReleaseItems } from './difference';
export { pushed, type Pushed } from './pushed';
export { missingOf, type Missing } from './missing';
export { blocksOn, hoursOf, lanes, scaleOf, type Block, type Scale } from './layout';
export { askedMost, findables, fold, hitsMost, indexed, marked, queryOf, ranked, wanted, type Findable, type Query, type Ranked, type Searched, type Wanted } from './search';
