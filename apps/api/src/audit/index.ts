export { type Deed, note, truncated } from './audit';
export { AuditRow } from './audit.entity';
