import { lazy } from 'react';

/** Where files of the programme come in and go out, fetched when it is opened. */
export const ExchangeDesk = lazy(() => import('./ExchangeDesk'));
