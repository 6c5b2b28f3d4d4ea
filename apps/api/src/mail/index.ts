export { MailRow } from './mail.entity';
