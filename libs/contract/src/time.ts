import type { FairClock } from './fair';

const parts = (zone: string) =>
  new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', { timeZone: zone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit' });
const formats = new Map<string, Intl.DateTimeFormat>();

/** The wall time that a zone shows at a moment (milliseconds since 1970), `2026-11-27T10:45`. */
export function wallOf(moment: number, zone: string): string {
  let format = formats.get(zone);
  if (!format) formats.set(zone, (format = parts(zone)));
  const p = Object.fromEntries(format.formatToParts(moment).map(({ type, value }) => [type, value]));
  return `${p['year']}-${p['month']}-${p['day']}T${p['hour']}:${p['minute']}`;
}

/** The moment (milliseconds since 1970) at which a zone shows a wall time; in a gap of the clock the time after it, in a fold the first. */
export function momentOf(wall: string, zone: string): number {
  const asUtc = Date.parse(`${wall}:00Z`);
  const offsetAt = (moment: number) => Date.parse(`${wallOf(moment, zone)}:00Z`) - Math.floor(moment / 60_000) * 60_000;
  const early = asUtc - offsetAt(asUtc - 86_400_000);
  if (wallOf(early, zone) === wall) return early;
  const late = asUtc - offsetAt(asUtc + 86_400_000);
  return wallOf(late, zone) === wall ? late : early;
}

/** Minutes that a zone is ahead of UTC at noon of a day. */
export function offsetOn(day: string, zone: string): number {
  const noon = `${day}T12:00`;
  return (Date.parse(`${noon}:00Z`) - momentOf(noon, zone)) / 60_000;
}

/** The wall time so many minutes ahead of UTC, whatever tables this machine has. */
export const wallAt = (moment: number, offset: number): string => new Date(moment + offset * 60_000).toISOString().slice(0, 16);
/** The moment at which a wall so many minutes ahead of UTC shows a time. */
export const momentAt = (wall: string, offset: number): number => Date.parse(`${wall}:00Z`) - offset * 60_000;

/** What the fair's clock shows (milliseconds since 1970) when the machine's shows `machine`. */
export const fairNow = (clock: FairClock, machine: number): number => Date.parse(clock.fairAt) + (machine - Date.parse(clock.machineAt));
