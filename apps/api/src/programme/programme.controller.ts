import { type AskedOf, accountPage, deskPage, enterPage, enterStepPage, helpPage, lostPage, nowPage, partsPage, printProgramme, privacyPage, programmePage, readProgramme, readReleases, rootPage, sessionPage, speakerPage } from '@siccam/contract';
import { Controller } from '@nestjs/common';
import { type Call, Serves } from '../wire';
import { PageService } from './page.service';
import { PrintedService } from './printed.service';
import { ProgrammeService } from './programme.service';

/** The programme as data, and the pages that show it. */
@Controller()
export class ProgrammeController {
  constructor(
    private readonly programme: ProgrammeService,
    private readonly pages: PageService,
    private readonly printed: PrintedService,
  ) {}

  @Serves(readProgramme)
  read() {
    return this.programme.bytes();
  }

  @Serves(readReleases)
  releases() {
    return this.programme.releases();
  }

  @Serves(printProgramme)
  print({ language }: AskedOf<typeof printProgramme>) {
    return this.printed.pdf(language);
  }

  @Serves(rootPage)
  root(_question: object, { headers }: Call) {
    return this.pages.root(asText(headers['cookie']), asText(headers['accept-language']));
  }

  @Serves(nowPage)
  now({ language }: AskedOf<typeof nowPage>) {
    return this.pages.now(language);
  }

  @Serves(programmePage)
  timetable({ language }: AskedOf<typeof programmePage>) {
    return this.pages.timetable(language);
  }

  @Serves(sessionPage)
  session({ language, session }: AskedOf<typeof sessionPage>) {
    return this.pages.session(language, session);
  }

  @Serves(privacyPage)
  privacy({ language }: AskedOf<typeof privacyPage>) {
    return this.pages.privacy(language);
  }

  @Serves(enterPage)
  enter({ language }: AskedOf<typeof enterPage>) {
    return this.pages.personal(language, 'enter', '/enter');
  }

  @Serves(enterStepPage)
  enterStep({ language, step }: AskedOf<typeof enterStepPage>) {
    return this.pages.personal(language, 'enter', `/enter/${encodeURIComponent(step)}`);
  }

  @Serves(accountPage)
  account({ language }: AskedOf<typeof accountPage>) {
    return this.pages.personal(language, 'account', '/account');
  }

  @Serves(helpPage)
  help({ language }: AskedOf<typeof helpPage>) {
    return this.pages.personal(language, 'help', '/help');
  }

  @Serves(deskPage)
  desk({ language, desk }: AskedOf<typeof deskPage>) {
    return this.pages.personal(language, 'desk', `/desk/${encodeURIComponent(desk)}`);
  }

  @Serves(speakerPage)
  speaker({ language }: AskedOf<typeof speakerPage>) {
    return this.pages.personal(language, 'speaker', '/speaker');
  }

  @Serves(partsPage)
  parts({ language }: AskedOf<typeof partsPage>) {
    return this.pages.parts(language);
  }

  @Serves(lostPage)
  lost(_question: object, { headers }: Call) {
    return this.pages.lost(asText(headers['accept-language']));
  }
}

const asText = (value: string | string[] | undefined): string | undefined => (Array.isArray(value) ? value[0] : value);
