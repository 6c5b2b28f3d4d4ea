export { SessionPage } from './SessionPage';
export { ListenTo, LiveCard } from './LiveCard';
export { NextSessions } from './Facts';
export { useShare } from './useShare';
export { SmallPlayer } from './SmallPlayer';
export { StageCut, useStageCut } from './StageCut';
