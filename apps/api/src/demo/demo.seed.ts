import { momentOf } from '@siccam/contract';
import type { EntityManager } from 'typeorm';
import { Fair } from '../fair';
import { append, writeFacts } from '../feed';
import { RoleHeld } from '../people';
import { Session, SessionPerson, Stage } from '../programme';
import type { Tx } from '../platform';
import { demoFair, demoSessions, demoStages } from './demo.data';
import { type FairMoment, nextFairDays, standingAt } from './demo.rules';
import { sowPeople } from './people.seed';

/** Makes sure there is a current fair: the demonstration, or one without sessions. Runs at every start and seeds once. */
export async function seed(sql: EntityManager, wanted: 'demo' | 'empty', moment: FairMoment, now: number): Promise<void> {
  const fairs = sql.getRepository(Fair);
  const fair = (await fairs.findOneBy({ slug: wanted })) ?? (wanted === 'demo' ? await sowDemo(sql, now) : await sowEmpty(sql, now));
  await fairs.update({ current: true }, { current: false });
  await fairs.update({ id: fair.id }, { current: true });
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
  const days = nextFairDays(now, fair.zone);
  const fairAt = momentOf(`${days[moment.day]}T${moment.time}`, fair.zone);
  const tx: Tx = { sql, facts: [] };
  for (const session of await sql.getRepository(Session).findBy({ fairId })) {
    const dayOf = (wall: string) => days[wall.startsWith(fair.days[0] ?? '') ? 0 : 1];
    const starts = `${dayOf(session.starts)}T${session.starts.slice(11)}`;
    const ends = `${dayOf(session.ends)}T${session.ends.slice(11)}`;
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
