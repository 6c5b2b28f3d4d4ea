import { lazy } from 'react';

export { useSaving } from './saving';
/** The organiser's timetable, fetched when it is opened. */
export const TimetableDesk = lazy(() => import('./TimetableDesk'));
