export { useProgramme, useProgrammeFeed } from './useProgramme';
export { useKnownProgramme } from './known';
export { comingUp, endOf, isOver, onNow, startOf } from './plan';
export { ProgrammePage } from './ProgrammePage';
export { SessionLink } from './SessionLink';
export { lacksEnglish, Tags } from './Tags';
export { Times } from './Times';
