import { momentOf } from '@siccam/contract';
import { dayPlus, minutesBetween, wallPlus } from '@siccam/timetable';
import { type EntityManager, Not } from 'typeorm';
import { Fair } from '../fair';
import { append, writeFacts } from '../feed';
import { RoleHeld } from '../people';
import { Session, SessionPerson, Stage } from '../programme';
import type { Tx } from '../platform';
import { adoptProgramme, moveDraft } from '../timetable';
import { demoFair, demoSessions, demoStages } from './demo.data';
import { demoId } from './demo.people';
import { type FairMoment, nextFairDays, standingAt } from './demo.rules';
import { sowPeople } from './people.seed';

/** Makes sure there is a current fair: the demonstration, or one without sessions. Runs at every start and seeds once. */
export async function seed(sql: EntityManager, wanted: 'demo' | 'empty', moment: FairMoment, now: number): Promise<void> {
  const fairs = sql.getRepository(Fair);
  const fair = (await fairs.findOneBy({ slug: wanted })) ?? (wanted === 'demo' ? await sowDemo(sql, now) : await sowEmpty(sql, now));
  await fairs.update({ current: true }, { current: false });
  await fairs.update({ id: fair.id }, { current: true });
  await adoptProgramme({ sql, facts: [] }, fair, { by: 'demo', at: new Date(now), accountOf: ({ name }) => (wanted === 'demo' && name.fr === 'Nadia F.' ? demoId('nadia-f') : null) });
  if (wanted === 'demo') await rewind(sql, fair.id, moment, now);
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

/** Sets the demonstration's clock, moves it to the coming days when its own are past, and puts every session where it stands at that moment. */
async function rewind(sql: EntityManager, fairId: string, moment: FairMoment, now: number): Promise<void> {
  const fair = await sql.getRepository(Fair).findOneByOrFail({ id: fairId });
  const coming = nextFairDays(now, fair.zone);
  const fairAt = momentOf(`${coming[moment.day]}T${moment.time}`, fair.zone);
  // In whole weeks, whatever days an organiser has given it since.
  const by = 7 * Math.floor(minutesBetween(`${fair.days[0]}T00:00`, `${coming[0]}T00:00`) / 10_080);
  const days = fair.days.map((day) => dayPlus(day, by));
  const tx: Tx = { sql, facts: [] };
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
  append(tx, `fair:${fairId}`, 'programme.changed', { version: programmeVersion });
  await writeFacts(tx);
}
