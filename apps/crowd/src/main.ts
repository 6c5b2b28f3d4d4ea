import './quiet';
import { type Programme, type Session, fairNow, goesOnStage, moveSession, readStage } from '@siccam/contract';
import { type Cast, castOf } from './cast';
import { type Move, movesDue } from './director';
import { type Doors, Refused, doorsOf } from './doors';
import { say } from './say';
import { seesPicture } from './watch';

/** The demonstration's crowd: a director who follows the programme, and the people of each session, who speak in turn. */

const beatEvery = 500;
const longestRest = 5000;
const open: readonly Session['state'][] = ['doors', 'live', 'paused'];

const needed = (name: string): string => {
  const value = process.env[name];
  if (value) return value;
  process.stderr.write(`crowd: ${name} is missing\n`);
  process.exit(2);
};

const doors = doorsOf(needed('API_URL'), needed('BOT_KEY'));
const publicUrl = needed('PUBLIC_URL');
const casts = new Map<string, Cast>();
let programme: Programme | null = null;
let stopping = false;

/** One look at the programme: what is due is done, and every open session has its people. */
async function look(): Promise<void> {
  programme = await doors.programme();
  const moves = movesDue(programme, fairNow(programme.fair.clock, Date.now()));
  for (const move of moves) await bringAbout(move, doors);
  const onStage = programme.sessions.filter((session) => goesOnStage(session) && open.includes(session.state));
  for (const [slug, cast] of casts) {
    if (onStage.some((session) => session.slug === slug)) continue;
    casts.delete(slug);
    say(`${slug}: everyone leaves`);
    void cast.dismiss().catch((error: unknown) => say(`${slug}: somebody could not leave`, error));
  }
  for (const session of onStage) {
    let cast = casts.get(session.slug);
    if (!cast) casts.set(session.slug, (cast = castOf(doors, session, time)));
    void cast.beat(session);
  }
}

function time() {
  if (!programme) throw new Error('nobody speaks before the programme is known');
  return { clock: programme.fair.clock, zone: programme.fair.zone };
}

/** The programme may be a moment behind; the stage is asked before anything is decided. */
async function bringAbout({ session, to }: Move, through: Doors): Promise<void> {
  const expected = programme?.sessions.find(({ slug }) => slug === session)?.state;
  const { state } = await through.call(readStage, { session }, 'nobody');
  if (state !== expected) return;
  try {
    await through.call(moveSession, { session, to }, { bot: 'stage-manager' });
    say(`${session}: ${state} → ${to}`);
  } catch (error) {
    // Somebody else decided in between.
    if (!(error instanceof Refused && error.refusal === 'session.notAllowedNow')) throw error;
  }
}

const rest = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds));

async function direct(): Promise<void> {
  let wait = beatEvery;
  while (!stopping) {
    try {
      await look();
      wait = beatEvery;
    } catch (error) {
      say('the fair does not answer', error);
      wait = Math.min(longestRest, wait * 2);
    }
    await rest(wait);
  }
}

/** Says once that the stage has pictures, after one was decoded. */
async function announce(): Promise<void> {
  while (!stopping) {
    const live = (programme?.sessions ?? []).filter((session) => session.state === 'live' && goesOnStage(session) && session.people.length > 0);
    const session = live.find(({ kind }) => kind === 'panel') ?? live[0];
    const seen = session && (await seesPicture(doors, session).catch((error: unknown) => (say('no picture yet', error), false)));
    if (session && seen) {
      const url = `${publicUrl}/ar/s/${session.slug}`;
      say(`live ${url}`);
      process.send?.({ type: 'live', url });
      return;
    }
    await rest(beatEvery);
  }
}

async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  // A speaker who says goodbye is gone at once for everybody; one who vanishes is missed for twenty seconds.
  const gone = Promise.all([...casts.values()].map((cast) => cast.dismiss()));
  await Promise.race([gone, rest(2000)]);
  process.exit(0);
}

process.on('disconnect', () => void stop());
process.on('SIGTERM', () => void stop());
process.on('SIGINT', () => void stop());
void direct();
void announce();
