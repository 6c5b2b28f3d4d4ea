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
  /** The first change of the clock after one moment and before another, if there is one. */
  change: (after: number, before: number) => ClockChange | null;
};

/** The clock of an IANA zone by this machine's tables, or by the server's where given. */
export function clockOf(_zone: string, _table?: ClockTable): Clock {
  return { offset: () => 0, moment: () => NaN, wall: () => '', change: () => null };
}

/** The table to send along with a timetable, by this machine's tables, from a month before the first of some days to a month after the last. */
export function clockTable(_zone: string, _days: readonly string[]): ClockTable {
  return [];
}

/** The change of the clock on a day, if there is one: the wall goes from `from` to `to`, a gap if forward, twice the same hour if back. */
export function changeOn(_day: string, _clock: Clock): ClockChange | null {
  return null;
}

/** Friday prayer on a day, as wall times; null on other days and at fairs outside Morocco. An hour earlier in Ramadan, when the clock stands at GMT. */
export function prayerOn(_day: string, _zone: string, _clock?: Clock): { from: string; to: string } | null {
  return null;
}
