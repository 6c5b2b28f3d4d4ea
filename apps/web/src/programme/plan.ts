import { endOf, goesOnStage, momentAt, startOf, type Fair, type Programme, type Session } from '@siccam/contract';

export { endOf, startOf };

/** A wall time so many minutes later. */
export const later = (wall: string, minutes: number): string => new Date(Date.parse(`${wall}:00Z`) + minutes * 60_000).toISOString().slice(0, 16);
/** Minutes from one wall time to another. */
export const minutesBetween = (from: string, to: string): number => (Date.parse(`${to}:00Z`) - Date.parse(`${from}:00Z`)) / 60_000;
/** `over` is decided, never guessed from the clock; only a pause of the day passes by itself. */
export const isOver = (session: Session, fairNow: number, offset: number): boolean =>
  session.kind === 'break' ? momentAt(session.ends, offset) <= fairNow : session.state === 'ended';

/** By the time they really start. */
export const byStart = (a: Session, b: Session): number => startOf(a).localeCompare(startOf(b)) || a.slug.localeCompare(b.slug);

/** The sessions of one day, by the time they really start. */
export const ofDay = (programme: Programme, day: string): Session[] => programme.sessions.filter((session) => session.starts.startsWith(day)).sort(byStart);

/** What is on air or about to be: live first, then paused, then open doors. */
export function onNow(programme: Programme): Session[] {
  const order = ['live', 'paused', 'doors'];
  return programme.sessions.filter((session) => order.includes(session.state)).sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state) || byStart(a, b));
}

/** What comes after now: not begun, not cancelled, not past. What happens off stage has begun when its hour has come. */
export function comingUp(programme: Programme, fairNow: number): Session[] {
  const { offset } = programme.fair;
  return programme.sessions
    .filter((session) => (session.state === 'released' || session.state === 'doors') && momentAt(endOf(session), offset) > fairNow)
    .filter((session) => goesOnStage(session) || momentAt(startOf(session), offset) > fairNow)
    .sort(byStart);
}

/** The day a programme opens on: today's by the fair's clock, else the next, else the last. */
export function dayOf(fair: Pick<Fair, 'days'>, today: string): string {
  return fair.days.find((day) => day >= today) ?? fair.days.at(-1) ?? today;
}

/** A stretch of the day with its scale: pauses are drawn short. */
export type Stretch = { from: string; to: string; top: number; perMinute: number };

const open = 3;
const shut = 0.75;

/** The day's time as pixels from the top: five hours of talks large, a pause of two hours small. */
export function scaleOf(sessions: Session[]): { stretches: Stretch[]; height: number; at: (wall: string) => number } {
  const first = sessions.map(({ starts }) => starts).sort()[0] ?? '2000-01-01T09:00';
  const last = sessions.map(endOf).sort().at(-1) ?? first;
  const talks = sessions.filter(({ kind }) => kind !== 'break');
  const pauses = sessions
    .filter((pause) => pause.kind === 'break' && !talks.some((talk) => startOf(talk) < pause.ends && endOf(talk) > pause.starts))
    .sort(byStart);
  const stretches: Stretch[] = [];
  let top = 0;
  const add = (from: string, to: string, perMinute: number) => {
    if (from >= to) return;
    stretches.push({ from, to, top, perMinute });
    top += minutesBetween(from, to) * perMinute;
  };
  let from = first;
  for (const pause of pauses) {
    add(from, pause.starts, open);
    add(pause.starts > from ? pause.starts : from, pause.ends, shut);
    from = pause.ends > from ? pause.ends : from;
  }
  add(from, last, open);
  const at = (wall: string): number => {
    const stretch = stretches.find(({ to }) => wall < to) ?? stretches.at(-1);
    return stretch ? stretch.top + Math.max(0, minutesBetween(stretch.from, wall < stretch.to ? wall : stretch.to)) * stretch.perMinute : 0;
  };
  return { stretches, height: top, at };
}

/** Hours written beside the grid: every hour from the first start, none inside a pause. */
export function hoursOf({ stretches }: { stretches: Stretch[] }): string[] {
  return stretches.flatMap(({ from, to, perMinute }, place) => {
    if (perMinute === shut) return [from];
    const hours: string[] = [];
    for (let wall = from; wall < to; wall = later(wall, 60)) hours.push(wall);
    if (place === stretches.length - 1 && minutesBetween(hours.at(-1) ?? from, to) >= 30) hours.push(to);
    return hours.filter((wall) => wall === from || wall === to || minutesBetween(wall, to) >= 20);
  });
}
