export { MailRow } from './mail.entity';
export { type Letter, type MailKind, mailKinds, post, postAll } from './post';
export { mailPersonal } from './mail.personal';
export { MailModule } from './mail.module';
