import { Module } from '@nestjs/common';
import { MailService } from './mail.service';
import { OutboxController } from './outbox.controller';
import { OutboxService } from './outbox.service';

/** Mails of the fair: sent, or held for the organiser to hand their links over. */
@Module({ controllers: [OutboxController], providers: [MailService, OutboxService] })
export class MailModule {}
