import { fairNow, offerLasts, type Plan, wallAt, wordsIn } from '@siccam/contract';
import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { FairService } from '../fair';
import { append } from '../feed';
import { postAll } from '../mail';
import { Beat, Database, isUnreachable, LOG, type Log, MachineClock, type Rest, type Tx, Vault } from '../platform';
import { ProgrammeService } from '../programme';
import { Refusal } from '../wire';
import { isBanned, keep, type Mailed, planOf, type Reader, wantsMail } from './plan';

type Session = Mailed & { fair: string; capacity: number | null; taken: number; waiting: number; open: boolean };
type Counted = { id: string; taken: number; waiting: number; limited: boolean; unsettled: boolean; owed: boolean };

const restAtLeast = 1000;
const lookEvery = 4000;
// Each change of what is seen of seats is a new programme for everyone who has a page open.
const toldAtMostEach = 5000;
// Who waits for their turn at one session's seats waits without a connection of the database; so many are served within some seconds.
const inLine = 500;
const toldAgainAfter = 10_000;

// Whoever asks is told by what was decided; where nobody decided anything, as with what happens beside the stages, the time is over with its end.
const open = `(s.state in ('doors', 'live', 'paused') or (s.state = 'released' and s.ends::timestamp + make_interval(mins => s.delay) > $2::timestamp))`;

/**
 * Seats where they are limited. Each decision about a session's seats waits for its row, so they are one after the other. A seat is given
 * back only by whoever has it, or by a ban: no cut of the network, no change of the programme and no smaller room takes it away.
 */
@Injectable()
export class SeatsService implements OnApplicationBootstrap, OnModuleDestroy {
  private told = { what: '', at: 0 };
  private readonly lines = new Map<string, { last: Promise<void>; waiting: number }>();
  private readonly beat = new Beat(() => this.look());

  constructor(
    private readonly database: Database,
    private readonly programme: ProgrammeService,
    private readonly fairs: FairService,
    private readonly vault: Vault,
    private readonly clock: MachineClock,
    @Inject(LOG) private readonly log: Log,
  ) {}

  onApplicationBootstrap(): void {
    this.beat.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.beat.stop();
  }

  /** A seat, or the last place of the waiting list; whoever has one keeps it. */
  async take(person: string, session: string): Promise<Plan> {
    return await this.inTurn(session, async (tx) => {
      const row = await this.locked(tx, session);
      const [mine] = await tx.sql.query<object[]>('select 1 from seat where person = $1 and session_id = $2', [person, session]);
      if (!mine) {
        if (row.capacity === null) throw new Refusal('plan.noSeats');
        if (!row.open) throw new Refusal('session.notAllowedNow');
        await keep(tx, person, session);
        // Nobody passes those who wait.
        const [got] = await tx.sql.query<[object[], number]>('update session set taken = taken + 1 where id = $1 and taken < capacity and waiting = 0 returning id', [session]);
        if (got.length === 0) await tx.sql.query('update session set waiting = waiting + 1 where id = $1', [session]);
        await tx.sql.query('insert into seat (person, session_id, state, since) values ($1, $2, $3, clock_timestamp())', [person, session, got.length > 0 ? 'seat' : 'waiting']);
      }
      return await planOf(tx.sql, person);
    });
  }

  /** Takes what was offered, while it is kept; said twice, it is one seat. */
  async accept(person: string, session: string): Promise<Plan> {
    return await this.inTurn(session, async (tx) => {
      await this.locked(tx, session);
      await tx.sql.query(`update seat set state = 'seat', until = null where person = $1 and session_id = $2 and state = 'offered' and until > clock_timestamp()`, [person, session]);
      const [mine] = await tx.sql.query<object[]>(`select 1 from seat where person = $1 and session_id = $2 and state = 'seat'`, [person, session]);
      if (!mine) throw new Refusal('plan.offerOver');
      return await planOf(tx.sql, person);
    });
  }

  /** Gives back what one has; the next one gets an offer. */
  async leave(person: string, session: string): Promise<Plan> {
    return await this.inTurn(session, async (tx) => {
      const row = await this.locked(tx, session);
      await this.giveBack(tx, person, row);
      return await planOf(tx.sql, person);
    });
  }

  /** The same for who takes the session out of their plan. */
  async forget(person: string, session: string): Promise<Plan> {
    return await this.inTurn(session, async (tx) => {
      await this.giveBack(tx, person, await this.locked(tx, session));
      await tx.sql.query('delete from plan_entry where person = $1 and session_id = $2', [person, session]);
      return await planOf(tx.sql, person);
    });
  }

  /** What a guest has becomes that of an account; where both have something the better stays, and the other is given back. */
  async carryOver(tx: Tx, guest: string, person: string): Promise<void> {
    const mine = await tx.sql.query<{ session: string }[]>('select session_id as session from seat where person = $1 order by session_id', [guest]);
    for (const { session } of mine) {
      await tx.sql.query('select 1 from session where id = $1 for no key update', [session]);
      await tx.sql.query(
        `with both_have as (select person from seat where session_id = $3 and person in ($1, $2) order by array_position('{seat,offered,waiting}', state), since, person),
              other as (delete from seat s using (select person from both_have offset 1) o where s.session_id = $3 and s.person = o.person returning 1)
         select count(*) from other`,
        [guest, person, session],
      );
      await tx.sql.query('update seat set person = $2 where person = $1 and session_id = $3', [guest, person, session]);
      await this.settleIn(tx, session);
    }
    if (mine.length > 0) this.wake();
  }

  /** Asks for a look soon. */
  wake(): void {
    this.beat.wake();
  }

  /**
   * Decides about one session's seats, one after the other already here: waiting for its row each would hold a connection, and those
   * who ask for anything else would wait for one popular workshop.
   */
  private async inTurn(session: string, work: (tx: Tx) => Promise<Plan>): Promise<Plan> {
    const line = this.lines.get(session) ?? { last: Promise.resolve(), waiting: 0 };
    if (line.waiting >= inLine) throw new Refusal('wire.unavailable', 2);
    this.lines.set(session, line);
    line.waiting += 1;
    const mine = line.last.then(() => this.database.decide(work));
    line.last = mine.then(nothing, nothing);
    try {
      return await mine;
    } finally {
      line.waiting -= 1;
      if (line.waiting === 0) this.lines.delete(session);
      this.wake();
    }
  }

  private async giveBack(tx: Tx, person: string, { id }: Session): Promise<void> {
    const [gone] = await tx.sql.query<[object[], number]>('delete from seat where person = $1 and session_id = $2 returning person', [person, id]);
    if (gone.length > 0) await this.settleIn(tx, id);
  }

  private async locked(tx: Tx, session: string): Promise<Session> {
    const row = await this.found(tx, session);
    if (!row) throw new Refusal('session.unknown');
    return row;
  }

  private async found(tx: Tx, session: string): Promise<Session | undefined> {
    const [row] = await tx.sql.query<Session[]>(
      `select s.id, s.slug, s.title, s.starts, s.delay, s.state, s.fair_id as fair, s.capacity, s.taken, s.waiting, ${open} as open
       from session s join fair f on f.id = s.fair_id and f.current where s.id = $1 and s.state <> 'draft' for no key update of s`,
      [session, this.wall()],
    );
    return row;
  }

  /** What the fair's clock shows. */
  private wall(): string {
    const { fair } = this.programme.current();
    return wallAt(fairNow(fair.clock, this.clock.now()), fair.offset);
  }

  /**
   * Brings a session's seats to what they should be: offers that are over end, those who wait get what is free, and the figures are
   * counted anew. Whoever erased themselves or was banned, a larger room and an offer that nobody took all end here; safe to do at any time and twice.
   */
  private async settleIn(tx: Tx, session: string): Promise<void> {
    const row = await this.found(tx, session);
    if (!row) return;
    await tx.sql.query(`delete from seat t where session_id = $1 and ((state = 'offered' and until <= clock_timestamp()) or ${isBanned('t.person')})`, [session]);
    // Where seats are limited no more, whoever waited can come.
    if (row.capacity === null) await tx.sql.query(`update seat set state = 'seat', until = null where session_id = $1 and state in ('waiting', 'offered')`, [session]);
    else if (row.open) await this.offer(tx, row);
    await tx.sql.query(
      `update session s set taken = c.taken, waiting = c.waiting from (select count(*) filter (where state in ('seat', 'offered')) as taken, count(*) filter (where state = 'waiting') as waiting from seat where session_id = $1) c where s.id = $1`,
      [session],
    );
  }

  private async offer(tx: Tx, row: Session): Promise<void> {
    const [offered] = await tx.sql.query<[{ person: string; until: Date }[], number]>(
      `update seat t set state = 'offered', told = false, until = clock_timestamp() + make_interval(secs => $2)
       from (select person from seat where session_id = $1 and state = 'waiting' order by since, person limit greatest(0, $3 - (select count(*) from seat where session_id = $1 and state in ('seat', 'offered')))) n
       where t.session_id = $1 and t.person = n.person returning t.person, t.until`,
      [row.id, offerLasts / 1000, row.capacity],
    );
    if (offered.length === 0) return;
    const readers = await tx.sql.query<Reader[]>(`select p.id, p.mail, coalesce(p.language, 'ar') as language from person p where p.id = any($1::uuid[]) and ${wantsMail('p')}`, [offered.map(({ person }) => person)]);
    const letters = readers.map(({ id, mail, language }) => {
      const until = offered.find(({ person }) => person === id)?.until.toISOString() ?? '';
      const sessions = JSON.stringify([{ title: wordsIn(row.title, language).text, starts: row.starts, delay: row.delay }]);
      return { kind: 'seatOffered' as const, fair: row.fair, person: id, to: mail, language, values: { sessions, until, page: `s/${row.slug}` }, key: `seatOffered:${row.id}:${id}:${until}` };
    });
    await postAll(tx, this.vault, letters);
  }

  private async look(): Promise<Rest> {
    try {
      let counted = await this.counted();
      const unsettled = counted.filter((one) => one.unsettled);
      for (const { id } of unsettled) await this.database.decide((tx) => this.settleIn(tx, id));
      if (unsettled.length > 0) counted = await this.counted();
      await this.tell(counted);
    } catch (error) {
      // The database is away, which its health says, or the programme is not built yet.
      if (!isUnreachable(error) && !(error instanceof Refusal)) this.log.error({ error: String(error) }, 'seats could not be looked at');
    }
    return { atLeast: restAtLeast, atMost: lookEvery };
  }

  private async counted(): Promise<Counted[]> {
    return await this.database.rows<Counted>(
      `select s.id, s.taken, s.waiting, s.capacity is not null as limited,
         (s.taken <> coalesce(c.taken, 0) or s.waiting <> coalesce(c.waiting, 0) or coalesce(c.over, false)
          or (coalesce(c.pending, 0) > 0 and s.capacity is null) or (coalesce(c.waiting, 0) > 0 and s.taken < s.capacity and ${open})) as unsettled,
         coalesce(c.owed, false) as owed
       from session s join fair f on f.id = s.fair_id and f.current
       left join (select session_id, count(*) filter (where state in ('seat', 'offered')) as taken, count(*) filter (where state = 'waiting') as waiting,
                    count(*) filter (where state in ('waiting', 'offered')) as pending, bool_or(state = 'offered' and not told) as owed, bool_or((state = 'offered' and until <= now()) or ${isBanned('seat.person')}) as over
                  from seat group by session_id) c on c.session_id = s.id
       where s.state <> $1 and (s.capacity is not null or c.session_id is not null) order by s.id`,
      ['draft', this.wall()],
    );
  }

  /** Gives the programme a version that shows the figures as they are. Whoever is offered a seat learns of it by one, though the figures may be what they were: one left, one came. */
  private async tell(counted: readonly Counted[]): Promise<void> {
    const { fair, sessions } = this.programme.current();
    const shown = new Map(sessions.map(({ id, seats }) => [id, seats]));
    const news = counted.filter(({ id, limited, taken, waiting }) => {
      const seats = shown.get(id);
      return limited && seats && (seats.taken !== taken || seats.waiting !== waiting);
    });
    const what = JSON.stringify(news);
    const owed = counted.flatMap((one) => (one.owed ? [one.id] : []));
    const now = this.clock.now();
    // What was told a moment ago is on its way into the programme.
    if (news.length + owed.length === 0 || now < this.told.at + (what === this.told.what && owed.length === 0 ? toldAgainAfter : toldAtMostEach)) return;
    await this.database.decide(async (tx) => {
      // In one decision with the telling: whoever is killed before it leaves it to the next.
      await tx.sql.query(`update seat set told = true where session_id = any($1::uuid[]) and state = 'offered' and not told`, [owed]);
      append(tx, `fair:${fair.id}`, 'programme.changed', { version: await this.fairs.countChange(tx, fair.id) });
    });
    this.told = { what, at: now };
  }
}

const nothing = () => undefined;
