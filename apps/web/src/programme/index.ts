import { lazy } from 'react';

export { useProgramme, useProgrammeFeed } from './useProgramme';
export { useKnownProgramme } from './known';
export { byStart, comingUp, endOf, isOver, onNow, startOf } from './plan';
export type { ProgrammeParts } from './ProgrammePage';
export { audienceWords, programmeSearch } from './filters';
export { useReleaseNews, type News } from './news';
export { useReleases } from './releases';
export { SessionLink } from './SessionLink';
export { lacksEnglish, Tags } from './Tags';
export { Times, useOwnTimes } from './Times';

/** Fetches the programme's page, for whoever waits for something else of it too. */
export const bringProgrammePage = () => import('./ProgrammePage');
/** The programme of all days, fetched where it is shown. */
export const ProgrammePage = lazy(bringProgrammePage);
