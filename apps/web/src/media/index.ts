export { useHearing, useOpenLine, useStageMedia } from './useStageMedia';
export { loadKit, openLine, stageMedia, type MediaState, type Mode, type StageMedia } from './stageMedia';
export { TrackPicture } from './TrackPicture';
export { useSaver } from './saver';
export { playTone } from './tone';
export { dirhams, megabytes, usual } from './meter';
