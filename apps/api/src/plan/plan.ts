import type { Language, Plan, SeatState, Words } from '@siccam/contract';
import type { Tx } from '../platform';
import { Refusal } from '../wire';

/** What a plan holds at most. */
export const planMost = 300;

type Sql = Pick<Tx['sql'], 'query'>;
type Row = { sessions: string[] | null; seats: { session: string; state: SeatState['state']; place: number | null; until: string | null }[] | null; calendar: boolean; reminders: boolean };

/** In a query: whether a person asked for mails about their plan and can be written to. */
export const wantsMail = (person: string): string =>
  `${person}.kind = 'account' and ${person}.mail is not null and ${person}.mail_proven is not null and not ${isBanned(`${person}.id`)} and ${asked(`${person}.id`)}`;

/** In a query: whether a person is kept out of the fair. */
export const isBanned = (id: string): string => `exists (select 1 from ban b where b.person = ${id} and b.lifted is null)`;

const asked = (id: string): string => `exists (select 1 from consent c where c.person_id = ${id} and c.what = 'reminders' and c.withdrawn is null)`;

/** Someone's plan as it stands: what of it visitors may see. */
export async function planOf(sql: Sql, person: string): Promise<Plan> {
  const [row] = await sql.query<Row[]>(
    `with shown as (select s.id, s.starts, s.slug from session s join fair f on f.id = s.fair_id and f.current where s.state <> 'draft')
     select (select array_agg(e.session_id order by s.starts, s.slug) from plan_entry e join shown s on s.id = e.session_id where e.person = $1) as sessions,
       (select jsonb_agg(jsonb_build_object('session', t.session_id, 'state', t.state, 'until', t.until,
          'place', case when t.state = 'waiting' then (select count(*) from seat o where o.session_id = t.session_id and o.state = 'waiting' and (o.since, o.person) <= (t.since, t.person)) end) order by s.starts, s.slug)
        from seat t join shown s on s.id = t.session_id where t.person = $1 and t.state in ('seat', 'waiting', 'offered')) as seats,
       exists (select 1 from calendar_link l join fair f on f.id = l.fair_id and f.current where l.person = $1) as calendar,
       ${asked('$1')} as reminders`,
    [person],
  );
  return {
    sessions: row?.sessions ?? [],
    seats: (row?.seats ?? []).map(({ until, ...seat }) => ({ ...seat, until: until === null ? null : new Date(until).toISOString() })),
    calendar: row?.calendar ?? false,
    reminders: row?.reminders ?? false,
  };
}

/** Whatever adds to somebody's plan waits here for the one before, so that two never fill it over its edge; to be asked for after the locks of sessions. */
export const planInTurn = (tx: Tx, person: string): Promise<unknown> => tx.sql.query(`select pg_advisory_xact_lock(hashtextextended('plan ' || $1, 0))`, [person]);

/** Puts a session that visitors may see into a plan. */
export async function keep(tx: Tx, person: string, session: string): Promise<void> {
  await planInTurn(tx, person);
  const [known] = await tx.sql.query<{ there: boolean; count: number }[]>(
    `select exists (select 1 from plan_entry e where e.person = $1 and e.session_id = s.id) as there, (select count(*)::int from plan_entry e where e.person = $1) as count
     from session s join fair f on f.id = s.fair_id and f.current where s.id = $2 and s.state <> 'draft'`,
    [person, session],
  );
  if (!known) throw new Refusal('session.unknown');
  if (known.there) return;
  if (known.count >= planMost) throw new Refusal('plan.full');
  await tx.sql.query('insert into plan_entry (person, session_id, kept) values ($1, $2, clock_timestamp()) on conflict do nothing', [person, session]);
}

/** Someone who asked for mails about their plan. */
export type Reader = { id: string; mail: string; language: Language };
/** A session as a mail about it tells it. */
export type Mailed = { id: string; slug: string; title: Words; starts: string; delay: number; state: string };
