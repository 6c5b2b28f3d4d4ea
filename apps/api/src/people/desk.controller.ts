import { type AskedOf, banPerson, changeRoles, confirmOfficial, findPeople, importPeople, invitePerson, letBackIn, myOfficials, readOfficial, readPerson, resendInvitation, revokeInvitation, saveOfficial, unbanPerson } from '@siccam/contract';
import { Controller } from '@nestjs/common';
import { type Call, callerOf, Serves } from '../wire';
import { BanService } from './ban.service';
import { DirectoryService } from './directory.service';
import { ImportService } from './import.service';
import { InvitationService } from './invitation.service';
import { OfficialService } from './official.service';
import type { Actor } from './organisers';
import { RoleService } from './role.service';

/** The organiser's people, and how officials are shown. */
@Controller()
export class DeskController {
  constructor(
    private readonly directory: DirectoryService,
    private readonly invitations: InvitationService,
    private readonly roles: RoleService,
    private readonly bans: BanService,
    private readonly imports: ImportService,
    private readonly officials: OfficialService,
  ) {}

  @Serves(findPeople)
  async find(question: AskedOf<typeof findPeople>) {
    return await this.directory.find(question);
  }

  @Serves(readPerson)
  async read({ person }: AskedOf<typeof readPerson>, call: Call) {
    return await this.directory.read(person, callerOf(call).id);
  }

  @Serves(invitePerson)
  async invite(question: AskedOf<typeof invitePerson>, call: Call) {
    return await this.invitations.invite(actorOf(call), question);
  }

  @Serves(resendInvitation)
  async resend({ person }: AskedOf<typeof resendInvitation>, call: Call) {
    return await this.invitations.resend(actorOf(call), person);
  }

  @Serves(revokeInvitation)
  async revoke({ person }: AskedOf<typeof revokeInvitation>, call: Call) {
    return await this.invitations.revoke(actorOf(call), person);
  }

  @Serves(changeRoles)
  async changeRoles(question: AskedOf<typeof changeRoles>, call: Call) {
    return await this.roles.change(actorOf(call), question);
  }

  @Serves(banPerson)
  async ban({ person }: AskedOf<typeof banPerson>, call: Call) {
    return await this.bans.ban(actorOf(call), person);
  }

  @Serves(unbanPerson)
  async unban({ person }: AskedOf<typeof unbanPerson>, call: Call) {
    return await this.bans.unban(actorOf(call), person);
  }

  @Serves(letBackIn)
  async letBack({ person }: AskedOf<typeof letBackIn>, call: Call) {
    return await this.invitations.letBack(actorOf(call), person);
  }

  @Serves(importPeople)
  async import(question: AskedOf<typeof importPeople>, call: Call) {
    return await this.imports.import(actorOf(call), question);
  }

  @Serves(readOfficial)
  async official({ person }: AskedOf<typeof readOfficial>) {
    return await this.officials.read(person);
  }

  @Serves(saveOfficial)
  async saveOfficial(question: AskedOf<typeof saveOfficial>, call: Call) {
    return await this.officials.save(actorOf(call), question);
  }

  @Serves(confirmOfficial)
  async confirmOfficial(question: AskedOf<typeof confirmOfficial>, call: Call) {
    return await this.officials.confirm(actorOf(call), question);
  }

  @Serves(myOfficials)
  async myOfficials(_question: object, call: Call) {
    return await this.officials.mine(callerOf(call).id);
  }
}

const actorOf = (call: Call): Actor => ({ caller: callerOf(call), address: call.address });
