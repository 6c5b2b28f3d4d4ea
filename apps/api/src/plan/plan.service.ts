import { randomUUID } from 'node:crypto';
import { type AnswerOf, type AskedOf, type Plan, type planCalendar, type remindMe } from '@siccam/contract';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { ConsentsService, Entrance, PeopleService } from '../people';
import { Database, type Tx } from '../platform';
import { type Call, Refusal, take } from '../wire';
import { CalendarService } from './calendar.service';
import { keep, planInTurn, planMost, planOf } from './plan';
import { SeatsService } from './seats.service';

// Guests cost nothing to make: so many seats of one session an hour go to those of one network. Whoever has an account is not counted.
const guestSeats = 20;

/** What someone means to attend: a guest under the id of their cookie, so that an account made from it has it too. */
@Injectable()
export class PlanService implements OnModuleInit {
  private readonly taken = new RateLimiterMemory({ points: guestSeats, duration: 3600 });

  constructor(
    private readonly database: Database,
    private readonly people: PeopleService,
    private readonly entrance: Entrance,
    private readonly consents: ConsentsService,
    private readonly seats: SeatsService,
    private readonly calendars: CalendarService,
  ) {}

  onModuleInit(): void {
    this.entrance.onCarryOver((tx, guest, person) => this.carryOver(tx, guest, person));
  }

  async read(call: Call): Promise<Plan> {
    return await planOf(this.database.source, await this.whose(call));
  }

  async keep(call: Call, { session, keep: wanted }: { session: string; keep: boolean }): Promise<Plan> {
    const person = await this.whose(call);
    if (!wanted) return await this.seats.forget(person, session);
    return await this.database.decide(async (tx) => {
      await keep(tx, person, session);
      return await planOf(tx.sql, person);
    });
  }

  async seat(call: Call, { session }: { session: string }): Promise<Plan> {
    const person = await this.whose(call);
    if (call.caller?.kind === 'guest') await this.mayTake(person, session, call.address);
    return await this.seats.take(person, session);
  }

  private async mayTake(person: string, session: string, address: string): Promise<void> {
    const [already] = await this.database.rows('select 1 from seat where person = $1 and session_id = $2', [person, session]);
    if (already) return;
    await take(this.taken, `${session} ${address}`);
  }

  async leave(call: Call, { session }: { session: string }): Promise<Plan> {
    return await this.seats.leave(await this.whose(call), session);
  }

  async accept(call: Call, { session }: { session: string }): Promise<Plan> {
    return await this.seats.accept(await this.whose(call), session);
  }

  /** Mails about what is in the plan, by a consent of their own. */
  async remind(call: Call, { on, version, language }: AskedOf<typeof remindMe>): Promise<Plan> {
    const person = await this.whose(call);
    return await this.database.decide(async (tx) => {
      if (on) {
        // An address that nobody has proven may be a stranger's.
        const [written] = await tx.sql.query<object[]>(`select 1 from person where id = $1 and kind = 'account' and mail is not null and mail_proven is not null for update`, [person]);
        if (!written) throw new Refusal('people.mailNeeded');
        await this.consents.give(tx, person, { what: 'reminders', version, language });
      } else await this.consents.withdraw(tx, person, 'reminders');
      return await planOf(tx.sql, person);
    });
  }

  async calendar(call: Call, { on }: AskedOf<typeof planCalendar>): Promise<AnswerOf<typeof planCalendar>> {
    const person = await this.whose(call);
    return await this.database.decide(async (tx) => {
      const token = on ? await this.calendars.link(tx, person) : null;
      if (!on) await tx.sql.query('delete from calendar_link where person = $1', [person]);
      return { plan: await planOf(tx.sql, person), token };
    });
  }

  /** Under whose id the plan is. An older cookie of a guest who has an account by now is made a new guest's: it opens nothing of the account. */
  private async whose({ caller, keep: keepCookie }: Call): Promise<string> {
    if (!caller || caller.kind === 'bot' || caller.kind === 'banned') throw new Refusal('wire.forbidden');
    const [known] = await this.database.rows<{ kind: 'guest' | 'account'; here: boolean }>('select p.kind, p.fair_id = f.id as here from person p join fair f on f.current where p.id = $1', [caller.id]);
    if (caller.kind === 'person') {
      if (known?.kind !== 'account' || !known.here) throw new Refusal('people.signedOut');
      return caller.id;
    }
    if (known?.kind !== 'account') return caller.id;
    const id = randomUUID();
    keepCookie(this.people.cookies.write({ kind: 'guest', id, named: false }));
    return id;
  }

  /** A guest's plan goes to the account that they enter. */
  private async carryOver(tx: Tx, guest: string, person: string): Promise<void> {
    await this.seats.carryOver(tx, guest, person);
    await planInTurn(tx, person);
    // Seats first, then the newest, as far as there is room.
    await tx.sql.query(
      `insert into plan_entry (person, session_id, kept)
       select $2, e.session_id, e.kept from plan_entry e where e.person = $1 and not exists (select 1 from plan_entry o where o.person = $2 and o.session_id = e.session_id)
       order by exists (select 1 from seat t where t.person = $2 and t.session_id = e.session_id) desc, e.kept desc
       limit greatest(0, $3 - (select count(*)::int from plan_entry where person = $2)) on conflict do nothing`,
      [guest, person, planMost],
    );
    await tx.sql.query('delete from plan_entry where person = $1', [guest]);
    // A calendar that follows the guest's address goes on, unless the account has one.
    await tx.sql.query('update calendar_link set person = $2 where person = $1 and not exists (select 1 from calendar_link where person = $2)', [guest, person]);
    await tx.sql.query('delete from calendar_link where person = $1', [guest]);
  }
}
