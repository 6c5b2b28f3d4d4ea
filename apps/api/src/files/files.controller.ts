import { type AskedOf, aboutFiles, bringFile, dropFile, readFile } from '@siccam/contract';
import { Controller } from '@nestjs/common';
import { type Call, callerOf, Serves } from '../wire';
import { FilesService } from './files.service';

/** The doors of files. */
@Controller()
export class FilesController {
  constructor(private readonly files: FilesService) {}

  @Serves(bringFile)
  bring(question: AskedOf<typeof bringFile>, call: Call) {
    return this.files.bring(callerOf(call), question);
  }

  @Serves(aboutFiles)
  about(question: AskedOf<typeof aboutFiles>, call: Call) {
    return this.files.about(question, call);
  }

  @Serves(readFile)
  read(question: AskedOf<typeof readFile>, call: Call) {
    return this.files.read(question, call);
  }

  @Serves(dropFile)
  drop(question: AskedOf<typeof dropFile>, call: Call) {
    return this.files.drop(callerOf(call), question);
  }
}
