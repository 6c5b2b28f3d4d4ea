import { wallOf } from '@siccam/contract';
import { dayPlus, minutesOf, wallAfter, weekday } from './wall';

/**
 * How a zone's clock runs around the fair: from each moment on (ISO 8601, UTC) it is so many minutes ahead of UTC, oldest first.
 * The server's tables decide; a browser whose own are older or newer reckons with these.
 */
export type ClockTable = readonly { from: string; minutes: number }[];

/** A change of the clock: at `moment` (minutes since 1970) the wall goes from `from` to `to`. */
export type ClockChange = { moment: number; from: string; to: string };

/** Walls and moments of one zone; moments are minutes since 1970. */
export type Clock = {
  /** Minutes ahead of UTC at a moment. */
  offset: (moment: number) => number;
  /** The moment at which the wall shows a time: in a gap the time after it, in a fold the first. NaN for a time that no wall shows. */
  moment: (wall: string) => number;
  /** What the wall shows at a moment. */
  wall: (moment: number) => string;
  /** How often the wall shows a time: not at all in a gap, twice in a fold. */
  shows: (wall: string) => number;
  /** The first change of the clock after one moment and before another, if there is one. */
  change: (after: number, before: number) => ClockChange | null;
};

const day = 1440;
const casablanca = 'Africa/Casablanca';
const prayer = { usual: ['12:30', '14:30'], ramadan: ['11:30', '13:30'] } as const;

/** What one clock remembers at most, of days and of walls. */
const remembered = 10_000;

const zones = new Map<string, Clock>();
const tables = new WeakMap<ClockTable, Clock>();

/** The clock of an IANA zone by this machine's tables, or by the server's where given. */
export function clockOf(zone: string, table?: ClockTable): Clock {
  if (table && table.length > 0) {
    let clock = tables.get(table);
    if (!clock) tables.set(table, (clock = clockBy(offsetsOf(table))));
    return clock;
  }
  let clock = zones.get(zone);
  if (!clock) zones.set(zone, (clock = clockBy((moment) => Date.parse(`${wallOf(moment * 60_000, zone)}:00Z`) / 60_000 - moment)));
  return clock;
}

function offsetsOf(table: ClockTable): (moment: number) => number {
  const steps = table.map(({ from, minutes }) => ({ from: Date.parse(from) / 60_000, minutes }));
  return (moment) => (steps.findLast(({ from }) => from <= moment) ?? steps[0])?.minutes ?? 0;
}

/** Tables are asked once for each day, because a thousand sessions lie on few; no zone changes its clock twice in one. */
function clockBy(ask: (moment: number) => number): Clock {
  const known = new Map<number, number>();
  const atMidnight = (number: number): number => {
    let offset = known.get(number);
    if (offset === undefined) {
      if (known.size > remembered) known.clear();
      known.set(number, (offset = ask(number * day)));
    }
    return offset;
  };
  const changes = new Map<number, number>();
  const changeIn = (number: number): number => {
    let high = changes.get(number);
    if (high !== undefined) return high;
    let low = number * day;
    high = low + day;
    const before = atMidnight(number);
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (ask(middle) === before) low = middle;
      else high = middle;
    }
    changes.set(number, high);
    return high;
  };
  const offset = (moment: number): number => {
    const number = Math.floor(moment / day);
    const [before, after] = [atMidnight(number), atMidnight(number + 1)];
    return before === after || moment < changeIn(number) ? before : after;
  };
  const momentsOf = (minutes: number): number[] =>
    Number.isNaN(minutes) ? [] : [...new Set([minutes - offset(minutes - day), minutes - offset(minutes + day)])].filter((moment) => moment + offset(moment) === minutes).sort((a, b) => a - b);
  const moments = new Map<string, number>();
  const momentOf = (wall: string): number => {
    const minutes = minutesOf(wall);
    return Number.isNaN(minutes) ? NaN : (momentsOf(minutes)[0] ?? minutes - offset(minutes - day));
  };
  return {
    offset,
    // Asked for each session at each move of a finger.
    moment: (wall) => {
      let moment = moments.get(wall);
      if (moment === undefined) {
        if (moments.size > remembered) moments.clear();
        moments.set(wall, (moment = momentOf(wall)));
      }
      return moment;
    },
    wall: (moment) => wallAfter(moment + offset(moment)),
    shows: (wall) => momentsOf(minutesOf(wall)).length,
    change: (after, before) => {
      for (let number = Math.floor(after / day); number * day < before; number++) {
        if (atMidnight(number) === atMidnight(number + 1)) continue;
        const moment = changeIn(number);
        if (moment > after && moment < before) return { moment, from: wallAfter(moment + atMidnight(number)), to: wallAfter(moment + atMidnight(number + 1)) };
      }
      return null;
    },
  };
}

/** What a server sends along with a timetable: how the zone's clock runs from a month before the first of some days to a month after the last. */
export function clockTable(zone: string, days: readonly string[]): ClockTable {
  const known = days.filter((one) => !Number.isNaN(minutesOf(`${one}T00:00`))).sort();
  const [first, last] = [known[0], known.at(-1)];
  if (!first || !last) return [];
  const clock = clockOf(zone);
  const end = clock.moment(`${dayPlus(last, 31)}T00:00`);
  let at = clock.moment(`${dayPlus(first, -31)}T00:00`);
  const table = [entry(at, clock)];
  for (let next = clock.change(at, end); next; next = clock.change(at, end)) table.push(entry((at = next.moment), clock));
  return table;
}

const entry = (moment: number, clock: Clock) => ({ from: new Date(moment * 60_000).toISOString(), minutes: clock.offset(moment) });

/** Friday prayer on a day, as wall times; null on other days and at fairs outside Morocco. An hour earlier in Ramadan, when the clock stands at GMT. */
export function prayerOn(on: string, zone: string, clock: Clock = clockOf(zone)): { from: string; to: string } | null {
  if (zone !== casablanca || weekday(on) !== 5) return null;
  const [from, to] = clock.offset(clock.moment(`${on}T12:00`)) === 0 ? prayer.ramadan : prayer.usual;
  return { from: `${on}T${from}`, to: `${on}T${to}` };
}
