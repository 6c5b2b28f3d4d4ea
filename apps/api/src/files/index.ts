export { FileRow } from './file.entity';
export { filesPersonal } from './files.personal';
