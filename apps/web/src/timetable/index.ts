import { lazy } from 'react';

export { useSaving } from './saving';
export { useTimetable } from './words';
/** The organiser's timetable, fetched when it is opened. */
export const TimetableDesk = lazy(() => import('./TimetableDesk'));
/** The draft for whoever holds a reading link. */
export const DraftPage = lazy(() => import('./DraftPage'));
