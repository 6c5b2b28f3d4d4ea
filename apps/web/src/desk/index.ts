import { lazy } from 'react';

/** The desks of the organisation, fetched when one is opened. */
export const Desk = lazy(() => import('./Desk'));
export { deskSearch, type DeskSearch } from './search';
