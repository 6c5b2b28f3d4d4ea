import type { Ask, Route } from './door';
import { enterTopic, leaveTopic, syncTopic } from './feed';
import { readHealth, readMetrics, reportFault } from './health';
import { lostPage, nowPage, partsPage, privacyPage, programmePage, rootPage, sessionPage } from './page';
import { whoAmI } from './people';
import { readProgramme } from './programme';
import { moveSession, readStage, receiveWebhook, setOnAir, takeSpeakerTicket, takeTicket } from './stage';

/** Every door of the server, once: what is not in this list does not exist, and a door of it that nothing serves stops the start. */
export const doors = [
  readHealth,
  readMetrics,
  reportFault,
  rootPage,
  nowPage,
  programmePage,
  sessionPage,
  privacyPage,
  partsPage,
  lostPage,
  whoAmI,
  readProgramme,
  readStage,
  takeTicket,
  takeSpeakerTicket,
  moveSession,
  setOnAir,
  receiveWebhook,
  enterTopic,
  leaveTopic,
  syncTopic,
] as const satisfies readonly (Route | Ask)[];
