import { goesOnStage, type Conflict, type DraftSession } from '@siccam/contract';
import { clockOf, prayerOn, type Clock } from './clock';
import { conflictsWith } from './conflicts';
import { spanOf, type Timetable } from './draft';
import { dayOf, dayPlus } from './wall';

/**
 * One session that is moved on the day. `before`, `delay`: minutes later than planned. `prayer`: this takes it into Friday prayer, further
 * into it, or past it. `conflicts`: what collides only because of the whole move.
 */
export type Pushed = { session: string; before: number; delay: number; prayer: boolean; conflicts: Conflict[] };

type Span = { from: number; to: number };

/** The longest delay that a session can have, as the contract says. */
const delayMost = 600;

/**
 * What moves when a session begins `minutes` later than planned: itself first, then, with `follow`, whatever came after it on its stage,
 * only as far as needed and never forward. What overlapped it before is left where it is. Empty: it is not placed, or cancelled.
 */
export function pushed(draft: Timetable, session: string, minutes: number, follow = true): Pushed[] {
  const clock = clockOf(draft.zone, draft.clock);
  const own = draft.items.get(session);
  const span = own?.kind === 'session' && !own.cancelled ? spanOf(own, clock) : null;
  if (own?.kind !== 'session' || !span) return [];
  const shift = minutes - own.delay;
  const moved = [{ id: session, content: { ...own, delay: minutes }, was: span, is: { from: span.from + shift, to: span.to + shift } }];
  for (const { id, content, was } of follow ? onSameStage(draft, session, own.stage, clock) : []) {
    const free = Math.max(was.from, ...moved.flatMap((other) => (other.was.to <= was.from ? [other.is.to] : [])));
    const by = Math.min(free - was.from, Math.max(0, delayMost - content.delay));
    if (by > 0) moved.push({ id, content: { ...content, delay: content.delay + by }, was, is: { from: was.from + by, to: was.to + by } });
  }
  const after: Timetable = { ...draft, items: new Map([...draft.items, ...moved.map(({ id, content }) => [id, content] as const)]) };
  return moved.map(({ id, content, was, is }) => {
    const former = draft.items.get(id);
    const known = former?.kind === 'session' ? new Set(conflictsWith(draft, { id, content: former }).map(({ key }) => key)) : new Set();
    return {
      session: id,
      before: former?.kind === 'session' ? former.delay : 0,
      delay: content.delay,
      prayer: goesOnStage({ kind: content.is }) && meetsPrayer(was, is, draft.zone, clock),
      conflicts: conflictsWith(after, { id, content }).filter(({ key }) => !known.has(key)),
    };
  });
}

function onSameStage(draft: Timetable, session: string, stage: string | null, clock: Clock): { id: string; content: DraftSession; was: Span }[] {
  if (stage === null) return [];
  return [...draft.items]
    .flatMap(([id, content]) => {
      if (content.kind !== 'session' || id === session || content.stage !== stage || content.cancelled) return [];
      const was = spanOf(content, clock);
      return was ? [{ id, content, was }] : [];
    })
    .sort((a, b) => a.was.from - b.was.from || (a.id < b.id ? -1 : 1));
}

function meetsPrayer(was: Span, is: Span, zone: string, clock: Clock): boolean {
  const last = dayOf(clock.wall(is.to));
  for (let on = dayOf(clock.wall(was.from)); on <= last; on = dayPlus(on, 1)) {
    const window = prayerOn(on, zone, clock);
    if (!window) continue;
    const [from, to] = [clock.moment(window.from), clock.moment(window.to)];
    const within = (span: Span) => Math.max(0, Math.min(span.to, to) - Math.max(span.from, from));
    if (within(is) > within(was) || (was.from < from && is.from >= to)) return true;
  }
  return false;
}
