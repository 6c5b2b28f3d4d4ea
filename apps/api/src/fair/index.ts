export { CannotAnnounce, announcedWords } from './announcement.rules';
export { Announcement, Fair } from './fair.entity';
export { FairModule } from './fair.module';
export { FairService } from './fair.service';
export { fairPersonal } from './fair.personal';
