import { Module } from '@nestjs/common';
import { FilesController } from './files.controller';
import { FilesKeeper } from './files.keeper';
import { FilesService } from './files.service';

/** What people bring: photos and attachments. */
@Module({ controllers: [FilesController], providers: [FilesService, FilesKeeper], exports: [FilesService] })
export class FilesModule {}
