import { gridMinutes, type Conflict, type DraftSession, type Language } from '@siccam/contract';
import { clockOf, conflictsWith, dayOf, minutesBetween, prayerOn, snap, wallPlus, type Timetable } from '@siccam/timetable';

/** A way out of a conflict: one gesture on one session. */
export type Way =
  | { is: 'shift'; session: string; to: string }
  | { is: 'end'; session: string; at: string; minutes: number }
  | { is: 'unplace'; session: string }
  | { is: 'interpreter'; session: string }
  | { is: 'withdraw'; session: string; languages: Language[] };

const blocking = ['stage', 'person', 'prayer', 'clock', 'day', 'availability'];
const shortest = 10;
const steps = 24;

/** The next time of the grid. */
const upTo = (wall: string): string => (snap(wall) < wall ? wallPlus(snap(wall), gridMinutes) : snap(wall));

/** The first place after a time, on the same stage and day, where a session collides with nothing; null: there is none that day. */
export function firstFree(draft: Timetable, id: string, session: DraftSession, from: string): string | null {
  let starts = upTo(from);
  for (let step = 0; step < steps && dayOf(starts) === dayOf(from); step += 1) {
    const tried = conflictsWith(draft, { id, content: { ...session, starts, delay: 0 } }).filter(({ kind, accepted }) => blocking.includes(kind) && !accepted);
    if (tried.length === 0) return starts;
    // Whatever is in the way is in the way until it ends.
    const end = tried.reduce((latest, { to }) => (to !== null && to > latest ? to : latest), '');
    starts = end > starts ? upTo(end) : wallPlus(starts, gridMinutes);
  }
  return null;
}

/** The ways out of a conflict, the best first; none where only a person can know. */
export function waysOut(conflict: Conflict, draft: Timetable): Way[] {
  const sessions = conflict.sessions.flatMap((id) => {
    const content = draft.items.get(id);
    return content?.kind === 'session' ? [{ id, content }] : [];
  });
  // The later one gives way; of two that begin together the shorter.
  const [last] = sessions.toSorted((one, other) => (other.content.starts ?? '').localeCompare(one.content.starts ?? '') || one.content.minutes - other.content.minutes);
  if (!last) return [];
  const { id, content } = last;
  const shift = (from: string): Way[] => {
    const to = firstFree(draft, id, content, from);
    return to && to !== content.starts ? [{ is: 'shift', session: id, to }] : [];
  };
  switch (conflict.kind) {
    case 'stage':
    case 'person':
    case 'clock':
    case 'availability':
      return [...(conflict.to ? shift(conflict.to) : []), { is: 'unplace', session: id }];
    case 'prayer': {
      const prayer = content.starts ? prayerOn(dayOf(content.starts), draft.zone, clockOf(draft.zone, draft.clock)) : null;
      if (!prayer || !content.starts) return [{ is: 'unplace', session: id }];
      const until = minutesBetween(content.starts, prayer.from);
      return [...(until >= shortest ? [{ is: 'end' as const, session: id, at: prayer.from, minutes: until }] : []), ...shift(prayer.to)];
    }
    case 'day':
      return [{ is: 'unplace', session: id }];
    // It has a list of its own.
    case 'translation':
      return [];
    case 'interpreter':
      return [{ is: 'interpreter', session: id }, { is: 'withdraw', session: id, languages: conflict.languages }];
  }
}
