import { lazy } from 'react';

/** One's own page as someone of the programme. */
export const SpeakerPage = lazy(() => import('./SpeakerPage'));
/** Everyone of the programme, for its organisers. */
export const SpeakersDesk = lazy(() => import('./SpeakersDesk'));
