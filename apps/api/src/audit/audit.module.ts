import { Module } from '@nestjs/common';
import { AuditController } from './audit.controller';
import { AuditService } from './audit.service';

/** Who did what to whom, told to the organiser. */
@Module({ controllers: [AuditController], providers: [AuditService] })
export class AuditModule {}
