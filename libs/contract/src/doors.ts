import { anotherDevice, beginFactor, changeMail, changePassword, deleteMe, dropFactor, endOtherSignIns, endSignIn, myData, newRecovery, proveFactor, readAccount, saveAccount } from './account';
import { banPerson, changeRoles, findPeople, importPeople, invitePerson, letBackIn, readPerson, resendInvitation, revokeInvitation, unbanPerson } from './desk';
import type { Ask, Route } from './door';
import { bringSecondFactor, confirmMyself, demoCode, enterAs } from './enter';
import { enterTopic, leaveTopic, syncTopic } from './feed';
import { readHealth, readMetrics, readOpenapi, reportFault } from './health';
import { accountPage, deskPage, enterPage, enterStepPage, helpPage, lostPage, nowPage, partsPage, privacyPage, programmePage, rootPage, sessionPage } from './page';
import { confirmOfficial, myOfficials, nameGuest, readOfficial, saveOfficial, whoAmI } from './people';
import { readProgramme } from './programme';
import { moveSession, readStage, receiveWebhook, setOnAir, takeSpeakerTicket, takeTicket } from './stage';

/** Every door of the server, once: what is not in this list does not exist, and a door of it that nothing serves stops the start. */
export const doors = [
  readHealth,
  readMetrics,
  reportFault,
  readOpenapi,
  rootPage,
  nowPage,
  programmePage,
  sessionPage,
  privacyPage,
  enterPage,
  enterStepPage,
  accountPage,
  helpPage,
  deskPage,
  partsPage,
  lostPage,
  whoAmI,
  nameGuest,
  bringSecondFactor,
  confirmMyself,
  readAccount,
  saveAccount,
  changePassword,
  changeMail,
  beginFactor,
  proveFactor,
  newRecovery,
  dropFactor,
  endSignIn,
  endOtherSignIns,
  anotherDevice,
  enterAs,
  demoCode,
  myData,
  deleteMe,
  findPeople,
  readPerson,
  invitePerson,
  resendInvitation,
  revokeInvitation,
  changeRoles,
  banPerson,
  unbanPerson,
  letBackIn,
  importPeople,
  readOfficial,
  saveOfficial,
  confirmOfficial,
  myOfficials,
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
