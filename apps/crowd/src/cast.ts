import { type Session, readStage, setOnAir } from '@siccam/contract';
import { type Bot, type Time, botOf } from './bot';
import type { Doors } from './doors';
import { say } from './say';
import { speakingOrder, whoSpeaks } from './turns';

/** The people of one session whose doors are open, speaking in turn while it is live. */
export type Cast = {
  /** Looks who should speak now and brings it about; asked again and again, never twice at once. */
  beat: (session: Session) => Promise<void>;
  /** Everyone leaves. */
  dismiss: () => Promise<void>;
};

// A picture is seen about 0.4 s after it was published; until then the last speaker's stays.
const overlap = 800;

/** Brings a session's people to its stage. */
export function castOf(doors: Doors, session: Session, time: Time): Cast {
  const order = speakingOrder(session.people).map(({ id }) => id);
  const bots = new Map(session.people.map((person, place): [string, Bot] => [person.id, botOf(doors, session.slug, person, place, time)]));
  let speaking: string | null = null;
  let since = 0;
  let busy = false;

  const air = (person: string, on: boolean) => doors.call(setOnAir, { session: session.slug, person, on }, { bot: 'stage-manager' });

  /** The next one is seen before the last one goes: the stage is never dark. */
  async function handOver(to: string): Promise<void> {
    const next = bots.get(to);
    if (!next) return;
    await air(to, true);
    await next.speak();
    if (!next.speaking()) return;
    if (speaking !== to) say(`${session.slug}: ${to} speaks`);
    speaking = to;
    since = performance.now();
    await new Promise((done) => setTimeout(done, overlap));
    const { onAir } = await doors.call(readStage, { session: session.slug }, 'nobody');
    for (const person of onAir.filter((one) => one !== to)) {
      await bots.get(person)?.hush();
      await air(person, false);
    }
  }

  async function follow({ state }: Session): Promise<void> {
    if (state !== 'live') {
      for (const bot of bots.values()) await bot.hush();
      return;
    }
    const there = new Set(order.filter((person) => bots.get(person)?.there()));
    const wanted = whoSpeaks(order, there, speaking, performance.now() - since);
    if (wanted !== null && (wanted !== speaking || !bots.get(wanted)?.speaking())) await handOver(wanted);
  }

  return {
    beat: async (now) => {
      if (busy) return;
      busy = true;
      try {
        await follow(now);
      } catch (error) {
        say(`${session.slug}: the turn waits`, error);
      } finally {
        busy = false;
      }
    },
    dismiss: async () => {
      await Promise.all([...bots.values()].map((bot) => bot.leave()));
    },
  };
}
