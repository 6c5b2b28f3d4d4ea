import { type AskedOf, aboutFiles, bringFile, dropFile, readFile } from '@siccam/contract';
import { Controller } from '@nestjs/common';
import { type Call, Refusal, Serves } from '../wire';
import { FilesService } from './files.service';

/** The doors of files. */
@Controller()
export class FilesController {
  constructor(private readonly files: FilesService) {}

  @Serves(bringFile)
  bring(question: AskedOf<typeof bringFile>, { caller }: Call) {
    if (!caller) throw new Refusal('wire.forbidden');
    return this.files.bring(caller, question);
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
  drop(question: AskedOf<typeof dropFile>, { caller }: Call) {
    if (!caller) throw new Refusal('wire.forbidden');
    return this.files.drop(caller, question);
  }
}
