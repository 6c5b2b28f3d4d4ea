import { type DraftSession, momentOf } from '@siccam/contract';
import { conflictsOf, dayPlus, minutesBetween, wallPlus } from '@siccam/timetable';
import { type EntityManager, Not } from 'typeorm';
import { Fair } from '../fair';
import { append, writeFacts } from '../feed';
import { RoleHeld } from '../people';
import { Session, SessionPerson, Stage } from '../programme';
import type { Tx } from '../platform';
import { adoptProgramme, type DraftFairRow, DraftRow, moveDraft, writeDraft } from '../timetable';
import { demoFair, demoSessions, demoStages, demoUnplaced } from './demo.data';
import { demoId } from './demo.people';
import { type FairMoment, nextFairDays, standingAt } from './demo.rules';
import { sowPeople } from './people.seed';

/** Makes sure there is a current fair: the demonstration, or one without sessions. Runs at every start and seeds once. */
export async function seed(sql: EntityManager, wanted: 'demo' | 'empty', moment: FairMoment, now: number): Promise<void> {
  const fairs = sql.getRepository(Fair);
  const fair = (await fairs.findOneBy({ slug: wanted })) ?? (wanted === 'demo' ? await sowDemo(sql, now) : await sowEmpty(sql, now));
  await fairs.update({ current: true }, { current: false });
  await fairs.update({ id: fair.id }, { current: true });
  const tx: Tx = { sql, facts: [] };
  const adopted = await adoptProgramme(tx, fair, { by: 'demo', at: new Date(now), accountOf: ({ name }) => (wanted === 'demo' && name.fr === 'Nadia F.' ? demoId('nadia-f') : null) });
  if (wanted === 'demo' && adopted) await sowDraft(tx, fair, now);
  if (wanted === 'demo') await rewind(tx, fair.id, moment, now);
  await writeFacts(tx);
}

async function sowDemo(sql: EntityManager, now: number): Promise<Fair> {
  const days = nextFairDays(now, demoFair.zone);
  const fair = await sql.getRepository(Fair).save({ ...demoFair, current: false, demo: true, days, programmeVersion: 1 });
  const stages = new Map<string, string>();
  for (const [position, [key, stage]] of Object.entries(demoStages).entries()) {
    const saved = await sql.getRepository(Stage).save({ ...stage, fairId: fair.id, position });
    stages.set(key, saved.id);
  }
  for (const { people, seats, stage, day, from, to, cancelled, ...rest } of demoSessions) {
    const session = await sql.getRepository(Session).save({
      ...rest,
      ...seats,
      fairId: fair.id,
      stageId: stage === null ? null : (stages.get(stage) ?? null),
      starts: `${days[day]}T${from}`,
      ends: `${days[day]}T${to}`,
      state: cancelled ? ('cancelled' as const) : ('released' as const),
    });
    await sql.query(
      `insert into seat (person, session_id, state, since) select gen_random_uuid(), $1, case when n <= $2 then 'seat' else 'waiting' end, now() - interval '1 day' + make_interval(secs => n) from generate_series(1, $3::int) n`,
      [session.id, seats?.taken ?? 0, (seats?.taken ?? 0) + (seats?.waiting ?? 0)],
    );
    await sql.getRepository(SessionPerson).save(people.map((person, position) => ({ ...person, sessionId: session.id, position })));
  }
  await sql.getRepository(RoleHeld).save([
    new RoleHeld({ holder: 'bot', role: 'stageManager', fairId: fair.id, objectId: fair.id, objectKind: 'fair', givenBy: 'demo' }),
    new RoleHeld({ holder: 'bot', role: 'speaker', fairId: fair.id, objectId: fair.id, objectKind: 'fair', givenBy: 'demo' }),
  ]);
  return fair;
}

/** A real fair before its organiser has built it: its name, two days, and nothing on them. */
async function sowEmpty(sql: EntityManager, now: number): Promise<Fair> {
  const days = nextFairDays(now, demoFair.zone);
  return await sql.getRepository(Fair).save({ ...demoFair, contact: null, slug: 'empty', current: false, demo: false, days, programmeVersion: 1 });
}

/** What the organiser has beyond what is published: sessions without a place, and conflicts of the published ones that were decided upon. */
async function sowDraft(tx: Tx, fair: DraftFairRow, now: number): Promise<void> {
  const rows = await tx.sql.getRepository(DraftRow).findBy({ fairId: fair.id });
  const items = new Map(rows.flatMap(({ id, content }) => (content ? [[id, content] as const] : [])));
  const conflicts = conflictsOf({ zone: fair.zone, items });
  const at = new Date(now).toISOString();
  const lived = rows.flatMap(({ id, revision, content }) => {
    const accepted = conflicts.filter(({ sessions }) => sessions[0] === id).slice(0, acceptedMost).map(({ key }) => ({ key, at }));
    return content?.kind === 'session' && accepted.length > 0 ? [{ id, revision, content: { ...content, accepted } }] : [];
  });
  const unplaced = demoUnplaced.map(({ slug, kind, ...rest }) => ({ id: demoId(`unplaced ${slug}`), revision: 0, content: { ...nothingYet, ...rest, slug, is: kind } }));
  await writeDraft(tx, fair, { by: 'demo', at: new Date(now) }, [...lived, ...unplaced]);
}

// As many as a session may hold.
const acceptedMost = 60;
const nothingYet = { kind: 'session', stage: null, starts: null, delay: 0, cancelled: false, interpreted: [], people: [], audience: ['candidates'], attachments: [], recorded: false, accepted: [], source: null, extra: null } satisfies Partial<DraftSession>;

/** Who has a seat where the demonstration says that seats are taken: nobody who ever comes. */
async function sowSeats(sql: EntityManager, fairId: string): Promise<void> {
  for (const { slug, seats } of demoSessions) {
    if (!seats) continue;
    await sql.query(
      `insert into seat (person, session_id, state, since) select gen_random_uuid(), s.id, case when n <= $3 then 'seat' else 'waiting' end, now() - make_interval(mins => 600 - n)
       from session s, generate_series(1, $3::integer + $4::integer) n where s.fair_id = $1 and s.slug = $2 and not exists (select 1 from seat x where x.session_id = s.id)`,
      [fairId, slug, seats.taken, seats.waiting],
    );
  }
}

/** Sets the demonstration's clock, moves it to the coming days when its own are past, and puts every session where it stands at that moment. */
async function rewind(tx: Tx, fairId: string, moment: FairMoment, now: number): Promise<void> {
  const { sql } = tx;
  const fair = await sql.getRepository(Fair).findOneByOrFail({ id: fairId });
  const coming = nextFairDays(now, fair.zone);
  const fairAt = momentOf(`${coming[moment.day]}T${moment.time}`, fair.zone);
  // In whole weeks, whatever days an organiser has given it since.
  const by = 7 * Math.floor(minutesBetween(`${fair.days[0]}T00:00`, `${coming[0]}T00:00`) / 10_080);
  const days = fair.days.map((day) => dayPlus(day, by));
  if (by !== 0) await moveDraft(tx, fairId, by, new Date(now));
  for (const session of await sql.getRepository(Session).findBy({ fairId, state: Not('draft' as const) })) {
    const [starts, ends] = [wallPlus(session.starts, by * 1440), wallPlus(session.ends, by * 1440)];
    const { state, since } = standingAt({ ...session, starts, ends }, fairAt, fair.zone);
    await sql.getRepository(Session).update({ id: session.id }, { starts, ends, state, since: new Date(now - fairAt + since), onAir: [], lit: null, litSince: new Date(now) });
    if (session.onAir.length > 0) append(tx, `session:${session.id}`, 'stage.aired', { onAir: [] });
    if (session.lit !== null) append(tx, `session:${session.id}`, 'stage.lit', { session: session.id, lit: null, since: new Date(now).toISOString() });
  }
  const programmeVersion = fair.programmeVersion + 1;
  await sql.getRepository(Fair).update({ id: fairId }, { days, contact: demoFair.contact, programmeVersion, clockFairAt: new Date(fairAt), clockMachineAt: new Date(now) });
  await sowPeople(sql, { ...fair, days }, now);
  await sowSeats(sql, fairId);
  append(tx, `fair:${fairId}`, 'programme.changed', { version: programmeVersion });
}
