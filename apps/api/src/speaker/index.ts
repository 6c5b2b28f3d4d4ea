export { SpeakerAnswer, TechCheck } from './speaker.entity';
export { speakerPersonal } from './speaker.personal';
