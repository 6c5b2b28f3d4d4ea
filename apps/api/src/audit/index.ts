export { type Deed, note, truncated } from './audit';
export { AuditRow } from './audit.entity';
export { auditPersonal } from './audit.personal';
export { AuditModule } from './audit.module';
