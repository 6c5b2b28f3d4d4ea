export { FileRow } from './file.entity';
export { FilesModule } from './files.module';
export { FilesService } from './files.service';
export { filesPersonal } from './files.personal';
