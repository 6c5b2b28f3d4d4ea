export { SpeakerAnswer, TechCheck } from './speaker.entity';
export { SpeakerModule } from './speaker.module';
export { speakerPersonal } from './speaker.personal';
