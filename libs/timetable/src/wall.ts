import { gridMinutes } from '@siccam/contract';

const wallShape = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})$/;
const dayMinutes = 1440;

/** Minutes between 1970 and a wall time, as if the wall were UTC's; NaN where no calendar or clock shows it (30 February, 24:00) or no tables reach (before 1900, after 2199). */
export function minutesOf(wall: string): number {
  const found = wallShape.exec(wall);
  if (!found) return NaN;
  const [year, month, day, hour, minute] = found.slice(1).map(Number) as [number, number, number, number, number];
  if (year < 1900 || year > 2199 || hour > 23 || minute > 59 || month < 1 || month > 12 || day < 1) return NaN;
  const midnight = Date.UTC(year, month - 1, day);
  return new Date(midnight).getUTCDate() === day ? midnight / 60_000 + hour * 60 + minute : NaN;
}

/** The wall time so many minutes after 1970, as if the wall were UTC's. */
export const wallAfter = (minutes: number): string => new Date(minutes * 60_000).toISOString().slice(0, 16);

/** A wall time so many minutes later (or earlier) by the hands of one clock: whoever drags a block moves it so. */
export const wallPlus = (wall: string, minutes: number): string => wallAfter(minutesOf(wall) + minutes);

/** The nearest wall time on the grid; halfway goes to the later. */
export const snap = (wall: string, grid = gridMinutes): string => wallAfter(Math.round(minutesOf(wall) / grid) * grid);

/** Minutes from one wall time to another by the hands of one clock. */
export const minutesBetween = (from: string, to: string): number => minutesOf(to) - minutesOf(from);

/** The day of a wall time. */
export const dayOf = (wall: string): string => wall.slice(0, 10);

/** The time of day of a wall time, `10:45`. */
export const timeOf = (wall: string): string => wall.slice(11);

/** Minutes since midnight of a wall time. */
export const minuteOfDay = (wall: string): number => minutesOf(wall) - minutesOf(`${dayOf(wall)}T00:00`);

/** The day so many days after another. */
export const dayPlus = (day: string, days: number): string => dayOf(wallPlus(`${day}T00:00`, days * dayMinutes));

/** Day of the week, 0 Sunday … 5 Friday. */
export const weekday = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay();
