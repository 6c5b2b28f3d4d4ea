import { type ChangeKind, fairNow, momentAt, type Session, wallAt, wordsIn } from '@siccam/contract';
import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { postAll } from '../mail';
import { Beat, Database, enqueue, isUnreachable, Jobs, LOG, type Log, MachineClock, type Rest, type Tx, Vault } from '../platform';
import { ProgrammeService } from '../programme';
import { type Published, ReleaseHearers } from '../timetable';
import { Refusal } from '../wire';
import { type Mailed, type Reader, wantsMail } from './plan';

const minute = 60_000;
/** How long before a session begins those who keep it are reminded. */
const before = 20 * minute;
const lookEvery = 15_000;
// One decision must not hold a crowd's rows for long.
const atOnce = 200;
// Where somebody would come too late, to the wrong place, in vain, or for somebody else.
const worthAMail: readonly ChangeKind[] = ['removed', 'cancelled', 'restored', 'earlier', 'later', 'delayed', 'stage', 'length', 'title', 'replaced'];

/** Mails to those who asked for them: before what is in their plan begins, and when a release changed it. */
@Injectable()
export class RemindersService implements OnModuleInit, OnApplicationBootstrap, OnModuleDestroy {
  private readonly beat = new Beat(() => this.look());

  constructor(
    private readonly database: Database,
    private readonly programme: ProgrammeService,
    private readonly hearers: ReleaseHearers,
    private readonly jobs: Jobs,
    private readonly vault: Vault,
    private readonly clock: MachineClock,
    @Inject(LOG) private readonly log: Log,
  ) {}

  onModuleInit(): void {
    this.hearers.add({ concerned: (sessions) => this.concerned(sessions), published: (tx, what) => this.published(tx, what) });
    this.jobs.on('plan.changed', ({ fair, number }) => this.tellChanged(String(fair), Number(number)));
  }

  onApplicationBootstrap(): void {
    this.beat.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.beat.stop();
  }

  /** Asks for a look soon. */
  wake(): void {
    this.beat.wake();
  }

  /** Whom a change of these sessions concerns. */
  private async concerned(sessions: readonly string[]): Promise<{ plans: number; reminded: number }> {
    const [row] = await this.database.rows<{ plans: number; reminded: number }>(
      `select count(distinct e.person)::int as plans, count(distinct e.person) filter (where exists (select 1 from person p where p.id = e.person and ${wantsMail('p')}))::int as reminded from plan_entry e where e.session_id = any($1::uuid[])`,
      [sessions],
    );
    return row ?? { plans: 0, reminded: 0 };
  }

  /** A reminder that waits to be sent must not tell an old hour, or call to what is cancelled. */
  private async published(tx: Tx, { fair, number, changes }: Published): Promise<void> {
    const sessions = concerning(changes);
    if (sessions.length === 0) return;
    // It is written anew while the session still begins then: what was not sent has reminded nobody.
    await tx.sql.query(
      `with unsent as (delete from mail where kind = 'reminder' and state in ('waiting', 'held') and "values"->>'session' = any($1) returning person_id as person, ("values"->>'session')::uuid as session)
       update plan_entry e set reminded = null from unsent u where e.person = u.person and e.session_id = u.session`,
      [sessions],
    );
    // An offer of a seat calls to it too; whoever has it sees on its page what became of it.
    const gone = [...new Set(changes.filter(({ kind }) => kind === 'cancelled' || kind === 'removed').map(({ session }) => session))];
    if (gone.length > 0) await tx.sql.query(`delete from mail where kind = 'seatOffered' and state in ('waiting', 'held') and split_part(key, ':', 2) = any($1)`, [gone]);
    await enqueue(tx, 'plan.changed', { fair: fair.id, number }, { key: `plan.changed:${fair.id}:${number}` });
  }

  /** One mail a person and release, however often this runs. */
  private async tellChanged(fair: string, number: number): Promise<void> {
    const [release] = await this.database.rows<{ changes: Published['changes']; made: Date }>('select changes, made from release where fair_id = $1 and number = $2', [fair, number]);
    if (!release) return;
    const sessions = await this.database.rows<Mailed>('select id, slug, title, starts, delay, state from session where id = any($1::uuid[]) order by starts, slug', [concerning(release.changes)]);
    // Whoever kept it later has seen it as it is.
    const readers = await this.database.rows<Reader & { sessions: string[] }>(
      `select p.id, p.mail, coalesce(p.language, 'ar') as language, array_agg(e.session_id) as sessions from plan_entry e join person p on p.id = e.person
       where e.session_id = any($1::uuid[]) and e.kept <= $2 and ${wantsMail('p')} group by p.id order by p.id`,
      [sessions.map(({ id }) => id), release.made],
    );
    const letters = readers.map(({ id, mail, language, sessions: kept }) => {
      const told = sessions.filter((session) => kept.includes(session.id)).map(({ title, starts, delay, state }) => ({ title: wordsIn(title, language).text, starts: state === 'cancelled' ? null : starts, delay }));
      return { kind: 'planChanged' as const, fair, person: id, to: mail, language, values: { sessions: JSON.stringify(told) }, key: `planChanged:${fair}:${number}:${id}` };
    });
    for (let at = 0; at < letters.length; at += atOnce) await this.database.decide((tx) => postAll(tx, this.vault, letters.slice(at, at + atOnce)));
  }

  private async look(): Promise<Rest> {
    try {
      const { fair, sessions } = this.programme.current();
      const now = fairNow(fair.clock, this.clock.now());
      for (const session of sessions) {
        const starts = momentAt(session.starts, fair.offset) + session.delay * minute;
        if (!['released', 'doors'].includes(session.state) || now < starts - before || now >= starts) continue;
        await this.remind(fair.id, session, { wall: wallAt(starts, fair.offset), until: new Date(this.clock.now() + starts - now) });
      }
    } catch (error) {
      // The database is away, which its health says, or the programme is not built yet.
      if (!isUnreachable(error) && !(error instanceof Refusal)) this.log.error({ error: String(error) }, 'reminders could not be looked for');
    }
    return { atLeast: 0, atMost: lookEvery };
  }

  /** Whoever keeps a session is reminded of each start once: what was moved is another start. Several servers may do this at once. */
  private async remind(fair: string, { id, starts, delay, slug, title }: Session, { wall, until }: { wall: string; until: Date }): Promise<void> {
    const due = `from plan_entry e join person p on p.id = e.person join session s on s.id = e.session_id
      where e.session_id = $1 and e.reminded is distinct from $2 and s.state in ('released', 'doors') and s.starts = $3 and s.delay = $4 and ${wantsMail('p')}`;
    for (;;) {
      const [any] = await this.database.rows(`select 1 ${due} limit 1`, [id, wall, starts, delay]);
      if (!any) return;
      const done = await this.database.decide(async (tx) => {
        const [readers] = await tx.sql.query<[Reader[], number]>(
          `with due as (select e.person ${due} order by e.person limit ${atOnce} for no key update of e skip locked)
           update plan_entry e set reminded = $2 from due d, person p where e.session_id = $1 and e.person = d.person and p.id = d.person
           returning p.id, p.mail, coalesce(p.language, 'ar') as language`,
          [id, wall, starts, delay],
        );
        const letters = readers.map((reader) => {
          const values = { session: id, page: `s/${slug}`, until: until.toISOString(), sessions: JSON.stringify([{ title: wordsIn(title, reader.language).text, starts, delay }]) };
          return { kind: 'reminder' as const, fair, person: reader.id, to: reader.mail, language: reader.language, values, key: `reminder:${id}:${wall}:${reader.id}` };
        });
        await postAll(tx, this.vault, letters);
        return readers.length;
      });
      if (done < atOnce) return;
    }
  }
}

const concerning = (changes: Published['changes']): string[] => [...new Set(changes.filter(({ kind }) => worthAMail.includes(kind)).map(({ session }) => session))];
