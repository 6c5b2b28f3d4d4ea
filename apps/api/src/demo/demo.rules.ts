import { type SessionKind, type SessionState, goesOnStage, momentOf, wallOf } from '@siccam/contract';

const day = 86_400_000;

/** The weekday and time that `--at` names, `fri 11:05` or `sat 15:10`. */
export type FairMoment = { day: 0 | 1; time: string };

/** Without a wish the demonstration begins 20 minutes into the first panel. */
export const usualMoment: FairMoment = { day: 0, time: '11:05' };

/** Reads `fri 11:05`; null when it is not a moment of the fair. */
export function readMoment(text: string): FairMoment | null {
  const [, name, time] = /^(fri|sat)\w*\s+((?:[01]?\d|2[0-3]):[0-5]\d)$/i.exec(text.trim()) ?? [];
  if (!name || !time) return null;
  return { day: name.toLowerCase() === 'fri' ? 0 : 1, time: time.padStart(5, '0') };
}

const islamicMonth = new Intl.DateTimeFormat('en-u-ca-islamic-umalqura-nu-latn', { month: 'numeric', timeZone: 'UTC' });
const inRamadan = (at: number): boolean => islamicMonth.format(at) === '9';

/**
 * The demonstration's two days: the next Friday (today, if it is one) and its Saturday, outside Ramadan, when hours and the
 * clock differ. Answers `2026-11-27`-like days.
 */
export function nextFairDays(now: number, zone: string): [string, string] {
  let friday = Date.parse(`${wallOf(now, zone).slice(0, 10)}T12:00:00Z`);
  while (new Date(friday).getUTCDay() !== 5 || inRamadan(friday) || inRamadan(friday + day)) friday += day;
  return [new Date(friday), new Date(friday + day)].map((date) => date.toISOString().slice(0, 10)) as [string, string];
}

/** Where a session stands at a moment of the fair, and since which moment of the fair: what its clock being set finds already decided. */
export function standingAt(
  session: { kind: SessionKind; starts: string; ends: string; delay: number; state: SessionState },
  fairAt: number,
  zone: string,
): { state: 'ended' | 'live' | 'released' | 'cancelled'; since: number } {
  if (session.state === 'cancelled') return { state: 'cancelled', since: fairAt };
  const [starts, ends] = [momentOf(session.starts, zone) + session.delay * 60_000, momentOf(session.ends, zone) + session.delay * 60_000];
  if (ends <= fairAt) return { state: 'ended', since: ends };
  if (starts <= fairAt && goesOnStage(session)) return { state: 'live', since: starts };
  return { state: 'released', since: fairAt };
}
